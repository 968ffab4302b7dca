import { describe, expect, it } from 'vitest'
import { createDatabase } from '../src/database.js'
import { migrationStatus } from '../src/migrate/index.js'
import { createTestDatabase } from '../src/testing/index.js'
import { openOver, transports } from './setup/engine/open-over.js'
import { Proxy } from './setup/network/proxy.js'
import { query } from './setup/query.js'
import { openMarket } from './setup/market/open-market.js'

const { test } = await openMarket()

describe('health', () => {
  it.each(transports)('tells of the server, PostGIS, the schema and the pool, over %s', async (transport) => {
    await using open = openOver(transport, { url: test.url })
    // What a new connection takes is not what is asked about, and health waits five seconds at most.
    await open.db.one(query<undefined, object>('select postgis_lib_version()'))
    const health = await open.db.health()
    const { version } = await migrationStatus({ url: test.url })
    expect(health).toMatchObject({ isHealthy: true, schemaVersion: version })
    expect(health.serverVersion).toMatch(/^\d+\.\d+/)
    expect(health.postgisVersion).toMatch(/^3\.\d+/)
    expect(health.latencyMs).toBeGreaterThan(0)
    expect(health.pool.lanes + health.pool.sessions).toBeGreaterThan(0)
    expect(health.pool).toMatchObject({ waiting: 0 })
  })

  it('needs PostGIS, and has no schema to tell of before the first migration', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has PostGIS from the start')
    const empty = await createTestDatabase({ migrations: 'none' })
    const unmigrated = createDatabase({ url: empty.url })
    await expect(unmigrated.health()).rejects.toMatchObject({ code: 'setup', cause: { sqlState: '42883' } })
    await unmigrated.execute(query<undefined, object>('create extension postgis'))
    expect(await unmigrated.health()).toMatchObject({ isHealthy: true, schemaVersion: null })
    await unmigrated.close()
    await empty.drop()
  })

  it('rejects when the server is not there', async () => {
    await using proxy = await Proxy.to(test.url)
    proxy.refuses = true
    const away = createDatabase({ url: proxy.url })
    await expect(away.health()).rejects.toMatchObject({ code: 'connection', outcome: 'not_run' })
    await away.close()
  })
})
