import { describe, expect, it } from 'vitest'
import { assertSchema, migrate, migrationStatus } from '../../src/migrate/index.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { openOver, transports, type OpenDatabase } from '../setup/engine/open-over.js'
import { openBare } from '../setup/engine/open-bare.js'

const one = query<undefined, { readonly one: number }>('select 1 as one')
const none = query<{ readonly ids: readonly number[] }, object>('select unnest(:ids!::int4[])', {
  ids: 'int4[]',
})
const target = { table: 'copied', columns: [{ property: 'id', column: 'id', type: 'int4' }] }

const { test } = await openBare()

/** Every call that takes options, with some that nobody knows. */
const calls: readonly (readonly [string, (db: OpenDatabase['db'], options: object) => Promise<unknown>])[] = [
  ['many', (db, options) => db.many(one, undefined, options)],
  ['one', (db, options) => db.one(one, undefined, options)],
  ['execute', (db, options) => db.execute(one, undefined, options)],
  ['many in a transaction', (db, options) => db.transaction((tx) => tx.many(one, undefined, options))],
  ['transaction', (db, options) => db.transaction((tx) => tx.one(one), options)],
  ['insertMany', (db, options) => db.insertMany(none, [1], (ids) => ({ ids }), options)],
  ['copyIn', (db, options) => db.copyIn(target, [], options)],
  ['listen', (db, options) => db.listen('channel', () => undefined, options)],
  ['close', (db, options) => db.close(options)],
  ['migrate', (db, options) => db.migrate(options)],
  ['migrate by url', (_, options) => migrate({ url: test.url }, options)],
  ['migrationStatus', (_, options) => migrationStatus({ url: test.url }, options)],
  ['assertSchema', (_, options) => assertSchema({ url: test.url }, options)],
  ['createTestDatabase', (_, options) => createTestDatabase(options)],
  [
    'stream',
    async (db, options) => {
      for await (const row of db.stream(one, undefined, options)) expect(row).toBeDefined()
    },
  ],
]

describe.each(transports)('over %s', (transport) => {
  it.each(calls)('%s refuses an option that it does not know, by its name', async (_, call) => {
    await using open = openOver(transport, { url: test.url })
    for (const options of [{ isolationLevel: 'serializable' }, { timeoutMS: 5 }]) {
      await expect(call(open.db, options)).rejects.toMatchObject({
        code: 'invalid_input',
        field: Object.keys(options)[0],
        outcome: 'not_run',
      })
    }
    await expect(call(open.db, 'serializable' as unknown as object)).rejects.toMatchObject({
      field: 'options',
    })
  })

  it('nobody takes a property of Object.prototype for an option', async () => {
    await using open = openOver(transport, { url: test.url })
    const inherited = { timeoutMs: 'x', isolation: 'x', retries: -1, batchRows: -1 }
    for (const [name, value] of Object.entries(inherited)) {
      Object.defineProperty(Object.prototype, name, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      })
    }
    try {
      expect(await open.db.one(one)).toEqual({ one: 1 })
      expect(await open.db.one(one, undefined, {})).toEqual({ one: 1 })
      expect(await open.db.transaction((tx) => tx.one(one), {})).toEqual({ one: 1 })
      expect(await open.db.insertMany(none, [1, 2], (ids) => ({ ids }))).toBe(2)
      await open.db.close()
    } finally {
      for (const name of Object.keys(inherited)) Reflect.deleteProperty(Object.prototype, name)
    }
  })

  it.each([Infinity, -1, Number.NaN, 2 ** 31, '5'])('close waits no %s milliseconds', async (timeoutMs) => {
    await using open = openOver(transport, { url: test.url })
    await expect(open.db.close({ timeoutMs: timeoutMs as number })).rejects.toMatchObject({
      field: 'timeoutMs',
    })
    expect(await open.db.one(one)).toEqual({ one: 1 })
  })

  it('a signal is one, and an option that throws is refused', async () => {
    await using open = openOver(transport, { url: test.url })
    await expect(open.db.one(one, undefined, { signal: {} as AbortSignal })).rejects.toMatchObject({
      field: 'signal',
    })
    const throwing = {
      get timeoutMs(): number {
        throw new Error('canary')
      },
    }
    await expect(open.db.one(one, undefined, throwing)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.not.stringContaining('canary') as unknown,
    })
  })
})
