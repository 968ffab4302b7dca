import { beforeEach, describe, expect, it } from 'vitest'
import type { Transaction } from '../../src/database-runner.js'
import { ConflictError, InvalidInputError, NotFoundError, OverloadError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { WebhookDelivery, WebhookInput } from '../../src/webhooks/webhook.js'
import { openDeal } from '../setup/market/completed-deal.js'
import { openMarket } from '../setup/market/open-market.js'
import { storedPayment } from '../setup/market/pay.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
const run = (sql: string) => db.execute(query<undefined, object>(sql))
await run('create table effects (name text not null, event_id text not null)')
await run('create table things (name text primary key)')

const countEffects = query<{ eventId: string }, { count: number }>(
  'select count(*)::int as "count!" from effects where event_id = :eventId!',
  { eventId: 'text' },
)
const addEffect = query<{ name: string; eventId: string }, object>(
  'insert into effects (name, event_id) values (:name!, :eventId!)',
  { name: 'text', eventId: 'text' },
)
const findThing = query<{ name: string }, { name: string }>('select name from things where name = :name!', {
  name: 'text',
})
const addThing = query<{ name: string }, object>('insert into things (name) values (:name!)', {
  name: 'text',
})

const effectsOf = async (eventId: string) => (await db.one(countEffects, { eventId })).count

function delivered(more: Partial<WebhookInput> = {}): WebhookInput {
  const eventId = more.eventId ?? `evt_${newId()}`
  const body = JSON.stringify({ id: eventId, thing: more.waitsFor ?? 'none' })
  return { provider: 'stripe', eventId, type: 'thing.happened', created: 1_760_000_000, body, ...more }
}

/** Writes an effect, if the thing that the event is about exists. */
async function apply(tx: Transaction, { eventId, body }: WebhookDelivery): Promise<string> {
  const { thing } = body as { thing: string }
  await tx.execute(addEffect, { name: thing, eventId })
  if (thing !== 'none') await tx.one(findThing, { name: thing })
  return `did ${eventId}`
}

beforeEach(async () => {
  await run('delete from webhook_events')
})

describe('once', () => {
  it('applies an event, and tells its repeats apart', async () => {
    const event = delivered()
    expect(await db.webhooks.once(event, apply)).toEqual({
      outcome: 'applied',
      value: `did ${event.eventId}`,
    })
    const repeated = { outcome: 'duplicate', status: 'done' }
    expect(await db.webhooks.once(event, apply)).toEqual(repeated)
    expect(await db.webhooks.once({ ...event, body: Buffer.from(event.body as string) }, apply)).toEqual(
      repeated,
    )
    expect(await effectsOf(event.eventId)).toBe(1)
    const stored = await db.webhooks.find({ provider: 'stripe', eventId: event.eventId })
    expect(stored).toMatchObject({
      type: 'thing.happened',
      created: new Date(1_760_000_000_000),
      status: 'done',
    })
    expect(stored).not.toHaveProperty('body')
    expect(stored).not.toHaveProperty('bodyHash')
  })

  it('gives the handler what came', async () => {
    const event = delivered({ body: '{"price": 12.5, "name": "مصباح"}', created: new Date(1_000) })
    const { value } = (await db.webhooks.once(event, (_, given) => Promise.resolve(given))) as {
      value: unknown
    }
    expect(value).toStrictEqual({
      provider: 'stripe',
      eventId: event.eventId,
      type: 'thing.happened',
      created: new Date(1_000),
      body: { price: 12.5, name: 'مصباح' },
    })
  })

  it('refuses a known id with another body, and applies nothing', async () => {
    const event = delivered()
    await db.webhooks.once(event, apply)
    const other = await rejection(
      db.webhooks.once({ ...event, body: '{"forged":true}' }, apply),
      ConflictError,
    )
    expect(other).toMatchObject({ code: 'conflict', rule: 'webhook_body_differs' })
    expect(other.message).not.toContain('forged')
    expect(await effectsOf(event.eventId)).toBe(1)
  })

  it('keeps the events of two providers apart', async () => {
    const event = delivered()
    await db.webhooks.once(event, apply)
    expect(await db.webhooks.once({ ...event, provider: 'paytabs' }, apply)).toMatchObject({
      outcome: 'applied',
    })
  })

  it('keeps nothing of an event whose handler fails, so that its next delivery is the first', async () => {
    const event = delivered()
    const failure = new Error('the service is down')
    const failing = async (tx: Transaction, given: WebhookDelivery) => {
      await apply(tx, given)
      throw failure
    }
    await expect(db.webhooks.once(event, failing)).rejects.toBe(failure)
    expect(await effectsOf(event.eventId)).toBe(0)
    expect(await db.webhooks.once(event, apply)).toMatchObject({ outcome: 'applied' })
  })

  it('applies an event once of twenty deliveries at once, some of which fail', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing runs at once')
    const events = Array.from({ length: 10 }, () => delivered())
    let failures = 0
    const sometimes = async (tx: Transaction, given: WebhookDelivery) => {
      await apply(tx, given)
      if (failures < 5 && failures++ < 5) throw new Error('not now')
    }
    const deliveries = events.flatMap((event) =>
      Array.from({ length: 20 }, () => db.webhooks.once(event, sometimes)),
    )
    const settled = await Promise.allSettled(deliveries)
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(5)
    const outcomes = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.outcome] : []))
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(10)
    for (const { eventId } of events) expect(await effectsOf(eventId)).toBe(1)
  })

  it.each([
    ['provider', { provider: '' }],
    ['eventId', { eventId: 'x'.repeat(256) }],
    ['type', { type: '' }],
    ['created', { created: Number.NaN }],
    ['body', { body: '{"secret":"4242"' }],
    ['body', { body: { parsed: true } }],
    ['body', { body: '"\\u0000"' }],
    ['waitsFor', { waitsFor: '' }],
    ['extra', { extra: 1 }],
  ])('refuses a wrong %s before anything is sent, and leaks no value', async (field, wrong) => {
    const error = await rejection(
      db.webhooks.once({ ...delivered(), ...wrong } as WebhookInput, apply),
      InvalidInputError,
    )
    expect(error).toMatchObject({ code: 'invalid_input', field })
    expect(error.message).not.toContain('4242')
  })
})

