import { describe, expect, it } from 'vitest'
import { queries } from '../../generated/queries.js'
import { createDatabase } from '../../src/database.js'
import { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { openExamined } from '../setup/doctor/open-examined.js'

const { test, client, find } = await openExamined()

const { rows } = await client.query<{ loaded: boolean }>(
  "select coalesce(current_setting('pg_stat_statements.max', true), '') <> '' as loaded",
)
const isLoaded = rows[0]?.loaded === true
const notLoaded = 'the server does not load pg_stat_statements: shared_preload_libraries'

const rule = 'slow-statement'
const any = { limits: { slowStatementMs: 0, slowStatementCalls: 3, slowStatements: 1_000 } }

function query(name: string, statement: string) {
  return new PreparedQuery<undefined, object>(
    { statement, params: [], usedParamSet: {} },
    { name, file: 'own.sql', parameterTypes: {} },
  )
}

describe('a server without statistics of statements', () => {
  it('is told how to have them', async () => {
    const found = await find('no-statement-statistics')
    expect(found).toMatchObject([
      { level: 'info', remedy: expect.stringContaining('create extension') as string },
    ])
    expect(found[0]?.remedy?.includes('shared_preload_libraries')).toBe(!isLoaded)
    expect(await find(rule, any)).toEqual([])
  })
})

describe('slow statements', () => {
  it('have the names and files of their queries, and their plans', async (context) => {
    if (!isLoaded) context.skip(notLoaded)
    await client.query('create extension pg_stat_statements')
    expect(await find('no-statement-statistics')).toEqual([])
    const db = createDatabase({ url: test.url })
    // Two queries of one shape share an id, under the text of the first one.
    const first = query('countPeople', 'select count(*) as people from users where bio is null')
    const second = query('countHumans', 'select count(*) as humans\nfrom users\nwhere bio is null')
    const literal = query('countTwice', "select count(*) from users where bio = 'a-secret-of-somebody'")
    try {
      await db.execute(first)
      for (let call = 0; call < 3; call++) {
        await db.products.nearby({ near: [55.2, 25.2], radiusMetres: 5_000, category: 'sneakers' })
        await db.execute(second)
        await db.execute(literal)
      }
      const known = queries.filter(({ metadata }) => metadata?.name.startsWith('listProductsNearby'))
      const look = () => find(rule, { ...any, queries: [...known, first, second] })
      const sharedName = 'countPeople (own.sql), countHumans (own.sql)'
      // A server counts a statement behind its result, and drops what is called seldom where its databases have many: this one is
      // called until it is there with all its calls.
      const callsOfShared = async () => {
        const shared = (await look()).find(({ object }) => object === sharedName)
        const calls = Number(/: (\d+) calls/.exec(shared?.reason ?? '')?.[1] ?? 0)
        if (calls < 4) await db.execute(second)
        return calls
      }
      await expect.poll(callsOfShared, { timeout: 10_000 }).toBeGreaterThanOrEqual(4)
      const found = await look()
      const nearby = found.find(({ object }) => object.includes('listProductsNearbyCard (products.sql)'))
      expect(nearby).toMatchObject({ level: 'warning', reason: expect.stringContaining('3 calls') as string })
      expect(nearby?.plan?.join('\n')).toContain('on products')
      const shared = found.find(({ object }) => object === sharedName)
      expect(shared?.plan?.join('\n')).toContain('Seq Scan on users')
      const nobodys = found.find(({ reason }) => reason.includes('where bio = $1'))
      expect(nobodys).toMatchObject({
        object: expect.stringMatching(/^statement -?\d+$/) as string,
        remedy: null,
      })
      expect(JSON.stringify(found)).not.toContain('secret')
    } finally {
      await db.close()
    }
  })

  it('lack indexes that are tried on a sample, GiST and SP-GiST too, and their remedies are used', async (context) => {
    if (!isLoaded) context.skip(notLoaded)
    await client.query(`
      create table spots (id integer primary key, place geography(point, 4326), owner_id integer, kind text);
      insert into spots
      select n, st_point(50 + n % 200 / 50.0, 20 + n / 10000.0), n % 1000, 'k' || n % 3 from generate_series(1, 20000) as n;
      analyze spots`)
    const near = query(
      'listSpotsNearby',
      'select spots.id from spots where st_dwithin(spots.place, st_point(51, 21)::geography, 100)',
    )
    const owned = query('listSpotsOfOwner', 'select spots.id from spots where spots.owner_id = (select 7)')
    const all = query('listKinds', 'select spots.id from spots where spots.kind <> (select $$no$$)')
    const db = createDatabase({ url: test.url })
    try {
      for (let call = 0; call < 3; call++) for (const one of [near, owned, all]) await db.execute(one)
      const options = { ...any, queries: [near, owned, all] }
      expect(await find('missing-index', options)).toEqual([])
      const found = await find('missing-index', { ...options, tryIndexes: true })
      const remedies = found.map(({ remedy }) => remedy)
      expect(remedies).toHaveLength(2)
      expect(remedies).toContain('create index concurrently on spots using btree (owner_id);')
      expect(remedies).toContainEqual(
        expect.stringMatching(/^create index concurrently on spots using (?:sp)?gist \(place\);$/),
      )
      expect(found.find(({ reason }) => reason.includes('listSpotsNearby (own.sql)'))).toMatchObject({
        level: 'warning',
        object: 'spots',
      })
      const tables = await client.query(
        "select from pg_class where relname ~ 'spots' and relpersistence = 't'",
      )
      expect(tables.rows).toEqual([])
      for (const remedy of remedies) await client.query(remedy ?? '')
      expect(await find('missing-index', { ...options, tryIndexes: true })).toEqual([])
    } finally {
      await db.close()
    }
  })

  it('are none below the limits', async (context) => {
    if (!isLoaded) context.skip(notLoaded)
    expect(await find(rule, { limits: { slowStatementMs: 60_000 } })).toEqual([])
    expect(await find(rule, { limits: { slowStatementMs: 0, slowStatementCalls: 1_000_000 } })).toEqual([])
  })

  it('are asked for without a trace in the statistics', async (context) => {
    if (!isLoaded) context.skip(notLoaded)
    const { rows: own } = await client.query(
      "select query from pg_stat_statements where query ilike '%souk_doctor%' and query not ilike '%ilike%'",
    )
    expect(own).toEqual([])
  })
})
