import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { counters } from '../../src/maintain/counters.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db, test } = await openMarket()

async function openTalk() {
  const [seller, buyer] = [await db.users.create(sampleUser()), await db.users.create(sampleUser())]
  const product = await db.products.create(sampleProduct(seller.id))
  const { id } = await db.conversations.open({
    buyerId: buyer.id,
    sellerId: seller.id,
    productId: product.id,
  })
  return { conversationId: id, senderId: buyer.id, readerId: seller.id }
}

/** Makes a count wrong, as no command does. */
function spoil(sql: string, id: string): Promise<number> {
  return db.execute(query<{ readonly id: string }, object>(`${sql} = :id!::uuid`), { id })
}

describe('recount', () => {
  it('finds nothing where commands alone have written', async () => {
    const talk = await openTalk()
    await db.messages.send({ conversationId: talk.conversationId, senderId: talk.senderId, content: 'One' })
    const reports = await db.recount()
    expect(reports.map(({ counter, repaired }) => `${counter} ${repaired}`)).toEqual(
      counters.map(({ name }) => `${name} 0`),
    )
    expect(reports.find(({ counter }) => counter === 'conversations.unread')?.checked).toBeGreaterThan(0)
  })

  it('repairs unread counts, and says whose', async () => {
    const talks = [await openTalk(), await openTalk(), await openTalk()]
    for (const { conversationId, senderId } of talks) {
      await db.messages.send({ conversationId, senderId, content: 'One' })
    }
    const [first, , last] = talks.map(({ conversationId }) => conversationId)
    await spoil('update conversations set seller_unread_count = 7 where id', first ?? '')
    await spoil('update conversations set buyer_unread_count = 3 where id', last ?? '')
    const [report] = await db.recount({ counters: ['conversations.unread'], batchRows: 1 })
    expect(report).toMatchObject({ repaired: 2, repairedIds: [first, last] })
    const { items } = await db.conversations.inbox({ userId: talks[0]?.readerId ?? '' })
    expect(items).toMatchObject([{ unreadCount: 1 }])
    expect((await db.recount())[0]).toMatchObject({ repaired: 0 })
  })

  it('repairs while messages are sent and read, and loses none', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    const talk = await openTalk()
    const { conversationId, senderId, readerId } = talk
    const busy = Array.from({ length: 120 }, async (_, n) => {
      if (n % 4 === 3) await db.conversations.markRead({ conversationId, userId: readerId })
      else await db.messages.send({ conversationId, senderId, content: `${n}` })
    })
    const repairs = Array.from({ length: 20 }, async () => {
      await spoil(
        'update conversations set seller_unread_count = seller_unread_count + 5 where id',
        conversationId,
      )
      await db.recount({ counters: ['conversations.unread'] })
    })
    await Promise.all([...busy, ...repairs])
    await db.recount()
    expect((await db.recount()).every(({ repaired }) => repaired === 0)).toBe(true)
  })

  it('refuses a counter that is none', async () => {
    const error = await rejection(db.recount({ counters: ['sheep'] as never }), InvalidInputError)
    expect(error.field).toBe('counters[0]')
  })

  it('rejects with the reason of its signal', async () => {
    const reason = new Error('the process ends')
    await expect(db.recount({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})
