/** Each invariant of notifications and wishlists finds the row that breaks it. */

import { expect, it } from 'vitest'
import type * as invariants from '../../generated/invariants.queries.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { brokenAfter } from '../setup/testing/broken-after.js'

const { db } = await openMarket()
const [sellerId = '', userId = ''] = await db.users.createMany([sampleUser(), sampleUser()])
const product = await db.products.create(sampleProduct(sellerId))
await db.wishlists.setSaved({ userId, productId: product.id, isSaved: true })
const notification = await db.notifications.add({ userId, notificationType: 'other', channels: ['push'] })

const own = '018f0000-0000-7000-8000-000000000001'
const breaks: readonly (readonly [keyof typeof invariants, string, string, readonly string[]])[] = [
  [
    'productsLikedWronglyOften',
    'products',
    product.id,
    [`update products set like_count = 2 where id = '${product.id}'`],
  ],
  [
    'wishlistsOfOwnProducts',
    'wishlists',
    own,
    [
      `insert into wishlists (id, user_id, product_id, price_minor, currency)
      values ('${own}', '${sellerId}', '${product.id}', 1, 'AED')`,
    ],
  ],
  [
    'notificationsWithoutTheirDeliveries',
    'notifications',
    notification.id,
    [`delete from notification_deliveries where notification_id = '${notification.id}'`],
  ],
  [
    'notificationsWithoutTheirDeliveries',
    'notifications',
    notification.id,
    [`update notifications set channels = '{email}' where id = '${notification.id}'`],
  ],
  [
    'notificationsWithoutTheirDeliveries',
    'notifications',
    notification.id,
    [`update notifications set channels = '{}' where id = '${notification.id}'`],
  ],
]

it('finds nothing in what commands made', async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

it.each(breaks)('%s', async (invariant, table, id, statements) => {
  expect(await brokenAfter(db, statements)).toEqual([{ invariant, table, id }])
})
