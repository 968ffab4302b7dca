/** The migration of the provider's facts, over payments from before it. */

// Thorough: takes the facts of payments in any order, any number of times.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBefore, type DatabaseBefore } from '../setup/schema/open-before.js'
import { insertParties, insertRow, type Parties } from '../setup/schema/sample-rows.js'

let database: DatabaseBefore
let parties: Parties

beforeEach(async () => {
  database = await openBefore('payment_facts')
  parties = await insertParties(database.client)
})
afterEach(() => database.close())

/** A payment for a product of its own. */
async function insertPayment(values: Readonly<Record<string, unknown>>): Promise<string> {
  const product = await insertRow(database.client, 'products', parties)
  return insertRow(database.client, 'transactions', { ...parties, product }, values)
}

describe('the migration of payment facts', () => {
  test('keeps each state, and the facts that it implies', async () => {
    const { client } = database
    const ids = {
      pending: await insertPayment({ status: 'pending' }),
      completed: await insertPayment({
        status: 'completed',
        completed_at: '2026-01-01',
        stripe_payment_intent_id: 'pi_1',
        stripe_charge_id: 'ch_1',
        stripe_transfer_id: 'tr_1',
      }),
      refunded: await insertPayment({ status: 'refunded' }),
      failed: await insertPayment({ status: 'failed', stripe_charge_id: 'ch_2' }),
      cancelled: await insertPayment({ status: 'cancelled' }),
    }
    await database.migrate()
    const { rows } = await client.query<Record<string, unknown>>(`
      select
        transactions.status,
        payment_status(
          transactions.status in ('pending', 'completed'),
          transactions.paid_at is not null,
          transactions.cancelled_at is not null,
          transactions.expired_at is not null,
          transactions.failed_attempts,
          transactions.amount_received_minor,
          transactions.amount_refunded_minor
        ) as status_of_facts,
        transactions.amount_due_minor::integer as due,
        (transactions.amount_received_minor = transactions.amount_minor)::integer as received,
        (transactions.amount_refunded_minor = transactions.amount_minor)::integer as refunded,
        (transactions.amount_transferred_minor = transactions.seller_payout_minor)::integer as transferred,
        transactions.failed_attempts,
        transactions.stripe_charge_id as charge,
        (
          select json_agg(payment_facts.stripe_id order by payment_facts.kind, payment_facts.stripe_id)
          from payment_facts where payment_facts.payment_id = transactions.id
        ) as facts
      from transactions order by transactions.status`)
    const none = {
      due: 0,
      received: 0,
      refunded: 0,
      transferred: 0,
      failed_attempts: 0,
      charge: null,
      facts: null,
    }
    expect(rows).toEqual([
      { ...none, status: 'pending', status_of_facts: 'pending' },
      {
        ...none,
        status: 'completed',
        status_of_facts: 'completed',
        received: 1,
        transferred: 1,
        charge: 'ch_1',
        facts: ['pi_1', 'tr_1'],
      },
      { ...none, status: 'failed', status_of_facts: 'failed', failed_attempts: 1, facts: ['ch_2'] },
      {
        ...none,
        status: 'refunded',
        status_of_facts: 'refunded',
        received: 1,
        refunded: 1,
        facts: [`unknown:intent:${ids.refunded}`, `unknown:refund:${ids.refunded}`],
      },
      { ...none, status: 'cancelled', status_of_facts: 'cancelled' },
    ])
  })

  test.each([
    ['transactions', 'stripe_charge_id', 'transactions_stripe_charge_id_key'],
    ['transactions', 'stripe_transfer_id', 'transactions_stripe_transfer_id_key'],
    ['users', 'stripe_customer_id', 'users_stripe_customer_id_key'],
    ['users', 'stripe_connect_account_id', 'users_stripe_connect_account_id_key'],
  ] as const)('is refused while two %s share a %s, and changes nothing', async (table, column, index) => {
    const { client } = database
    for (let n = 0; n < 2; n++) {
      await (table === 'users'
        ? insertRow(client, 'users', parties, { [column]: 'shared' })
        : insertPayment({ [column]: 'shared' }))
    }
    await expect(database.migrate()).rejects.toMatchObject({ code: '23505', constraint: index })
    const { rows } = await client.query("select to_regclass('payment_facts') as made")
    expect(rows).toEqual([{ made: null }])
  })
})
