import type { ClientBase } from 'pg'
import type { Catalogue } from '../../src/generate/schema/catalogue.js'
import { describeStatement } from '../../src/generate/type/describe-statement.js'
import type { PlacedServerError } from '../../src/generate/schema/place-server-error.js'
import type { QueryContext } from '../../src/generate/type/query-context.js'
import { SourceFile } from '../../src/generate/read/source-file.js'
import { resolveSqlType, sqlTypeName } from '../../src/generate/type/sql-type.js'
import { parseStatement } from '../../src/generate/read/statement-tree.js'
import { typeColumns } from '../../src/generate/type/type-columns.js'
import { conflictBreaks } from './conflict-breaks.js'
import { insertBreaks } from './insert-breaks.js'
import type { KeptQuery } from './kept-release.js'

/** A schema that published queries are held against. */
export interface ReleaseSchema {
  readonly client: ClientBase
  readonly catalogue: Catalogue
}

/**
 * Prepares a published query on a schema, and says in words what is not as it was; the parser must have been loaded.
 *
 * @returns Nothing if the query still takes what it took and gives what it gave.
 */
export async function queryBreaks(
  { client, catalogue }: ReleaseSchema,
  name: string,
  query: KeptQuery,
): Promise<readonly string[]> {
  const context = contextOf(name, query, catalogue)
  const result = await describeStatement(client, context.compiled)
  if ('error' in result) return [refusal(query.text, result.error)]
  const { description } = result
  return [
    ...parameterBreaks(query, description.parameterOids, catalogue),
    ...columnBreaks(query, typeColumns(context, description)),
    ...(context.tree === null ? [] : insertBreaks(context.tree.statement, query, catalogue)),
    ...conflictBreaks(query, catalogue),
  ]
}

/** The published text as if it stood in a file, for the code that types what is in files. */
function contextOf(
  name: string,
  { file, text, placeholders, parameters }: KeptQuery,
  catalogue: Catalogue,
): QueryContext {
  return {
    query: {
      name,
      file: new SourceFile(file, file, text),
      nameOffset: 0,
      ir: { statement: text, params: [], usedParamSet: {} },
      statementOffset: 0,
      expansions: [],
      prose: [],
    },
    compiled: {
      text,
      placeholders: placeholders.map((path) => ({
        path,
        offset: 0,
        required: parameters[path]?.required ?? false,
      })),
      toStatementOffset: (offset) => offset,
    },
    tree: parseStatement(text),
    catalogue,
  }
}

const undefinedThings: Readonly<Record<string, string>> = {
  '42P01': 'table',
  '42703': 'column',
  '42704': 'type',
  '42883': 'function or operator',
}

function refusal(text: string, { code, message, offset }: PlacedServerError): string {
  const thing = undefinedThings[code]
  const written = offset === null ? undefined : /^[\w$."]+/.exec(text.slice(offset))?.[0]
  if (thing !== undefined && written !== undefined) {
    return `expects ${thing} ${written}, which is gone: ${message} (${code})`
  }
  return `is refused: ${message} (${code})`
}

function parameterBreaks(query: KeptQuery, oids: readonly number[], catalogue: Catalogue): readonly string[] {
  return query.placeholders.flatMap((path, index) => {
    const expected = query.parameters[path]?.type
    const type = sqlTypeName(resolveSqlType(catalogue, oids[index] ?? 0, -1))
    return expected === type
      ? []
      : [`sends :${path} as ${expected ?? 'nothing known'}, and it is ${type} now`]
  })
}

function columnBreaks(
  query: KeptQuery,
  { columns, mistakes }: ReturnType<typeof typeColumns>,
): readonly string[] {
  // A column that the schema changed to a type without a TypeScript type is a break that says so itself.
  const untyped = mistakes.map(({ message }) => `cannot be typed any more: ${message}`)
  const now = new Map(columns.map((column) => [column.name, column]))
  return [
    ...untyped,
    ...query.columns.flatMap(({ name, type, nullable }) => {
      const column = now.get(name)
      if (column === undefined)
        return mistakes.length > 0 ? [] : [`expects column ${name}, which it is not given`]
      return [
        ...(column.sqlType === type
          ? []
          : [`expects column ${name} as ${type}, and it is ${column.sqlType} now`]),
        ...(column.nullable && !nullable
          ? [`expects column ${name} never to be null, and it may be now`]
          : []),
      ]
    }),
  ]
}
