import { docComment } from './doc-comment.js'
import { emitParameters } from './emit-parameters.js'
import { lowerFirst, pascalCase } from '../identifiers.js'
import { emitImports } from './emit-imports.js'
import { emitMembers } from './emit-members.js'
import { generatedMark } from './generated-mark.js'
import type { ModelRow, TableModels } from '../type/table-models.js'
import type { OutputPlace, RuntimeImports } from './runtime-imports.js'
import { isPrimaryOnly } from '../read/primary-only.js'
import { sourceLink } from './source-link.js'
import { typesOf, type TypedArgument, type TypedColumn, type TypedQuery } from '../type/typed-query.js'

/** Writes the module of a file's queries. */
export function emitQueries(
  fileName: string,
  queries: readonly TypedQuery[],
  models: TableModels,
  { directory, runtime }: OutputPlace,
): string {
  const rows = queries.map((query) => models.ofRow(query))
  return [
    `/** Types and queries of "${fileName}". ${generatedMark} */\n`,
    imports(queries, rows, runtime),
    ...queries.map((query, index) => emitQuery(query, rows[index] ?? null, directory)),
  ].join('\n')
}

function imports(
  queries: readonly TypedQuery[],
  rows: readonly (ModelRow | null)[],
  runtime: RuntimeImports,
): string {
  const types = queries.flatMap(typesOf)
  const enums = new Set(
    types.flatMap(({ imports: needed }) =>
      needed.flatMap(({ from, name }) => (from === 'enums' ? [name] : [])),
    ),
  )
  // Enums are exported again, and so are used; of the rest, a column of the model needs none here.
  const written = queries.flatMap((query, index) => {
    const { arguments: typedArguments, columns } = query
    return typesOf({ arguments: typedArguments, columns: rows[index]?.own ?? columns })
  })
  const ofEnums = types.filter(({ imports: needed }) => needed.every(({ from }) => from === 'enums'))
  const models = rows.flatMap((row) => (row === null ? [] : [row.model.name]))
  const lines = emitImports([...ofEnums, ...written], runtime, {
    values: new Map([[runtime.preparedQuery, ['PreparedQuery']]]),
    types: new Map(models.length === 0 ? [] : [['./models.js', models]]),
  })
  return enums.size === 0 ? lines : `${lines}export type { ${[...enums].sort().join(', ')} }\n`
}

function emitQuery(typed: TypedQuery, row: ModelRow | null, directory: string): string {
  const isWhole = row?.own.length === 0
  const { query, arguments: typedArguments, columns, usage } = typed
  const constant = lowerFirst(query.name)
  const type = pascalCase(query.name)
  const metadata = {
    name: constant,
    file: query.file.name,
    parameterTypes: parameterTypes(typedArguments),
    ...usage,
    ...(isPrimaryOnly(query) ? { primary: true } : {}),
  }
  const { line } = query.file.positionAt(query.nameOffset)
  const link = sourceLink(directory, { path: query.file.path, line })
  const sql = query.ir.statement.slice(statementStart(query.ir.statement)).split('\n')
  return [
    emitParameters(type, constant, typed),
    ...(isWhole ? [] : [emitRow(type, constant, columns, row)]),
    docComment([...query.prose, ...(query.prose.length > 0 ? [''] : []), link, '', '```sql', ...sql, '```']) +
      `export const ${constant} = new PreparedQuery<${type}Params, ${isWhole ? row.model.name : `${type}Row`}>(\n` +
      `  ${jsonLiteral(query.ir)},\n` +
      `  ${jsonLiteral(metadata)},\n` +
      `)\n`,
  ].join('\n')
}

/** Writes a value as a string of JSON, which loads faster than an object literal. */
function jsonLiteral(value: object): string {
  return `'${JSON.stringify(value).replace(/[\\']/g, '\\$&')}'`
}

/** Finds the offset of the SQL after the prose. */
function statementStart(statement: string): number {
  return /^(?:\s*--[^\n]*\n)*\s*/.exec(statement)?.[0].length ?? 0
}

/** Maps the name of each parameter to its type in SQL. The key of a tuple has a name such as `rows.price`. */
export function parameterTypes(typedArguments: readonly TypedArgument[]): Record<string, string> {
  return Object.fromEntries(
    typedArguments.flatMap((one) =>
      'keys' in one
        ? one.keys.map(({ name, sqlType }) => [`${one.name}.${name}`, sqlType])
        : [[one.parameter.name, one.parameter.sqlType]],
    ),
  )
}

function emitRow(
  type: string,
  constant: string,
  columns: readonly TypedColumn[],
  row: ModelRow | null,
): string {
  if (columns.length === 0) return `/** \`${constant}\` returns no rows. */\nexport type ${type}Row = never\n`
  const base = row === null ? '' : ` extends ${row.model.name}`
  const members = emitMembers(row === null ? columns : row.own)
  return `/** A row of \`${constant}\`. */\nexport interface ${type}Row${base} {\n${members}}\n`
}

/** Lists the names that a query adds to its module. */
export function exportedNames(name: string): readonly string[] {
  return [lowerFirst(name), `${pascalCase(name)}Params`, `${pascalCase(name)}Row`]
}
