// Thorough: fills tables with as many rows as a city has.

import * as notifications from '../../generated/notifications.queries.js'
import * as wishlists from '../../generated/wishlists.queries.js'
import {
  mostSaved,
  muchTold,
  neverReads,
  notificationSeed,
  savesMuch,
} from '../setup/plans/notification-seed.js'
import { bounded, lookup, smallScan } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const limit = 21
const id = seededId('notifications', 12)
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: id }
const somebody = seededId('users', 3_000)
const everything = { wantsUnread: true, wantsRead: true }
const unread = { wantsUnread: true, wantsRead: false }
const read = { wantsUnread: false, wantsRead: true }
const newOne = {
  userId: somebody,
  actorId: savesMuch,
  notificationType: 'other',
  subjectType: null,
  subjectId: null,
  title: 'News',
  body: null,
  data: {},
  channels: ['push'],
  dedupeKey: 'a new key',
} as const

/** A page of a list reads a page of each half that is wanted, and looks up who acted. */
const list = (
  note: string,
  parameters: Omit<notifications.ListNotificationsParams, 'limit'>,
  ...indexes: string[]
) =>
  bounded({
    query: notifications.listNotifications,
    note,
    parameters: { ...parameters, limit } as notifications.ListNotificationsParams,
    indexes,
    buffers: 200,
    rows: limit,
    scans: smallScan,
  })
const [ofUnread, ofRead] = ['ix_notifications_user_unread', 'ix_notifications_user_read']

await testPlans(notificationSeed, [
  lookup({
    query: notifications.findNotification,
    parameters: { id },
    index: 'notifications_pkey',
    buffers: 6,
  }),
  lookup({
    query: notifications.findNotificationByKey,
    parameters: { userId: muchTold, dedupeKey: 'event 20' },
    index: 'notifications_user_id_dedupe_key_key',
    buffers: 6,
  }),
  lookup({ query: notifications.addNotification, parameters: newOne, index: 'users_pkey', buffers: 150 }),
  list('of one who is told much', { userId: muchTold, ...everything }, ofUnread, ofRead),
  list('of one who is told much, next page', { userId: muchTold, ...everything, ...after }, ofUnread, ofRead),
  list('the unread of one who reads most', { userId: muchTold, ...unread, ...after }, ofUnread),
  list('the read of one who never reads', { userId: neverReads, ...read }, ofRead),
  list('the read of one who never reads, next page', { userId: neverReads, ...read, ...after }, ofRead),
  list('the unread of one who never reads', { userId: neverReads, ...unread }, ofUnread),
  list('of somebody', { userId: somebody, ...everything }),
  bounded({
    query: notifications.countUnreadNotifications,
    parameters: { userId: neverReads, limit: 101 },
    indexes: [ofUnread],
    // One page of the table for each of them that the visibility map does not know, as after a write nearby.
    buffers: 20 + 101,
    rows: 101,
  }),
  lookup({
    query: notifications.markNotificationRead,
    parameters: { id: seededId('notifications', 21), userId: neverReads },
    index: 'notifications_pkey',
  }),
  bounded({
    query: notifications.markNotificationsRead,
    parameters: { userId: neverReads, upToId: seededId('notifications', 21), limit: 50 },
    indexes: [ofUnread, 'notifications_pkey'],
    buffers: 2_500,
    rows: 50,
    scans: /Scan$/,
  }),
  bounded({
    query: notifications.markAllNotificationsRead,
    parameters: { userId: neverReads, limit: 50 },
    indexes: [ofUnread],
    buffers: 2_500,
    rows: 50,
    scans: /Scan$/,
  }),
  bounded({
    query: notifications.deleteOldNotifications,
    parameters: { readDays: 30, unreadDays: 180, limit: 50 },
    indexes: ['ix_notifications_read_at'],
    buffers: 2_000,
    rows: 50,
    scans: /Scan$/,
  }),
  bounded({
    query: notifications.claimDeliveries,
    parameters: { channel: 'push', limit: 50, maxAttempts: 8, leaseSeconds: 60 },
    indexes: ['ix_notification_deliveries_due', 'notifications_pkey', 'users_pkey'],
    buffers: 2_500,
    rows: 50,
    scans: /Scan$/,
  }),
  bounded({
    query: notifications.claimDeliveries,
    note: 'where nothing is due',
    parameters: { channel: 'sms', limit: 50, maxAttempts: 8, leaseSeconds: 60 },
    indexes: ['ix_notification_deliveries_due'],
    buffers: 20,
    rows: 0,
  }),
  lookup({
    query: notifications.listDeliveries,
    parameters: { notificationId: id },
    index: 'notification_deliveries_notification_id_channel_key',
    buffers: 8,
  }),
  lookup({
    query: wishlists.saveProduct,
    parameters: { userId: seededId('users', 2), productId: mostSaved },
    index: 'products_pkey',
    buffers: 120,
  }),
  lookup({
    query: wishlists.unsaveProduct,
    parameters: { userId: seededId('users', 30), productId: mostSaved },
    index: 'wishlists_user_id_product_id_key',
    buffers: 120,
  }),
  ...[wishlists.listSavedProductsCard, wishlists.listSavedProductsAll].flatMap((query) =>
    [{}, after].map((position, n) =>
      bounded({
        query,
        note: n === 0 ? 'first page' : 'next page',
        parameters: { userId: savesMuch, limit, ...position },
        indexes: ['ix_wishlists_user_created_at', 'products_pkey', 'users_pkey'],
        buffers: 200,
        rows: limit,
      }),
    ),
  ),
  bounded({
    query: wishlists.areProductsSaved,
    parameters: { userId: savesMuch, productIds: seededIds('products', 100) },
    indexes: ['wishlists_user_id_product_id_key'],
    buffers: 90,
    rows: 20,
  }),
  bounded({
    query: wishlists.countSavedProducts,
    parameters: { userId: savesMuch, limit: 101 },
    indexes: ['ix_wishlists_user_created_at'],
    buffers: 20 + 101,
    rows: 101,
  }),
  bounded({
    query: wishlists.tellSavers,
    note: 'of a product that most saved',
    parameters: { productId: mostSaved, limit: 50, notify: {} },
    indexes: ['wishlist_alerts_pkey', 'ix_wishlists_product_id', 'users_pkey'],
    buffers: 4_500,
    rows: 50,
    scans: /Scan$/,
  }),
  bounded({
    query: wishlists.tellSavers,
    note: 'of the product that waits longest',
    parameters: { limit: 50, notify: {} },
    indexes: ['ix_wishlist_alerts_queued_at', 'ix_wishlists_product_id', 'users_pkey'],
    buffers: 4_500,
    rows: 50,
    scans: /Scan$/,
  }),
])
