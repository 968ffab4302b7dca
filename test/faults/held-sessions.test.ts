import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import { openOver } from '../setup/engine/open-over.js'
import { query } from '../setup/query.js'
import { openBare } from '../setup/engine/open-bare.js'

const one = query<undefined, { readonly one: number }>('select 1 as one')

const { test } = await openBare()

/** Uses the database where the handle is meant, after something else has been waited for. */
async function outside(db: Database): Promise<{ readonly one: number }> {
  await sleep(1)
  return db.one(one)
}

describe.each(['sessions', "a pool of pg's"] as const)(
  'the database in a transaction, over %s',
  (transport) => {
    it('is refused at once if the transaction holds the only connection', async () => {
      await using open = openOver(transport, { url: test.url, maxConnections: 1, connectTimeoutMs: 60_000 })
      const { db } = open
      const refused = { code: 'transaction', kind: 'nested', outcome: 'not_run' }
      const waits = db.transaction(async (tx) => {
        await tx.one(one)
        return outside(db)
      })
      await expect(waits).rejects.toMatchObject(refused)
      const nested = db.transaction(() => db.transaction((tx) => tx.one(one)), { timeoutMs: 50_000 })
      await expect(nested).rejects.toMatchObject(refused)
      expect(await outside(db)).toEqual({ one: 1 })
    })

    it('is refused to one of them if all connections are held so, and the others go on', async (context) => {
      if (!test.multiSession) context.skip('the embedded database has one transaction at a time')
      await using open = openOver(transport, { url: test.url, maxConnections: 3, connectTimeoutMs: 60_000 })
      const { db } = open
      let begun = 0
      let meet: () => void = () => undefined
      const met = new Promise<void>((resolve) => (meet = resolve))
      const outcomes = await Promise.allSettled(
        [1, 2, 3].map(() =>
          db.transaction(async (tx) => {
            await tx.one(one)
            if (++begun === 3) meet()
            await met
            return outside(db)
          }),
        ),
      )
      const refused = outcomes.filter(({ status }) => status === 'rejected')
      expect(refused).toMatchObject([{ reason: { code: 'transaction', kind: 'nested' } }])
    })

    it('waits its turn if it is called from elsewhere', async () => {
      await using open = openOver(transport, { url: test.url, maxConnections: 1 })
      const { db } = open
      let begin: () => void = () => undefined
      const begun = new Promise<void>((resolve) => (begin = resolve))
      const holder = db.transaction(async (tx) => {
        await tx.one(one)
        begin()
        await sleep(500)
      })
      await begun
      const others = await Promise.all([outside(db), outside(db), db.transaction((tx) => tx.one(one))])
      expect(others).toEqual([{ one: 1 }, { one: 1 }, { one: 1 }])
      await holder
    })
  },
)
