import { notificationChannels, notificationSubjects, notificationTypes } from '../../../generated/enums.js'
import {
  array,
  integer,
  nullable,
  object,
  oneOf,
  optional,
  text,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { readUpTo, type BoundedCountInput } from '../bounded-count.js'
import {
  deliveryOutcomes,
  type AddNotificationInput,
  type AddNotificationsInput,
  type ClaimDeliveriesInput,
  type DeleteOldNotificationsInput,
  type MarkNotificationsReadInput,
  type NotificationAbout,
  type NotificationAccessInput,
  type NotificationIdInput,
  type NotifiedUserInput,
  type RecordDeliveryInput,
} from './notification.js'
import { contentShape } from './notify-input.js'

const newShape = {
  ...contentShape,
  notificationType: oneOf(notificationTypes),
  actorId: optional(nullable(uuid)),
  about: optional(
    nullable(
      object({
        subjectType: oneOf(notificationSubjects),
        subjectId: uuid,
      } satisfies Keys<NotificationAbout>),
    ),
  ),
  dedupeKey: optional(nullable(text({ min: 1, max: 200 }))),
} as const

/** Reads a new notification of a user. */
export const readAddNotification = object({
  ...newShape,
  userId: uuid,
} satisfies Keys<AddNotificationInput>)

/** Reads a new notification of many users. */
export const readAddNotifications = object({
  ...newShape,
  userIds: array(uuid, { max: 10_000 }),
} satisfies Keys<AddNotificationsInput>)

/** The columns of a new notification, as its statement takes them. */
export function newNotificationOf(
  input: ReturnType<typeof readAddNotification> | ReturnType<typeof readAddNotifications>,
) {
  const { notificationType, actorId, about, title, body, data, channels, dedupeKey } = input
  return {
    notificationType,
    actorId: actorId ?? null,
    subjectType: about?.subjectType ?? null,
    subjectId: about?.subjectId ?? null,
    title: title ?? null,
    body: body ?? null,
    data: data ?? {},
    channels: channels ?? [],
    dedupeKey: dedupeKey ?? null,
  }
}

/** Reads a notification, and whose it is. */
export const readNotificationAccess = object({
  notificationId: uuid,
  userId: uuid,
} satisfies Keys<NotificationAccessInput>)

/** Reads a notification, for the service. */
export const readNotificationId = object({ notificationId: uuid } satisfies Keys<NotificationIdInput>)

/** Reads a user, and the newest notification that they saw. */
export const readMarkRead = object({
  userId: uuid,
  upToId: uuid,
} satisfies Keys<MarkNotificationsReadInput>)

/** Reads the user all of whose notifications are read. */
export const readNotifiedUser = object({ userId: uuid } satisfies Keys<NotifiedUserInput>)

/** Reads a count of the unread. */
export const readCountUnread = object({ userId: uuid, upTo: readUpTo } satisfies Keys<BoundedCountInput>)

const days = integer({ min: 1, max: 3_650 })

/** Reads the age at which notifications are deleted. */
export const readDeleteOld = object({
  readDays: withDefault(days, 30),
  unreadDays: withDefault(days, 180),
  limit: withDefault(integer({ min: 1, max: 10_000 }), 1_000),
} satisfies Keys<DeleteOldNotificationsInput>)

/** Reads the deliveries that a worker wants. */
export const readClaimDeliveries = object({
  channel: oneOf(notificationChannels),
  limit: withDefault(integer({ min: 1, max: 1_000 }), 100),
  leaseMs: withDefault(integer({ min: 1_000, max: 3_600_000 }), 60_000),
} satisfies Keys<ClaimDeliveriesInput>)

/** Reads the outcome of an attempt to deliver. */
export const readRecordDelivery = object({
  deliveryId: uuid,
  attempt: integer({ min: 1, max: 2 ** 31 - 1 }),
  outcome: oneOf(deliveryOutcomes),
  errorCode: withDefault(text({ min: 1, max: 200 }), 'unknown'),
  retryAfterSeconds: withDefault(integer({ min: 0, max: 86_400 }), 0),
} satisfies Keys<RecordDeliveryInput>)
