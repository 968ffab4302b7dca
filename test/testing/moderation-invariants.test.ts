/** Each invariant of cases, and of products in streams, finds the row that breaks it. */

import { describe, expect, it } from 'vitest'
import type * as invariants from '../../generated/invariants.queries.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { reportProduct } from '../setup/market/report-thing.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'
import { brokenAfter } from '../setup/testing/broken-after.js'

const { db } = await openMarket()
const { id: adminId } = await makeAdmin(db)
const [seller = '', buyer = ''] = await db.users.createMany([sampleUser(), sampleUser()])
await reportProduct(db, seller, buyer)
const [decided] = await db.moderation.claimNext({ adminId })
const { id: decidedId, attempt } = decided ?? expect.fail('nothing waits')
await db.moderation.decide({ caseId: decidedId, adminId, attempt, decision: 'warn' })
const openProduct = await reportProduct(db, seller, buyer)
const { items } = await db.moderation.listOpen({ adminId })
const openId = items[0]?.id ?? expect.fail('nothing is open')

const { id: productId } = await db.products.create(sampleProduct(seller))
const { id: streamId } = await db.streams.create(sampleStream(seller))
await db.streamProducts.tag({ streamId, userId: seller, productIds: [productId] })
await db.streamProducts.pin({ streamId, userId: seller, productId })
const { id: otherStream } = await db.streams.create(sampleStream(buyer))
const feeBasisPoints = { discover: 0, community: 0 }
const { id: paymentId } = await db.payments.open({ productId, buyerId: buyer, feeBasisPoints, streamId })

const second = '018f0000-0000-7000-8000-000000000000'
const breaks: readonly (readonly [keyof typeof invariants, string, string | null, readonly string[]])[] = [
  [
    'casesCountedWrongly',
    'moderation_cases',
    openId,
    [`update moderation_cases set report_count = 2 where id = '${openId}'`],
  ],
  [
    'casesLessUrgentThanTheirReports',
    'moderation_cases',
    openId,
    [`update moderation_cases set reason = 'other' where id = '${openId}'`],
  ],
  [
    'secondOpenCases',
    'moderation_cases',
    openId,
    [
      'drop index moderation_cases_open_subject_key',
      `insert into moderation_cases (id, subject_type, subject_id, reported_user_id, reason)
      values ('${second}', 'product', '${openProduct}', '${seller}', 'spam')`,
    ],
  ],
  [
    'casesDecidedInTheirOwnMatter',
    'moderation_cases',
    decidedId,
    [`update moderation_cases set decided_by = reported_user_id where id = '${decidedId}'`],
  ],
  [
    'decidedCasesWithoutLog',
    'moderation_cases',
    openId,
    [
      `update moderation_cases set status = 'decided', decision = 'warn', decided_at = now() where id = '${openId}'`,
    ],
  ],
  [
    'leasedCasesThatDoNotWait',
    'moderation_cases',
    decidedId,
    [
      'alter table moderation_cases drop constraint ck_moderation_cases_lease',
      `update moderation_cases set leased_until = now() where id = '${decidedId}'`,
    ],
  ],
  [
    'streamProductsOfOthers',
    'stream_products',
    null,
    [
      'alter table stream_products drop constraint fk_stream_products_stream',
      'alter table stream_products drop constraint fk_stream_products_product',
      `update stream_products set seller_id = '${buyer}'`,
    ],
  ],
  [
    'streamsWithTooManyProducts',
    'streams',
    streamId,
    [
      'alter table stream_products disable trigger tr_stream_products_limit',
      `insert into products (seller_id, title, price_minor, category, condition)
      select '${seller}', 'One of many', 1, 'books', 'good' from generate_series(1, 200)`,
      `insert into stream_products (stream_id, product_id, seller_id, position)
      select '${streamId}', id, seller_id, 1 from products where title = 'One of many'`,
    ],
  ],
  [
    'pinnedProductsOutOfStream',
    'streams',
    streamId,
    [
      'alter table streams drop constraint fk_streams_pinned_product',
      `delete from stream_products where stream_id = '${streamId}'`,
    ],
  ],
  [
    'paymentsInStreamsOfOthers',
    'transactions',
    paymentId,
    [
      'alter table transactions drop constraint fk_transactions_stream',
      `update transactions set stream_id = '${otherStream}' where id = '${paymentId}'`,
    ],
  ],
]

describe('the invariants of moderation and of products in streams', () => {
  it('hold of a sound database', async () => {
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(breaks)('%s finds the row that breaks it', async (invariant, table, id, statements) => {
    expect(await brokenAfter(db, statements)).toContainEqual({
      invariant,
      table,
      id: id ?? (expect.any(String) as string),
    })
  })
})
