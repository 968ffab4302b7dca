import { describe, expect, it } from 'vitest'
import { eachItem } from '../../src/pagination/each-item.js'
import type { Page, PageInput } from '../../src/pagination/page.js'
import type { Payment } from '../../generated/models.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const [buyerId = '', sellerId = ''] = await db.users.createMany([sampleUser(), sampleUser()])

/** Payments of one moment to each hundred; every 700th in another currency, and with a hold that ends early. */
const insertPayments = query<{ readonly productIds: readonly string[]; readonly status: string }, object>(
  `insert into transactions (
    buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, currency, feed_type, status,
    expires_at, created_at
  )
  select
    '${buyerId}', '${sellerId}', (:productIds!::uuid[])[1 + (n - 1) % cardinality(:productIds!::uuid[])], 100, 10, 90,
    case when n % 700 = 0 then 'USD' else 'AED' end,
    'discover',
    :status!::text::transaction_status,
    case when n % 700 = 0 then timestamptz '2030-01-01' else timestamptz '2040-01-01' end,
    timestamptz '2026-01-01' - n / 100 * interval '1 second'
  from generate_series(1, 1600) as n`,
  { productIds: 'uuid[]', status: 'text' },
)

const productIds = await db.products.createMany(Array.from({ length: 1_600 }, () => sampleProduct(sellerId)))
await db.execute(insertPayments, { productIds, status: 'pending' })
await db.execute(insertPayments, { productIds: productIds.slice(0, 1), status: 'failed' })

type List = (input: PageInput) => Promise<Page<Payment>>

const listAll: List = (input) => db.payments.listByBuyer({ buyerId, ...input })

async function all(list: List): Promise<Payment[]> {
  const found: Payment[] = []
  for await (const payment of eachItem(list, { limit: 100 })) found.push(payment)
  return found
}

const everything = await all(listAll)

describe('a rare filter without an index', () => {
  const expiresBefore = new Date('2035-01-01')

  it.each([
    [
      'the currency of a buyer’s payments',
      (input) => db.payments.listByBuyer({ buyerId, currency: 'USD', ...input }),
      ({ currency }) => currency === 'USD',
    ],
    [
      'the currency of a seller’s payments of a status',
      (input) => db.payments.listBySeller({ sellerId, currency: 'USD', status: 'failed', ...input }),
      ({ currency, status }) => currency === 'USD' && status === 'failed',
    ],
    [
      'a currency in which nothing is',
      (input) => db.payments.listByBuyer({ buyerId, currency: 'EUR', ...input }),
      () => false,
    ],
    [
      'the currency of nearly all',
      (input) => db.payments.listBySeller({ sellerId, currency: 'AED', ...input }),
      ({ currency }) => currency === 'AED',
    ],
    [
      'the end of a hold',
      (input) => db.payments.listPending({ expiresBefore, ...input }),
      ({ status, expiresAt }) => status === 'pending' && expiresAt !== null && expiresAt < expiresBefore,
    ],
  ] satisfies [string, List, (payment: Payment) => boolean][])(
    '%s finds every payment once, in order',
    async (_, list, belongs) => {
      expect(everything).toHaveLength(3_200)
      expect(await all(list)).toStrictEqual(everything.filter(belongs))
    },
  )

  it('says of a page that its walk ended before it was full', async () => {
    const page = await db.payments.listByBuyer({ buyerId, currency: 'EUR' })
    expect(page).toMatchObject({ items: [], isComplete: false })
    expect(page.nextCursor).not.toBeNull()
  })

  it('shows none of the columns of the walk', async () => {
    const { items } = await db.payments.listByBuyer({ buyerId, currency: 'AED', limit: 1 })
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(Object.keys(everything[0] ?? {}).toSorted())
    expect(items[0]).not.toHaveProperty('isWalkEnd')
  })
})
