import { describe, expect, it } from 'vitest'
import { newId } from '../../src/index.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()

describe('a lookup by id', () => {
  it('goes before a savepoint that begins in the same tick', async () => {
    const found = await db.transaction((tx) =>
      Promise.all([
        tx.users.findAccount(newId()),
        tx.users.findAccount(newId()),
        tx.transaction((nested) => nested.users.findAccount(newId())),
        tx.transaction((nested) => nested.users.findAccount(newId())),
      ]),
    )
    expect(found).toEqual([null, null, null, null])
  })

  it('is refused while a savepoint is open', async () => {
    await db.transaction(async (tx) => {
      await tx.transaction(async (nested) => {
        await expect(tx.users.findAccount(newId())).rejects.toMatchObject({ kind: 'nested' })
        await nested.users.findAccount(newId())
      })
    })
  })
})
