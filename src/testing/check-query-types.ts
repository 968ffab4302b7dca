import type { Database } from '../database.js'
import type { PreparedQuery } from '../engine/statement/prepared-query.js'
import { isSoukError, SetupError } from '../errors.js'
import { own } from '../own-properties.js'
import { unreadableColumn } from '../engine/values/unreadable-value.js'
import type { QueryManifest } from './truth/query-manifest.js'
import { checkQuery, type TypeLie } from './truth/query-check.js'
import { sampleParameters } from './truth/sample-parameters.js'
import { readSamples } from './truth/sampled-rows.js'
import { seededRandom } from './truth/seeded-random.js'

/** The queries to check, and how. */
export interface CheckQueryTypesOptions {
  /** The `manifest.json` of the queries. */
  readonly manifest: QueryManifest
  /** The `queries` of the `queries.ts` beside it. */
  readonly queries: readonly PreparedQuery<unknown, unknown>[]
  /** Parameters to run a query with, by its name, besides those that are made of the database's own rows. */
  readonly parameters?: Readonly<Record<string, readonly object[]>>
  /** The greatest number of runs of a query with parameters of the database's rows. @defaultValue 80 */
  readonly runs?: number
  /** The seed of the parameters that are made. @defaultValue 1 */
  readonly seed?: number
}

/** The result of a check. */
export interface QueryTypesReport {
  /** Values that differ from the declared type. A test expects none. */
  readonly lies: readonly TypeLie[]
  /** Columns that may be null by their type and never were in this data, as `query.column`. Seed a null for them. */
  readonly unproven: readonly string[]
  /** Columns that were null in every row, so that nothing is known of their values, as `query.column`. */
  readonly unseen: readonly string[]
  /** Queries that have columns and returned no row. Give them `parameters`. */
  readonly silent: readonly string[]
  /** Columns with a value that cannot be read, such as a `bigint` beyond the safe integers, as `query.column`. */
  readonly unreadable: readonly string[]
  /** The number of statements that were run, and of rows that they returned. */
  readonly runs: number
  readonly rows: number
  /** The number of columns that were compared, and of their queries. */
  readonly columns: number
}

/**
 * Runs every query on the rows of a database, and compares the results with the declared types.
 *
 * Each statement is rolled back. The parameters are made of the database's rows, so its content matters: it needs an
 * unmatched row for each outer join, and a null in each column that may be null. A statement that the server refuses (a
 * parameter that violates a constraint) counts as not run.
 *
 * @throws {@link SetupError} if the manifest names a query that is not among `queries`.
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
    unreadable: [] as string[],
  }
  let statements = 0
  let rows = 0
  let columns = 0
  for (const [name, declared] of Object.entries(manifest.queries)) {
    const query = byName.get(name)
    if (query === undefined) throw new SetupError(`${name} is in the manifest and not among the queries`)
    if (declared.columns.length === 0) continue
    const random = seededRandom(seed)
    // Most runs are about a row of a table that the query names. Among the rows of many tables it would rarely be met.
    const related = samples.rows.filter(({ table }) => query.metadata?.tables?.includes(table))
    const check = checkQuery(name, declared, manifest.enums)
    const given = own(parameters, name) ?? []
    for (let run = 0; run < runs + given.length && (run < given.length || !check.isDone()); run++) {
      const rowsToUse = related.length > 0 && random() < 0.75 ? related : samples.rows
      const row = rowsToUse[Math.floor(random() * rowsToUse.length)]
      const made = row === undefined ? {} : sampleParameters(query, declared, row, samples, random)
      const { rows: found, unreadable } = await runAndUndo(db, query, given[run] ?? made)
      statements++
      const place = `${name}.${unreadable ?? ''}`
      if (unreadable !== null && !report.unreadable.includes(place)) report.unreadable.push(place)
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

/** Thrown to roll back a statement that succeeded. */
class Undo extends Error {}

async function runAndUndo(
  db: Database,
  query: PreparedQuery<unknown, unknown>,
  parameters: object,
): Promise<{ readonly rows: readonly unknown[]; readonly unreadable: string | null }> {
  let rows: readonly unknown[] = []
  try {
    await db.transaction(async (tx) => {
      rows = await tx.many(query, parameters)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo) && !isSoukError(error)) throw error
    return { rows, unreadable: unreadableColumn(error) }
  }
  return { rows, unreadable: null }
}
