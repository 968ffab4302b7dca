// Thorough: sends all kinds of statements through a pooler.

import { describe, expect, it } from 'vitest'
import { openOver, transports } from '../setup/engine/open-over.js'
import { transactionPooler } from '../setup/network/transaction-pooler.js'
import { query } from '../setup/query.js'
import { openBare } from '../setup/engine/open-bare.js'

const { test } = await openBare()

const echo = query<{ readonly n: number }, { readonly n: number }>('select :n!::int as n', { n: 'int4' })

describe.each(transports)('a pooler that carries no prepared statements over, over %s', (transport) => {
  it('serves statements, which are no longer prepared once it has shown itself', async () => {
    await using pooler = await transactionPooler(test.url)
    await using one = openOver(transport, { url: pooler.url, maxConnections: 4, lanes: 2 })
    await using other = openOver(transport, { url: pooler.url, maxConnections: 4, lanes: 2 })
    for (let round = 0; round < 5; round++) {
      for (const { db } of [one, other]) {
        expect(await db.one(echo, { n: round })).toEqual({ n: round })
        const calls = Array.from({ length: 4 }, (_, n) => db.one(echo, { n }))
        expect(await Promise.all(calls)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }])
      }
    }
  })
})
