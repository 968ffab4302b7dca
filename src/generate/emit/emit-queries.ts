import { docComment } from './doc-comment.js'
import { emitParameters } from './emit-parameters.js'
import { lowerFirst, pascalCase, propertyName } from '../identifiers.js'
import type { RuntimeImports } from './runtime-imports.js'
import { typesOf, type TypedArgument, type TypedColumn, type TypedQuery } from '../type/typed-query.js'

/** The first words of every file that generation wrote; a file without them is not touched. */
export const generatedMark = 'Made by souk-db generate; never edit.'

/** Writes the module of a file's queries. */
export function emitQueries(
  fileName: string,
  queries: readonly TypedQuery[],
  runtime: RuntimeImports,
): string {
  return [
    `/** Types and queries of "${fileName}". ${generatedMark} */\n`,
    imports(queries, runtime),
    ...queries.map(emitQuery),
  ].join('\n')
}

function imports(queries: readonly TypedQuery[], runtime: RuntimeImports): string {
  const needed = queries.flatMap(typesOf).flatMap((type) => type.imports)
  const enums = unique(needed.flatMap((one) => (one.from === 'enums' ? [pascalCase(one.enum)] : [])))
  const types = new Map<string, string[]>()
  for (const from of ['json', 'geojson'] as const) {
    const names = unique(needed.flatMap((one) => (one.from === from ? [one.name] : [])))
    if (names.length > 0) types.set(runtime[from], [...(types.get(runtime[from]) ?? []), ...names])
  }
  const beside = (types.get(runtime.preparedQuery) ?? []).map((name) => `, type ${name}`).join('')
  types.delete(runtime.preparedQuery)
  if (enums.length > 0) types.set('./enums.js', enums)
  if (needed.some(({ from }) => from === 'json-columns')) types.set('./json-columns.js', ['JsonColumns'])
  const lines = [
    `import { PreparedQuery${beside} } from '${runtime.preparedQuery}'`,
    ...Array.from(types, ([module, names]) => `import type { ${names.join(', ')} } from '${module}'`),
  ]
  if (enums.length > 0) lines.push(`export type { ${enums.join(', ')} }`)
  return lines.map((line) => `${line}\n`).join('')
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}

function emitQuery(typed: TypedQuery): string {
  const { query, arguments: typedArguments, columns, usage } = typed
  const constant = lowerFirst(query.name)
  const type = pascalCase(query.name)
  const metadata = {
    name: constant,
    file: query.file.name,
    parameterTypes: parameterTypes(typedArguments),
    ...usage,
  }
  const sql = query.ir.statement.slice(statementStart(query.ir.statement)).split('\n')
  return [
    emitParameters(type, constant, typed),
    emitRow(type, constant, columns),
    docComment([...query.prose, ...(query.prose.length > 0 ? [''] : []), '```sql', ...sql, '```']) +
      `export const ${constant} = new PreparedQuery<${type}Params, ${type}Row>(\n` +
      `  ${jsonLiteral(query.ir)},\n` +
      `  ${jsonLiteral(metadata)},\n` +
      `)\n`,
  ].join('\n')
}

/** A string of JSON, which costs the start of a process less than an object that is written out. */
function jsonLiteral(value: object): string {
  return `'${JSON.stringify(value).replace(/[\\']/g, '\\$&')}'`
}

/** Where the SQL begins, behind the prose. */
function statementStart(statement: string): number {
  return /^(?:\s*--[^\n]*\n)*\s*/.exec(statement)?.[0].length ?? 0
}

/** Each parameter's type in SQL, by its name; that of a tuple's key by `rows.price`. */
export function parameterTypes(typedArguments: readonly TypedArgument[]): Record<string, string> {
  return Object.fromEntries(
    typedArguments.flatMap((one) =>
      'keys' in one
        ? one.keys.map(({ name, sqlType }) => [`${one.name}.${name}`, sqlType])
        : [[one.parameter.name, one.parameter.sqlType]],
    ),
  )
}

function emitRow(type: string, constant: string, columns: readonly TypedColumn[]): string {
  if (columns.length === 0) return `/** \`${constant}\` gives no rows. */\nexport type ${type}Row = never\n`
  const members = columns.map(({ property, type: { text }, nullable, comment }) => {
    const doc = comment === null ? '' : docComment(comment.split('\n'), '  ')
    return `${doc}  readonly ${propertyName(property)}: ${text}${nullable ? ' | null' : ''}\n`
  })
  return `/** A row of \`${constant}\`. */\nexport interface ${type}Row {\n${members.join('')}}\n`
}

/** The names a query adds to its module. */
export function exportedNames(name: string): readonly string[] {
  return [lowerFirst(name), `${pascalCase(name)}Params`, `${pascalCase(name)}Row`]
}