describe('an event that comes before its row', () => {
  it('is parked without its effects, and applied by the command that makes the row', async () => {
    const name = `thing ${newId()}`
    const event = delivered({ waitsFor: name })
    expect(await db.webhooks.once(event, apply)).toEqual({ outcome: 'parked' })
    expect(await effectsOf(event.eventId)).toBe(0)
    expect(await db.webhooks.once(event, apply)).toEqual({ outcome: 'duplicate', status: 'parked' })
    const made = await db.webhooks.release(
      { provider: 'stripe', waitsFor: name },
      (tx) => tx.execute(addThing, { name }),
      apply,
    )
    expect(made).toBe(1)
    expect(await effectsOf(event.eventId)).toBe(1)
    expect(await db.webhooks.find({ provider: 'stripe', eventId: event.eventId })).toMatchObject({
      status: 'done',
    })
  })

  it('is not parked without a name: the error is the caller’s', async () => {
    const event = delivered({ body: '{"thing":"missing"}' })
    await rejection(db.webhooks.once(event, apply), NotFoundError)
    expect(await db.webhooks.find({ provider: 'stripe', eventId: event.eventId })).toBeNull()
  })

  it('stays parked if its handler fails, and does not undo the command', async () => {
    const name = `thing ${newId()}`
    const event = delivered({ waitsFor: name })
    await db.webhooks.once(event, apply)
    const broken = async (tx: Transaction, given: WebhookDelivery) => {
      await apply(tx, given)
      throw new TypeError('a mistake of the handler')
    }
    await db.webhooks.release(
      { provider: 'stripe', waitsFor: name },
      (tx) => tx.execute(addThing, { name }),
      broken,
    )
    expect(await db.maybeOne(findThing, { name })).toEqual({ name })
    expect(await effectsOf(event.eventId)).toBe(0)
    const [parked] = await db.webhooks.listParked()
    expect(parked).toMatchObject({ eventId: event.eventId, errorCode: 'handler_failed', tries: 2 })
    const swept = await db.webhooks.sweep(broken, { untriedSeconds: 0 })
    expect(swept).toMatchObject({ applied: 0, parked: 1, errors: [{ message: 'a mistake of the handler' }] })
    expect(await db.webhooks.sweep(apply, { untriedSeconds: 0 })).toEqual({
      applied: 1,
      parked: 0,
      errors: [],
    })
    expect(await effectsOf(event.eventId)).toBe(1)
  })

  it('holds up neither a sweep nor a command, whatever its handler throws', async () => {
    const names = ['first', 'second', 'third'].map((name) => `${name} ${newId()}`)
    const events = names.map((waitsFor) => delivered({ waitsFor }))
    for (const event of events) await db.webhooks.once(event, apply)
    for (const name of names) await db.execute(addThing, { name })
    const busy = new OverloadError('another database has no room')
    const failing = (tx: Transaction, given: WebhookDelivery) =>
      given.eventId === events[0]?.eventId ? Promise.reject(busy) : apply(tx, given)
    const swept = await db.webhooks.sweep(failing, { untriedSeconds: 0 })
    expect(swept).toEqual({ applied: 2, parked: 1, errors: [busy] })
    const [waitsFor = ''] = names
    const made = await db.webhooks.release(
      { provider: 'stripe', waitsFor },
      () => Promise.resolve('made'),
      failing,
    )
    expect(made).toBe('made')
    expect(await db.webhooks.listParked()).toMatchObject([{ tries: 3, errorCode: 'overload' }])
  })

  it('is not taken for applied when its handler throws nothing that is an error', async () => {
    const event = delivered({ waitsFor: 'never made' })
    await db.webhooks.once(event, apply)
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a handler may do
    const swept = await db.webhooks.sweep(() => Promise.reject(null), { untriedSeconds: 0 })
    expect(swept).toEqual({ applied: 0, parked: 1, errors: [null] })
  })

  it('is discarded if nothing will come for it, and only then', async () => {
    const [parked, done] = [delivered({ waitsFor: 'never made' }), delivered()]
    await db.webhooks.once(parked, apply)
    await db.webhooks.once(done, apply)
    const discard = ({ eventId }: WebhookInput) => db.webhooks.discard({ provider: 'stripe', eventId })
    expect([await discard(parked), await discard(parked), await discard(done)]).toEqual([true, false, false])
    expect(await db.webhooks.listParked()).toEqual([])
  })

  it('is told of by health, and given up with others of its provider that came before a time', async () => {
    expect((await db.health()).webhooks).toEqual({ parked: 0, parkedSince: null })
    const events = ['first', 'second', 'third'].map((waitsFor) => delivered({ waitsFor }))
    const [first, second, third] = events
    for (const event of [...events, delivered()]) await db.webhooks.once(event, apply)
    await db.webhooks.once(delivered({ provider: 'another', waitsFor: 'first' }), apply)
    await run(`update webhook_events set received_at = case event_id
      when '${first?.eventId}' then timestamptz '2026-01-01'
      when '${second?.eventId}' then '2026-01-02'
      else '2026-01-03' end`)
    expect((await db.health()).webhooks).toEqual({ parked: 4, parkedSince: new Date('2026-01-01') })
    const discard = async (limit?: number) => {
      const receivedBefore = new Date('2026-01-03')
      const given = await db.webhooks.discardParked({ provider: 'stripe', receivedBefore, limit })
      return given.map(({ eventId }) => eventId)
    }
    expect(await discard(1)).toEqual([first?.eventId])
    expect(await discard()).toEqual([second?.eventId])
    expect(await discard()).toEqual([])
    const left = await db.webhooks.listParked()
    expect(left.map(({ provider }) => provider).sort()).toEqual(['another', 'stripe'])
    expect(left.map(({ eventId }) => eventId)).toContain(third?.eventId)
  })

  it('is kept after it was applied late, for as long as any other', async () => {
    const name = `thing ${newId()}`
    const event = delivered({ waitsFor: name })
    await db.webhooks.once(event, apply)
    await run(`update webhook_events set received_at = now() - interval '40 days'`)
    await db.webhooks.release(
      { provider: 'stripe', waitsFor: name },
      (tx) => tx.execute(addThing, { name }),
      apply,
    )
    await db.maintain({ tasks: ['webhooks.delete'] })
    expect(await db.webhooks.once(event, apply)).toEqual({ outcome: 'duplicate', status: 'done' })
    await run('alter table webhook_events disable trigger tr_webhook_events_updated_at')
    await run(`update webhook_events set updated_at = now() - interval '31 days'`)
    await run('alter table webhook_events enable trigger tr_webhook_events_updated_at')
    await db.maintain({ tasks: ['webhooks.delete'] })
    expect(await db.webhooks.find({ provider: 'stripe', eventId: event.eventId })).toBeNull()
  })

  it('applies what waits for one name in the order of the provider’s times', async () => {
    const name = `thing ${newId()}`
    const [late, early] = [
      delivered({ waitsFor: name, created: 2_000 }),
      delivered({ waitsFor: name, created: 1_000 }),
    ]
    await db.webhooks.once(late, apply)
    await db.webhooks.once(early, apply)
    const order: string[] = []
    await db.webhooks.release(
      { provider: 'stripe', waitsFor: name },
      (tx) => tx.execute(addThing, { name }),
      (_, { eventId }) => Promise.resolve(order.push(eventId)),
    )
    expect(order).toEqual([early.eventId, late.eventId])
  })

  it('is left alone by a sweep until its last try is long ago', async () => {
    await db.webhooks.once(delivered({ waitsFor: 'nothing' }), apply)
    expect(await db.webhooks.sweep(apply)).toEqual({ applied: 0, parked: 0, errors: [] })
    expect(await db.webhooks.sweep(apply, { untriedSeconds: 0 })).toEqual({
      applied: 0,
      parked: 1,
      errors: [],
    })
  })

  it('is applied once, whichever of the two comes first', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing runs at once')
    const names = Array.from({ length: 60 }, () => `thing ${newId()}`)
    const events = names.map((waitsFor) => delivered({ waitsFor }))
    await Promise.all(
      events.flatMap((event, index) => {
        const waitsFor = names[index] ?? ''
        const both = [
          () => db.webhooks.once(event, apply),
          () =>
            db.webhooks.release(
              { provider: 'stripe', waitsFor },
              (tx) => tx.execute(addThing, { name: waitsFor }),
              apply,
            ),
        ]
        return (index % 2 === 0 ? both : both.toReversed()).map((one) => one())
      }),
    )
    for (const { eventId } of events) expect(await effectsOf(eventId)).toBe(1)
    expect(await db.webhooks.listParked()).toEqual([])
  })
})

