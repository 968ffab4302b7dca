import { textsOf, type StatementText } from '../engine/statement/texts.js'
import { now } from '../engine/timers.js'
import type { ExaminedDatabase } from './examined-database.js'

/** A query, and one of its texts. */
export interface NamedStatement extends StatementText {
  readonly name: string
  /** The file of the query, such as `products.sql`. */
  readonly file: string
}

/** The longest time for which names are looked up. */
const longestMs = 30_000

const preparedName = 'souk_doctor'

/** Returns the statement that runs a prepared one with null for each parameter. Nothing but EXPLAIN sees it. */
function call(parameters: number): string {
  const nulls = Array.from({ length: parameters }, () => 'null').join(', ')
  return `execute ${preparedName}${parameters === 0 ? '' : `(${nulls})`}`
}

/** Returns the statements that have the server explain another one as it does once that is planned for all values. */
export function prepareAndExplain({ text, parameters }: StatementText, options: string) {
  return {
    prepare: `prepare ${preparedName} as ${text}`,
    execute: `explain (${options}) ${call(parameters)}`,
    deallocate: `deallocate ${preparedName}`,
  }
}

/**
 * Asks the server to explain a statement as it does once it is planned for all values; it does not run.
 *
 * @returns the lines of the plan; null if the server refuses the statement.
 */
export async function explain(
  database: ExaminedDatabase,
  statement: StatementText,
  options: string,
): Promise<readonly unknown[] | null> {
  const { prepare, execute, deallocate } = prepareAndExplain(statement, options)
  try {
    const [, rows] = await database.apart([prepare, execute, deallocate].join(';\n'))
    return (rows ?? []).map((row) => Object.values(row)[0] as unknown)
  } catch {
    // The name is there still if it was EXPLAIN that was refused.
    await database.apart(deallocate).catch(() => undefined)
    return null
  }
}

/** A statement of the server: its id, and its text by whoever sent it first. */
export interface CountedStatement {
  readonly id: string
  readonly text: string
}

/**
 * Finds the queries behind statements of `pg_stat_statements`, by id.
 *
 * The server computes an id from the shape of a statement and the oids of its tables, so each text of each query is
 * explained to learn its id. Queries of one shape share an id, and a query has an id for each combination of its clauses.
 *
 * To explain thousands of texts would push others out of the statistics. A role without the right to keep them out of there
 * gets the names of those statements alone whose text is that of a query.
 */
export async function nameStatements(
  database: ExaminedDatabase,
  statements: readonly CountedStatement[],
): Promise<ReadonlyMap<string, readonly NamedStatement[]>> {
  const found = new Map<string, NamedStatement[]>()
  const add = (id: string, statement: NamedStatement) => {
    const known = found.get(id) ?? []
    const { name, file } = statement
    if (!known.some((one) => one.name === name && one.file === file)) found.set(id, [...known, statement])
  }
  const wanted = new Set(statements.map(({ id }) => id))
  const byText = new Map(statements.map(({ id, text }) => [text.trim(), id]))
  const mayExplain = await leavesNoTrace(database)
  const endsAt = now() + longestMs
  for (const query of database.queries) {
    const { name = 'query', file = '' } = query.metadata ?? {}
    for (const text of textsOf(query)) {
      const mustExplain = mayExplain && now() < endsAt
      const id = byText.get(text.text.trim()) ?? (mustExplain ? await idOf(database, text) : undefined)
      if (id !== undefined && wanted.has(id)) add(id, { ...text, name, file })
    }
  }
  return found
}

async function leavesNoTrace(database: ExaminedDatabase): Promise<boolean> {
  const [found] = await database.rows<{ readonly track: string | null }>(
    "select current_setting('pg_stat_statements.track', true) as track",
  )
  return found?.track === 'none'
}

async function idOf(database: ExaminedDatabase, text: StatementText): Promise<string | undefined> {
  for (const line of (await explain(database, text, 'verbose, costs off')) ?? []) {
    const [, id] = /^Query Identifier: (-?\d+)$/.exec(String(line)) ?? []
    if (id !== undefined) return id
  }
  return undefined
}
