/** Counts the columns that pgtyped types otherwise than they are, and shows that none is left. */

// Thorough: runs pgtyped beside the generator.

import { readFile, readdir } from 'node:fs/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { Statement } from '../../src/engine/statement/statement.js'
import { isSoukError } from '../../src/errors.js'
import { geographyCodecs } from '../../src/geo/geography-codecs.js'
import { checkQueryTypes, type QueryManifest, type TestDatabase } from '../../src/testing/index.js'
import { readSamples, type Samples } from '../../src/testing/truth/sampled-rows.js'
import { sampleParameters } from '../../src/testing/truth/sample-parameters.js'
import { kindOf } from '../../src/testing/truth/value-type.js'
import { generatedQueries } from '../setup/generate/generated-queries.js'
import { Workspace } from '../setup/generate/workspace.js'
import { seededRandom } from '../setup/random.js'
import { parameters } from '../setup/truth/parameters.js'
import { isOf, pgtypedTypes, type PgtypedTypes } from '../setup/truth/pgtyped-types.js'
import { seededDatabase } from '../setup/truth/seeded-database.js'

interface Queries {
  readonly manifest: QueryManifest
  readonly queries: readonly PreparedQuery<never, unknown>[]
  readonly pgtyped: PgtypedTypes
}

let database: TestDatabase
let db: Database
let client: Client
let samples: Samples

beforeAll(async () => {
  database = await seededDatabase()
  db = createDatabase({ url: database.url })
  client = new Client({ connectionString: database.url })
  await client.connect()
  samples = await readSamples(db, 60)
})
afterAll(async () => {
  await client.end()
  await db.close()
  await database.drop()
})

/** Generates the queries of a folder with this package, and with pgtyped. */
async function generated(folder: URL): Promise<Queries> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'))
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const),
  )
  await using workspace = await Workspace.create(database.url, Object.fromEntries(files))
  await workspace.generate()
  return {
    ...(await generatedQueries(workspace)),
    pgtyped: await pgtypedTypes(workspace.directory, database.url),
  }
}

/** Runs a query with pg, as pgtyped's runtime does, and gives the rows as pg reads them. */
async function rowsOfPg(
  query: PreparedQuery<never, unknown>,
  values: Readonly<Record<string, unknown>>,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  try {
    const { prepared, values: bound } = new Statement(query, geographyCodecs).bind(values)
    await client.query('begin')
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(prepared.text, [...bound])
    return rows
  } catch (error) {
    // Sampled parameters that a constraint or a check of the input refuses.
    if (!isSoukError(error) && !(error instanceof Error && 'code' in error)) throw error
    return []
  } finally {
    await client.query('rollback')
  }
}

/** What pgtyped says wrong, by `query.column`, and which columns it says nothing of. */
async function liesOfPgtyped({ manifest, queries, pgtyped }: Queries) {
  const lies = new Map<string, string>()
  const untyped = new Set<string>()
  const leftOut: string[] = []
  let columns = 0
  let rows = 0
  for (const query of queries) {
    const name = query.metadata?.name ?? ''
    const declared = manifest.queries[name]
    if (declared === undefined || declared.columns.length === 0) continue
    const types = pgtyped.rows.get(name)
    if (types === undefined) {
      leftOut.push(name)
      continue
    }
    columns += Object.keys(types).length
    const random = seededRandom(1)
    const given = parameters[name] ?? []
    for (let run = 0; run < 15 + given.length; run++) {
      const row = samples.rows[Math.floor(random() * samples.rows.length)]
      if (row === undefined) throw new Error('the seed has no rows')
      const made = sampleParameters(query, declared, row, samples, random)
      for (const found of await rowsOfPg(query, { ...(given[run] ?? made) })) {
        rows++
        for (const [column, type] of Object.entries(types)) {
          const value = found[column] ?? found[`${column}!`] ?? found[`${column}?`] ?? null
          const holds = isOf(type, value, pgtyped.aliases)
          if (holds === null) untyped.add(`${name}.${column}`)
          if (holds === false) lies.set(`${name}.${column}`, `${type} was ${kindOf(value)}`)
        }
      }
    }
  }
  return { lies, untyped, leftOut, columns, rows }
}

// That every query of this package gives what its type says is in package-queries.test.ts and the file beside it.
describe('of tricky queries', () => {
  it('pgtyped tells lies, and this generator none', async () => {
    const found = await generated(new URL('tricky/', import.meta.url))
    const { lies, untyped, leftOut, columns, rows } = await liesOfPgtyped(found)
    const ours = await checkQueryTypes(db, {
      manifest: found.manifest,
      queries: found.queries,
      parameters,
    })
    const nulls = [...lies.values()].filter((lie) => lie.endsWith(' was null')).length
    console.log(
      `${rows} rows; of ${columns} columns of ${found.queries.length} queries pgtyped types ${lies.size} wrongly ` +
        `(${nulls} null where it says never, ${lies.size - nulls} of another kind), ${untyped.size} as unknown, and leaves ` +
        `${leftOut.length} queries out; this generator types ${ours.lies.length} of ${ours.columns} wrongly\n` +
        Array.from(lies, ([column, lie]) => `  ${column}: ${lie}`).join('\n'),
    )
    expect(ours.lies).toEqual([])
    expect(rows).toBeGreaterThan(20)
    expect(ours.rows).toBeGreaterThan(50)
    expect(lies.size).toBeGreaterThanOrEqual(25)
  })
})
