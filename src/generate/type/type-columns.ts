import { fileOffset, type ParsedQuery } from '../read/parsed-query.js'
import { camelCase } from '../../engine/values/camel-case.js'
import type { GenerationMistake } from '../../errors.js'
import type { Catalogue, CatalogueColumn } from '../schema/catalogue.js'
import type { StatementDescription } from './describe-statement.js'
import { anyJson, jsonType } from './json-shape.js'
import { matchOutputs } from './match-outputs.js'
import { mistakeAt } from '../read/mistake.js'
import type { Nullness } from '../nullness/output-column.js'
import type { QueryContext } from './query-context.js'
import { lowerFirst, quoted } from '../identifiers.js'
import { isJson, resolveSqlType, sqlTypeName, type SqlType } from './sql-type.js'
import { mapArray, mapType } from './type-map.js'
import type { TypedColumn } from './typed-query.js'

/** The typed columns of a query's rows, and the mistakes in the others. */
export interface TypedColumns {
  readonly columns: readonly TypedColumn[]
  readonly mistakes: readonly GenerationMistake[]
}

/** Types the columns of a query's rows. */
export function typeColumns(context: QueryContext, description: StatementDescription): TypedColumns {
  const { query, compiled, catalogue } = context
  const descriptions = description.columns
  const outputs = matchOutputs(context, description.tree, descriptions.length)
  const columns: TypedColumn[] = []
  const mistakes: GenerationMistake[] = []
  const seen = new Map<string, string>()

  descriptions.forEach((column, index) => {
    const output = outputs[index]
    const place =
      output === undefined || output.textOffset === null
        ? query.nameOffset
        : fileOffset(query, compiled.toStatementOffset(output.textOffset))
    const report = (rule: 'column' | 'type', message: string, hint: string) =>
      mistakes.push(mistakeAt(query.file, place, { rule, message, hint, query: query.name }))

    const name = column.name.replace(/[!?]$/, '')
    const property = camelCase(name)
    if (name === '?column' || name === '') {
      report('column', `column ${index + 1} has no name`, 'give it one: … as name')
      return
    }
    const other = seen.get(property)
    if (other !== undefined) {
      report(
        'column',
        `two columns are ${property} in a row: ${other} and ${name}`,
        'name one of them: … as name',
      )
      return
    }
    seen.set(property, name)

    const source =
      catalogue.columns.get(`${column.tableOid}.${column.columnNumber}`) ?? output?.source ?? undefined
    const sqlType = resolveSqlType(catalogue, column.typeOid, column.typeModifier)
    // The column of a view promises nothing of its elements, that of the table behind it may.
    const mapped = mapColumnType(sqlType, output?.source ?? source)
    // A copy of a column has the type that is declared for the column.
    const shape = isJson(sqlType) && source === undefined ? (output?.shape ?? null) : null
    const type = shape === null ? mapped : jsonType(shape, () => anyJson.type)
    if ('problem' in type) {
      report('type', `column ${name} is ${type.problem}`, type.hint)
      return
    }
    columns.push({
      name,
      property,
      sqlType: sqlTypeName(sqlType),
      type,
      nullable: isNullable(column.name, output?.nullness ?? 'maybe'),
      jsonColumn: isJson(sqlType) ? (source?.path ?? computedPath(query, property)) : null,
      shape,
      source: source ?? null,
      texts: isText(sqlType) ? (output?.texts ?? null) : null,
    })
  })
  return { columns, mistakes }
}

/** The name by which a service declares the type of JSON that is no copy of a table's column. */
export function computedPath({ name }: Pick<ParsedQuery, 'name'>, property: string): string {
  return `${lowerFirst(name)}.${property}`
}

/** Types a column of a table's whole row; null if it has no TypeScript type. */
export function typeTableColumn(catalogue: Catalogue, source: CatalogueColumn): TypedColumn | null {
  const sqlType = resolveSqlType(catalogue, source.typeOid, source.typeModifier)
  const type = mapColumnType(sqlType, source)
  if ('problem' in type) return null
  return {
    name: source.name,
    property: camelCase(source.name),
    sqlType: sqlTypeName(sqlType),
    type,
    nullable: !source.notNull,
    jsonColumn: isJson(sqlType) ? source.path : null,
    shape: null,
    source,
    texts: null,
  }
}

/**
 * Makes the type of a column with known strings their union, if all are words. Any other string stays a `string`: a
 * sentence is for reading, and no name to decide by.
 */
export function withKnownTexts(column: TypedColumn): TypedColumn {
  const texts = [...(column.texts ?? [])].sort()
  if (texts.length === 0 || !texts.every((text) => /^[A-Za-z][\w.-]{0,62}$/.test(text))) return column
  return { ...column, type: { text: texts.map(quoted).join(' | '), imports: [] } }
}

function isText(sqlType: SqlType): boolean {
  return sqlType.kind === 'other' && sqlType.name === 'text'
}

function mapColumnType(sqlType: SqlType, source: CatalogueColumn | undefined) {
  return sqlType.kind === 'array'
    ? mapArray(sqlType.element, 'row', source?.elementsNotNull !== true)
    : mapType(sqlType, 'row')
}

/** Decides by the hint at the end of a name, if there is one, otherwise by the statement's tree. */
function isNullable(name: string, nullness: Nullness): boolean {
  if (name.endsWith('!')) return false
  return name.endsWith('?') || nullness === 'maybe'
}
