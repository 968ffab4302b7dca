import { isBlockedBetween } from '../../../generated/blocks.queries.js'
import type { DeliveryStatus } from '../../../generated/enums.js'
import type { Notification, NotificationDelivery } from '../../../generated/models.js'
import * as queries from '../../../generated/notifications.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { boundedCount, type BoundedCount, type BoundedCountInput } from '../bounded-count.js'
import { itemWithOptionalProfile } from '../profile-of-row.js'
import { ifRefusedBy, refuse } from '../refuse.js'
import { withoutColumns } from '../without-columns.js'
import type {
  AddedNotification,
  AddNotificationInput,
  AddNotificationsInput,
  ClaimDeliveriesInput,
  ClaimedDelivery,
  DeleteOldNotificationsInput,
  DeliveryOutcome,
  MarkNotificationsReadInput,
  NotificationAccessInput,
  NotificationIdInput,
  NotificationItem,
  NotificationsInput,
  NotifiedUserInput,
  RecordDeliveryInput,
} from './notification.js'
import {
  newNotificationOf,
  readAddNotification,
  readAddNotifications,
  readClaimDeliveries,
  readCountUnread,
  readDeleteOld,
  readMarkRead,
  readNotificationAccess,
  readNotificationId,
  readNotifiedUser,
  readRecordDelivery,
} from './notification-input.js'
import { notificationList } from './notification-lists.js'

/** The number of attempts to deliver before a delivery has failed for good. */
const maxAttempts = 8

/** The most rows that one statement marks as read. */
const markedAtOnce = 10_000

/** The number of attempts to write what was there at first and gone when it was looked up. */
const maxWrites = 3

/**
 * Notifications: what users are told, in the app and by other channels.
 *
 * A user reads their own. The service writes them, here or by the `notify` of other commands, and its workers claim the
 * deliveries by each channel.
 */
