import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import { maintenanceTasks } from '../../src/maintain/tasks.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { openMarket } from '../setup/market/open-market.js'
import { passDeadline } from '../setup/market/pass-deadline.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db, test } = await openMarket()

/** Makes offers on products of their own, all of them past their time. */
async function makeDueOffers(count: number): Promise<void> {
  const seller = await db.users.create(sampleUser())
  const buyer = await db.users.create(sampleUser())
  for (let n = 0; n < count; n++) {
    const product = await db.products.create(sampleProduct(seller.id))
    const { id: conversationId } = await db.conversations.open({
      buyerId: buyer.id,
      sellerId: seller.id,
      productId: product.id,
    })
    const offer = await db.offers.make({
      productId: product.id,
      conversationId,
      buyerId: buyer.id,
      amountMinor: 100,
      expiresInSeconds: 3_600,
    })
    await passDeadline(db, offer.id)
  }
}

describe('maintain', () => {
  it('does everything that is due, in batches, and reports it', async () => {
    await makeDueOffers(7)
    const seen: string[] = []
    const report = await db.maintain({ batchRows: 3, onTask: ({ task }) => seen.push(task) })
    expect(report.isComplete).toBe(true)
    expect(report.tasks.map(({ task }) => task)).toEqual(maintenanceTasks.map(({ name }) => name))
    expect(seen).toEqual(report.tasks.map(({ task }) => task))
    expect(report.tasks.find(({ task }) => task === 'offers.expire')).toMatchObject({
      changed: 7,
      batches: 3,
      isComplete: true,
      error: null,
    })
    expect((await db.maintain()).tasks.map(({ changed, task }) => `${task} ${changed}`)).toEqual(
      maintenanceTasks.map(({ name }) => `${name} 0`),
    )
  })

  it('runs the tasks that are named', async () => {
    const { tasks } = await db.maintain({ tasks: ['payments.expire'] })
    expect(tasks.map(({ task }) => task)).toEqual(['payments.expire'])
  })

  it('begins no batch after its time, and says that it is not complete', async () => {
    await makeDueOffers(1)
    const report = await db.maintain({ budgetMs: 0 })
    expect(report.isComplete).toBe(false)
    expect(report.tasks.every(({ batches, isComplete }) => batches === 0 && !isComplete)).toBe(true)
    expect((await db.maintain({ tasks: ['offers.expire'] })).tasks[0]).toMatchObject({ changed: 1 })
  })

  it('goes on after a task that fails, and reports its error', async () => {
    await db.execute(query<undefined, object>('alter table offers rename column expires_at to expires_then'))
    const other = createDatabase({ url: test.url })
    const report = await other.maintain({ tasks: ['offers.expire', 'payments.expire'] })
    await other.close()
    await db.execute(query<undefined, object>('alter table offers rename column expires_then to expires_at'))
    expect(report.isComplete).toBe(false)
    expect(report.tasks).toMatchObject([
      { task: 'offers.expire', isComplete: false, error: { code: 'database' } },
      { task: 'payments.expire', isComplete: true, error: null },
    ])
  })

  it('rejects with the reason of its signal', async () => {
    const reason = new Error('the process ends')
    await expect(db.maintain({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it.each([
    ['tasks', { tasks: ['offers.burn'] }, 'tasks[0]'],
    ['batchRows', { batchRows: 0 }, 'batchRows'],
    ['budgetMs', { budgetMs: -1 }, 'budgetMs'],
    ['retention', { retention: { notificationDays: 0 } }, 'retention.notificationDays'],
    ['a misspelt option', { buget: 1 }, 'buget'],
  ])('refuses %s', async (_, options, field) => {
    const error = await rejection(db.maintain(options as object), InvalidInputError)
    expect(error.field).toBe(field)
  })

  it('does everything once when several run at the same time', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    await makeDueOffers(20)
    const others = Array.from({ length: 4 }, () => createDatabase({ url: test.url }))
    const reports = await Promise.all(others.map((other) => other.maintain({ batchRows: 2 })))
    await Promise.all(others.map((other) => other.close()))
    expect(
      reports.flatMap(({ tasks }) => tasks.map(({ error }) => error)).filter((error) => error !== null),
    ).toEqual([])
    const changed = reports.map(
      ({ tasks }) => tasks.find(({ task }) => task === 'offers.expire')?.changed ?? 0,
    )
    // A batch passes over rows that others hold and so may end early: what is left is for the next run.
    const { tasks } = await db.maintain({ tasks: ['offers.expire'] })
    expect(changed.reduce((sum, one) => sum + one, tasks[0]?.changed ?? 0)).toBe(20)
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