describe('replay', () => {
  it('applies an event again, and ends its waiting', async () => {
    const event = delivered({ waitsFor: 'never made' })
    await db.webhooks.once(event, apply)
    const id = { provider: 'stripe', eventId: event.eventId }
    expect(await db.webhooks.replay(id, (_, { type }) => Promise.resolve(type))).toBe('thing.happened')
    expect(await db.webhooks.find(id)).toMatchObject({ status: 'done' })
  })

  it('does not know an event that never came', async () => {
    const unknown = db.webhooks.replay({ provider: 'stripe', eventId: 'evt_none' }, apply)
    await rejection(unknown, NotFoundError)
  })
})

describe('the events of a payment', () => {
  it('end in the same state in any order and any number, before and after the intent is attached', async () => {
    const facts = [
      { type: 'payment_intent.payment_failed', eventId: 'evt_a' },
      { type: 'payment_intent.succeeded', eventId: 'evt_b' },
      { type: 'refund.created', eventId: 'evt_c' },
    ]
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 1, 0, 2, 2],
      [2, 0, 2, 1, 0],
    ]
    for (const [at, order] of orders.entries()) {
      for (const attachAt of [0, 1, order.length]) {
        const { paymentId } = await openDeal(db)
        const { amountMinor, currency } = await storedPayment(db, paymentId)
        const stripePaymentIntentId = `pi_${paymentId}`
        const intent = { stripePaymentIntentId }
        const applyFact = async (tx: Transaction, { type }: WebhookDelivery) => {
          if (type === 'refund.created') {
            await tx.payments.recordRefund({
              ...intent,
              stripeRefundId: `re_${paymentId}`,
              amountMinor,
              currency,
              status: 'succeeded',
            })
          } else if (type === 'payment_intent.succeeded') {
            await tx.payments.recordSuccess({ ...intent, amountReceivedMinor: amountMinor, currency })
          } else {
            await tx.payments.recordAttempt({
              ...intent,
              stripeAttemptId: `ch_${paymentId}`,
              failureCode: 'card_declined',
            })
          }
        }
        const attach = () =>
          db.webhooks.release(
            { provider: 'stripe', waitsFor: stripePaymentIntentId },
            (tx) => tx.payments.attachIntent({ paymentId, stripePaymentIntentId }),
            applyFact,
          )
        for (const [step, index] of order.entries()) {
          if (step === attachAt) await attach()
          const fact = facts[index]
          if (fact === undefined) throw new Error('there is no such fact')
          const event = { ...fact, eventId: `${fact.eventId}_${paymentId}`, waitsFor: stripePaymentIntentId }
          await db.webhooks.once(delivered(event), applyFact)
        }
        if (attachAt === order.length) await attach()
        expect(
          await storedPayment(db, paymentId),
          `order ${String(at)}, attached at ${String(attachAt)}`,
        ).toMatchObject({
          status: 'refunded',
          amountReceivedMinor: amountMinor,
          amountRefundedMinor: amountMinor,
        })
      }
    }
    expect(await db.webhooks.listParked()).toEqual([])
  })
})
