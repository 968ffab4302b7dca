import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'
import { migrate } from '../../src/migrate/index.js'
import { openClient, value, withClients } from '../setup/embedded/with-client.js'

let server: EmbeddedServer

beforeAll(async () => {
  server = await startEmbeddedServer({ lockDeadlineMs: 300 })
})

afterAll(() => server.close())

const attempt = 'select pg_catalog.pg_try_advisory_lock(-77) as acquired'
const unlock = 'select pg_advisory_unlock(-77)'

describe('an advisory lock', () => {
  it('is refused to a second connection until it is freed as often as it was taken', () =>
    withClients(server, 2, async (first, second) => {
      expect(await value(first, attempt)).toBe(true)
      expect(await value(first, attempt)).toBe(true)
      expect((await second.query(attempt)).rows).toEqual([{ acquired: false }])
      await first.query(unlock)
      expect(await value(second, attempt, [])).toBe(false)
      await first.query(unlock)
      expect(await value(second, attempt)).toBe(true)
      await second.query(unlock)
      expect(await value(first, "select count(*)::int from pg_locks where locktype = 'advisory'")).toBe(0)
    }))

  it('keeps its name as that of a column', () =>
    withClients(server, 2, async (first, second) => {
      await first.query('select pg_try_advisory_lock(5)')
      expect((await second.query('select pg_try_advisory_lock(5)')).rows).toEqual([
        { pg_try_advisory_lock: false },
      ])
      await first.query('select pg_advisory_unlock(5)')
    }))

  it('is waited for, while others go on', () =>
    withClients(server, 3, async (first, second, third) => {
      await first.query('select pg_advisory_lock(6)')
      let acquired = false
      const waiting = second.query('select pg_advisory_lock(6)').then(() => (acquired = true))
      expect(await value(third, 'select 1')).toBe(1)
      expect(await value(first, 'select 2')).toBe(2)
      expect(acquired).toBe(false)
      await first.query('select pg_advisory_unlock(6)')
      expect(await waiting).toBe(true)
    }))

  it('is not waited for inside a transaction, during which nobody could free it', () =>
    withClients(server, 2, async (first, second) => {
      await first.query('select pg_advisory_lock(7)')
      await second.query('begin')
      await expect(second.query('select pg_advisory_lock(7)')).rejects.toMatchObject({ code: '55P03' })
      await second.query('rollback')
    }))

  it('is freed when its connection goes', () =>
    withClients(server, 1, async (second) => {
      await second.query('select 1')
      const first = await openClient(server)
      await first.query('select pg_advisory_lock(8)')
      const waiting = second.query('select pg_advisory_lock(8)')
      await first.end()
      await waiting
    }))
})

describe('migrate', () => {
  it('is done by one of two connections at once', () =>
    withClients(server, 2, async (first, second) => {
      const reports = await Promise.all([first, second].map((client) => migrate({ client })))
      expect(reports.filter(({ applied }) => applied.length > 0)).toHaveLength(1)
    }))
})