export class SqlNotificationRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Tells a user of something.
   *
   * With a `dedupeKey` the user is told once under that name: a second call returns the notification of the first, whatever
   * it says.
   *
   * @throws {@link NotFoundError} if there is no such user, or no such actor.
   * @throws {@link ConflictError} with rule `account_closed`, or `user_blocked` if a block parts the user from the actor; of how
   * a payment ended the user is told all the same, without the actor.
   *
   * @example
   * ```ts
   * await db.notifications.add({
   *   userId: seller.id,
   *   notificationType: 'announcement',
   *   title: 'The market is open on Friday.',
   *   channels: ['push'],
   *   dedupeKey: 'friday-market-2026',
   * })
   * ```
   */
  async add(input: AddNotificationInput, options?: CallOptions): Promise<Notification> {
    const read = readAddNotification(input)
    const { userId } = read
    const { dedupeKey, actorId } = newNotificationOf(read)
    const parameters = { ...newNotificationOf(read), userId }
    for (let attempt = 1; attempt <= maxWrites; attempt++) {
      const added = await this.#executor.maybeOne(queries.addNotification, parameters, options).catch(noActor)
      if (added !== null) return added
      if (dedupeKey !== null) {
        const key = { userId, dedupeKey }
        const first = await this.#executor.maybeOne(queries.findNotificationByKey, key, options)
        if (first !== null) return first
      }
      await assertOpenAccount(this.#executor, userId, options)
      if (actorId !== null) {
        const { isBlocked } = await this.#executor.one(
          isBlockedBetween,
          { userId, otherId: actorId },
          options,
        )
        if (isBlocked) refuse('user_blocked')
      }
    }
    return notFound()
  }

  /**
   * Tells up to 10,000 users of the same thing, in one statement.
   *
   * Closed accounts, ids of nobody and those whom a block parts from the actor are left out, and with a `dedupeKey` those who
   * were told under that name. So with a key the call is safe to repeat.
   *
   * @returns The notifications that are new, in the order of no matter what.
   * @throws {@link NotFoundError} if there is no such actor.
   */
  async addMany(input: AddNotificationsInput, options?: CallOptions): Promise<readonly AddedNotification[]> {
    const read = readAddNotifications(input)
    const { userIds } = read
    if (userIds.length === 0) return []
    const parameters = { ...newNotificationOf(read), userIds }
    return this.#executor.many(queries.addNotifications, parameters, options).catch(noActor)
  }

  /**
   * Gets a notification for the user who was told by it.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_the_owner`.
   */
  async get(input: NotificationAccessInput, options?: CallOptions): Promise<Notification> {
    const { notificationId: id, userId } = readNotificationAccess(input)
    const notification = await this.#executor.maybeOne(queries.findNotification, { id }, options)
    if (notification === null) return notFound()
    return notification.userId === userId ? notification : refuse('not_the_owner')
  }

  /**
   * Lists what a user was told, newest first, each with the profile of the one who acted.
   *
   * @example
   * ```ts
   * const unread = await db.notifications.list({ userId: seller.id, isUnread: true })
   * ```
   */
  async list(input: NotificationsInput, options?: CallOptions): Promise<Page<NotificationItem>> {
    return timePage(notificationList, input, {
      // eslint-disable-next-line no-restricted-syntax -- parameters, once a page, and not the rows
      read: ({ isUnread, ...parameters }) =>
        this.#executor.many(
          queries.listNotifications,
          { ...parameters, wantsUnread: isUnread !== false, wantsRead: isUnread !== true },
          options,
        ),
      positionOf: ({ createdAtExact, id }) => [createdAtExact, id],
      toItem: (row) => itemWithOptionalProfile(row, 'actor', 'createdAtExact'),
    })
  }

  /** Counts what a user has not read, up to a bound: a badge shows no more than '99+'. */
  async countUnread(input: BoundedCountInput, options?: CallOptions): Promise<BoundedCount> {
    const { userId, upTo } = readCountUnread(input)
    const parameters = { userId, limit: upTo + 1 }
    const { count } = await this.#executor.one(queries.countUnreadNotifications, parameters, options)
    return boundedCount(count, upTo)
  }

  /**
   * Marks as read what a user was told up to a notification, that one included: by the times, as {@link list} has them.
   *
   * @returns The number of those that were unread.
   * @throws {@link NotFoundError} if there is no such notification; {@link ForbiddenError} with rule `not_the_owner`.
   */
  async markRead(input: MarkNotificationsReadInput, options?: CallOptions): Promise<number> {
    const { userId, upToId } = readMarkRead(input)
    const parameters = { userId, upToId, limit: markedAtOnce }
    let marked = 0
    for (;;) {
      const row = await this.#executor.maybeOne(queries.markNotificationsRead, parameters, options)
      if (row === null) {
        await this.get({ notificationId: upToId, userId }, options)
        return notFound()
      }
      marked += row.readCount
      if (row.readCount < markedAtOnce) return marked
    }
  }

  /**
   * Marks a notification as read. One that is read already stays as it is.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_the_owner`.
   */
  async markOneRead(input: NotificationAccessInput, options?: CallOptions): Promise<Notification> {
    const { notificationId: id, userId } = readNotificationAccess(input)
    const read = await this.#executor.maybeOne(queries.markNotificationRead, { id, userId }, options)
    return read ?? this.get({ notificationId: id, userId }, options)
  }

  /**
   * Marks everything as read that a user was told.
   *
   * @returns The number of those that were unread.
   */
  async markAllRead(input: NotifiedUserInput, options?: CallOptions): Promise<number> {
    const parameters = { ...readNotifiedUser(input), limit: markedAtOnce }
    let marked = 0
    for (;;) {
      const count = await this.#executor.execute(queries.markAllNotificationsRead, parameters, options)
      marked += count
      if (count < markedAtOnce) return marked
    }
  }

  /**
   * Deletes what was read long ago, and what was never read and is older still, with their deliveries: up to `limit`.
   *
   * For the service itself. Several may run at once.
   *
   * @returns The number of notifications that it deleted: call again while that is `limit`.
   */
  async deleteOld(input: DeleteOldNotificationsInput = {}, options?: CallOptions): Promise<number> {
    return this.#executor.execute(queries.deleteOldNotifications, readDeleteOld(input), options)
  }

  /**
   * Takes deliveries that are due by a channel, for a worker of the service: the longest due first.
   *
   * Each is a new attempt, and the worker's alone until the lease ends. Several workers may claim at once: none has the
   * attempt of another. What becomes of an attempt is reported by {@link recordDelivery}; one that is not reported in
   * time is given out again. After 8 attempts a delivery has failed, and so has one for a closed account.
   *
   * @returns An empty array if none is due.
   *
   * @example
   * ```ts
   * declare function push(notification: Notification): Promise<void> // the service's own
   *
   * for (const { id, attempt, notification } of await db.notifications.claimDeliveries({ channel: 'push' })) {
   *   const outcome = await push(notification).then(
   *     () => 'sent' as const,
   *     () => 'failed' as const,
   *   )
   *   await db.notifications.recordDelivery({ deliveryId: id, attempt, outcome })
   * }
   * ```
   */
  async claimDeliveries(
    input: ClaimDeliveriesInput,
    options?: CallOptions,
  ): Promise<readonly ClaimedDelivery[]> {
    const { channel, limit, leaseMs } = readClaimDeliveries(input)
    const parameters = { channel, limit, leaseSeconds: leaseMs / 1_000, maxAttempts }
    for (;;) {
      const rows = await this.#executor.many(queries.claimDeliveries, parameters, options)
      const taken = rows.filter(({ isTaken }) => isTaken).map(claimedOf)
      // Of those that were due none may have been worth another attempt.
      if (taken.length > 0 || rows.length === 0) return taken
    }
  }

  /**
   * Records what became of an attempt to deliver. The same outcome of the same attempt may be recorded again.
   *
   * A failed attempt is followed by another after a pause that doubles each time, from half a minute up to six hours.
   *
   * @throws {@link NotFoundError} if there is no such delivery, or no longer.
   * @throws {@link ConflictError} with rule `delivery_attempt_over` if another worker took it since, or if another outcome
   * of the attempt is known.
   */
  async recordDelivery(input: RecordDeliveryInput, options?: CallOptions): Promise<NotificationDelivery> {
    const { deliveryId, attempt, outcome, errorCode: given, retryAfterSeconds } = readRecordDelivery(input)
    const errorCode = outcome === 'sent' ? null : given
    const parameters = { deliveryId, attempt, outcome, errorCode, retryAfterSeconds, maxAttempts }
    const recorded = await this.#executor.maybeOne(queries.recordDelivery, parameters, options)
    if (recorded !== null) return recorded
    const delivery = await this.#executor.maybeOne(queries.findDelivery, { id: deliveryId }, options)
    if (delivery === null) throw new NotFoundError('notification_deliveries')
    const isRepeat =
      delivery.attempt === attempt &&
      delivery.status === stateAfter(outcome, attempt) &&
      delivery.lastErrorCode === errorCode
    return isRepeat ? delivery : refuse('delivery_attempt_over')
  }

  /** Lists the deliveries of a notification, one for each channel, for the service itself. */
  async listDeliveries(
    input: NotificationIdInput,
    options?: CallOptions,
  ): Promise<readonly NotificationDelivery[]> {
    return this.#executor.many(queries.listDeliveries, readNotificationId(input), options)
  }
}

/** Notifications: what users are told. */
export interface NotificationRepository extends Pick<
  SqlNotificationRepository,
  keyof SqlNotificationRepository
> {}

/** Returns the state of a delivery after an outcome. */
function stateAfter(outcome: DeliveryOutcome, attempt: number): DeliveryStatus {
  if (outcome === 'sent') return 'sent'
  return outcome === 'failed' && attempt < maxAttempts ? 'pending' : 'failed'
}

function claimedOf(row: queries.ClaimDeliveriesRow): ClaimedDelivery {
  const { deliveryId, attempt, leasedUntil } = row
  const notification = withoutColumns(row, 'leasedUntil', 'attempt', 'deliveryId', 'isTaken')
  return { id: deliveryId, attempt, leasedUntil, notification }
}

const noActor = ifRefusedBy(['fk_notifications_actor'], () => {
  throw new NotFoundError('users')
})

function notFound(): never {
  throw new NotFoundError('notifications')
}
