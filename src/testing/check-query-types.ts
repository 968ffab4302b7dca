import type { Database } from '../database.js'
import type { PreparedQuery } from '../engine/statement/prepared-query.js'
import { isSoukError, SetupError } from '../errors.js'
import { own } from '../own-properties.js'
import type { QueryManifest } from './truth/query-manifest.js'
import { checkQuery, type TypeLie } from './truth/query-check.js'
import { sampleParameters } from './truth/sample-parameters.js'
import { readSamples } from './truth/sampled-rows.js'
import { seededRandom } from './truth/seeded-random.js'

/** What to hold against what. */
export interface CheckQueryTypesOptions {
  /** The `manifest.json` of the queries. */
  readonly manifest: QueryManifest
  /** The `queries` of the `queries.ts` beside it. */
  readonly queries: readonly PreparedQuery<unknown, unknown>[]
  /** Parameters to run a query with besides those that are made of the database's own rows, by the query's name. */
  readonly parameters?: Readonly<Record<string, readonly object[]>>
  /** How often a query is run at most with parameters of the database's rows. @defaultValue 80 */
  readonly runs?: number
  /** Decides which parameters are made. @defaultValue 1 */
  readonly seed?: number
}

/** What was found. */
export interface QueryTypesReport {
  /** Values that are not of the type that generation declares. Empty is what a test expects. */
  readonly lies: readonly TypeLie[]
  /** Columns that may be null by their type and were not on this data, as `query.column`: seed a null for them. */
  readonly unproven: readonly string[]
  /** Columns that were null in every row, so that nothing is known of their values. */
  readonly unseen: readonly string[]
  /** Queries that have columns and gave no row: give them `parameters`. */
  readonly silent: readonly string[]
  /** How many statements were run, and how many rows they gave. */
  readonly runs: number
  readonly rows: number
  /** How many columns of how many queries were compared. */
  readonly columns: number
}

/**
 * Runs every query on the rows that a database holds, and compares what comes with the types that generation declares.
 *
 * Each statement is rolled back. The parameters are made of the rows that are there, so what matters is what the
 * database holds: an unmatched row for each outer join, a null in each column that may be null. A statement that the
 * server refuses (a parameter that violates a constraint) counts as not run.
 *
 * @throws {@link SetupError} if the manifest speaks of a query that is not among `queries`.
 *
 * @example
 * ```ts
 * const { lies, unproven } = await checkQueryTypes(db, { manifest, queries })
 * expect(lies).toEqual([])
 * ```
 */
export async function checkQueryTypes(
  db: Database,
  { manifest, queries, parameters = {}, runs = 80, seed = 1 }: CheckQueryTypesOptions,
): Promise<QueryTypesReport> {
  const byName = new Map(queries.map((query) => [query.metadata?.name, query]))
  const samples = await readSamples(db, 60)
  const report = {
    lies: [] as TypeLie[],
    unproven: [] as string[],
    unseen: [] as string[],
    silent: [] as string[],
  }
  let statements = 0
  let rows = 0
  let columns = 0
  for (const [name, declared] of Object.entries(manifest.queries)) {
    const query = byName.get(name)
    if (query === undefined) throw new SetupError(`${name} is in the manifest and not among the queries`)
    if (declared.columns.length === 0) continue
    const random = seededRandom(seed)
    const check = checkQuery(name, declared, manifest.enums)
    const given = own(parameters, name) ?? []
    for (let run = 0; run < runs + given.length && (run < given.length || !check.isDone()); run++) {
      const row = samples.rows[Math.floor(random() * samples.rows.length)]
      const made = row === undefined ? {} : sampleParameters(query, declared, row, samples, random)
      const found = await runAndUndo(db, query, given[run] ?? made)
      statements++
      rows += found.length
      check.compare(found)
    }
    columns += declared.columns.length
    report.lies.push(...check.lies())
    report.unproven.push(...check.unproven())
    report.unseen.push(...check.unseen())
    if (check.isSilent()) report.silent.push(name)
  }
  return { ...report, runs: statements, rows, columns }
}

/** What rolls a statement back that did what was asked of it. */
class Undo extends Error {}

async function runAndUndo(
  db: Database,
  query: PreparedQuery<unknown, unknown>,
  parameters: object,
): Promise<readonly unknown[]> {
  let rows: readonly unknown[] = []
  try {
    await db.transaction(async (tx) => {
      rows = await tx.many(query, parameters)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo) && !isSoukError(error)) throw error
  }
  return rows
}
