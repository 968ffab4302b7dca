import { fileOffset } from '../read/parsed-query.js'
import type { GenerationMistake } from '../../errors.js'
import type { Catalogue, CatalogueColumn } from '../schema/catalogue.js'
import { mistakeAt } from '../read/mistake.js'
import { castModifiers } from './parameter-casts.js'
import { parameterTargets } from './parameter-targets.js'
import type { QueryContext } from './query-context.js'
import { isJson, resolveSqlType, sqlTypeName, type SqlType } from './sql-type.js'
import { mapType } from './type-map.js'
import type { TypedArgument, TypedParameter } from './typed-query.js'

/** The typed parameters of a query, and the mistakes in the others. */
export interface TypedArguments {
  readonly arguments: readonly TypedArgument[]
  readonly mistakes: readonly GenerationMistake[]
}

/** Types the parameters of a query. */
export function typeParameters(
  { query, compiled: { placeholders }, tree, catalogue }: QueryContext,
  oids: readonly number[],
): TypedArguments {
  const modifiers = tree === null ? new Map<number, number>() : castModifiers(tree.statement)
  const targets = tree === null ? new Map<number, null>() : parameterTargets(tree.statement, catalogue)
  const jsonColumns = new Map<string, string | null>()
  const mistakes: GenerationMistake[] = []
  const sqlTypes = new Map<string, SqlType>()
  const report = (offset: number, message: string, hint: string) =>
    mistakes.push(
      mistakeAt(query.file, fileOffset(query, offset), {
        rule: 'type',
        message,
        hint,
        query: query.name,
      }),
    )

  placeholders.forEach(({ path, offset }, index) => {
    const target = targets.get(index + 1) ?? null
    const modifier = modifiers.get(index + 1) ?? geometryModifier(catalogue, oids[index] ?? 0, target) ?? -1
    const sqlType = resolveSqlType(catalogue, oids[index] ?? 0, modifier)
    jsonColumns.set(path, isJson(sqlType) ? (target?.path ?? null) : null)
    const other = sqlTypes.get(path)
    if (other !== undefined && sqlTypeName(other) !== sqlTypeName(sqlType)) {
      const types = `${sqlTypeName(other)} in one place and ${sqlTypeName(sqlType)} in another`
      report(offset, `parameter ${path} is ${types}`, `cast it everywhere: :${path}::${sqlTypeName(other)}`)
    }
    sqlTypes.set(path, sqlType)
  })

  const typed = (path: string, name: string, required: boolean): TypedParameter | null => {
    const sqlType = sqlTypes.get(path)
    const type = sqlType === undefined ? undefined : mapType(sqlType, 'parameter')
    if (sqlType === undefined || type === undefined) return null
    if ('problem' in type) {
      const offset = placeholders.find((placeholder) => placeholder.path === path)?.offset ?? 0
      report(offset, `parameter ${path} is ${type.problem}`, type.hint)
      return null
    }
    const jsonColumn = jsonColumns.get(path) ?? null
    return { name, sqlType: sqlTypeName(sqlType), type, required, jsonColumn }
  }

  const typedArguments = query.ir.params.map(({ name, required, transform }): TypedArgument | null => {
    if (transform.type === 'scalar' || transform.type === 'array_spread') {
      const parameter = typed(name, name, required)
      return parameter && { shape: transform.type === 'scalar' ? 'scalar' : 'list', parameter }
    }
    const keys = transform.keys.map((key) => typed(`${name}.${key.name}`, key.name, key.required))
    return {
      shape: transform.type === 'pick_tuple' ? 'tuple' : 'tuples',
      name,
      keys: keys.filter((key) => key !== null),
    }
  })
  return { arguments: typedArguments.filter((argument) => argument !== null), mistakes }
}

/** Returns the modifier of the column that a place is written to: a value for a `geography(Polygon, 4326)` is a polygon. */
function geometryModifier(
  { types }: Catalogue,
  oid: number,
  column: CatalogueColumn | null,
): number | undefined {
  const name = types.get(oid)?.name ?? ''
  const isPlace = /^_?(?:geography|geometry)$/.test(name)
  return isPlace && types.get(column?.typeOid ?? 0)?.name.replace(/^_/, '') === name.replace(/^_/, '')
    ? column?.typeModifier
    : undefined
}
