import type { NotificationChannel, NotificationSubject, NotificationType } from '../../../generated/enums.js'
import type { Notification } from '../../../generated/models.js'
import type { NotificationData } from '../../json-columns.js'
import type { PageInput } from '../../pagination/page.js'
import type { Profile } from '../profile.js'

/** The words of a notification, and the ways that it goes. */
export interface NotificationContent {
  /** 1 to 200 characters, one of which can be seen. @defaultValue null: the app writes it itself */
  readonly title?: string | null | undefined
  /** 1 to 2,000 characters, one of which can be seen. @defaultValue null: the app writes it itself */
  readonly body?: string | null | undefined
  /** An object of at most 4,096 bytes as JSON, for the app to find its way with. @defaultValue `{}` */
  readonly data?: NotificationData | undefined
  /** The ways that it is sent by, besides the app. @defaultValue none */
  readonly channels?: readonly NotificationChannel[] | undefined
}

/** The notification that a command writes for the other party, in its own statement: `true` leaves the words to the app. */
export type Notify = true | NotificationContent

/** The optional notification of a command. */
export interface NotifyInput {
  /** Tells the other party, in the same statement, exactly if the command does its work. @defaultValue nobody is told */
  readonly notify?: Notify | undefined
}

/** The thing that a notification is about. */
export interface NotificationAbout {
  readonly subjectType: NotificationSubject
  readonly subjectId: string
}

interface NewNotification extends NotificationContent {
  readonly notificationType: NotificationType
  /** The user whose action it tells of. @defaultValue null: nobody acted */
  readonly actorId?: string | null | undefined
  /** The thing that it is about. @defaultValue null: nothing */
  readonly about?: NotificationAbout | null | undefined
  /**
   * A name for the event, of 1 to 200 characters: a user is told once under a name. The commands' own begin with the name of
   * the command, such as `offers.make:`.
   * @defaultValue null: each call tells anew
   */
  readonly dedupeKey?: string | null | undefined
}

/** A new notification of a user. */
export interface AddNotificationInput extends NewNotification {
  /** The user who is told. */
  readonly userId: string
}

/** A new notification of many users. */
export interface AddNotificationsInput extends NewNotification {
  /** The users who are told: at most 10,000. One who is there twice is told once. */
  readonly userIds: readonly string[]
}

/** A notification that a fan-out wrote. */
export type AddedNotification = Pick<Notification, 'id' | 'userId'>

/** A notification as its user's list shows it. */
export interface NotificationItem extends Notification {
  /** The public face of the one who acted; null if nobody did, or if that account is gone. */
  readonly actor: Profile | null
}

/** A page of a user's notifications. */
export interface NotificationsInput extends PageInput {
  /** The user, who reads. */
  readonly userId: string
  /** True lists only the unread, false only the read. @defaultValue both */
  readonly isUnread?: boolean | undefined
}

/** A notification, and the user who was told by it. */
export interface NotificationAccessInput {
  readonly notificationId: string
  /** The acting user, whose notification it must be. */
  readonly userId: string
}

/** A user's notifications up to one of them. */
export interface MarkNotificationsReadInput {
  /** The acting user. */
  readonly userId: string
  /** The newest notification that was seen. */
  readonly upToId: string
}

/** The user all of whose notifications are read. */
export interface NotifiedUserInput {
  /** The acting user. */
  readonly userId: string
}

/** The age at which notifications are deleted. */
export interface DeleteOldNotificationsInput {
  /** The days after which one that was read goes: 1 to 3,650, counted from the reading. @defaultValue 30 */
  readonly readDays?: number | undefined
  /** The days after which one that was never read goes: 1 to 3,650. @defaultValue 180 */
  readonly unreadDays?: number | undefined
  /** 1 to 10,000. @defaultValue 1,000 */
  readonly limit?: number | undefined
}

/** The deliveries that a worker wants. */
export interface ClaimDeliveriesInput {
  readonly channel: NotificationChannel
  /** 1 to 1,000. @defaultValue 100 */
  readonly limit?: number | undefined
  /** The time that they are the worker's alone, in milliseconds: 1,000 to 3,600,000. @defaultValue 60,000 */
  readonly leaseMs?: number | undefined
}

/** A delivery that a worker has taken, with the notification to send. */
export interface ClaimedDelivery {
  readonly id: string
  /** The number of the attempt, which `recordDelivery` wants back. */
  readonly attempt: number
  /** The time at which the next worker may take it, by the server's clock. */
  readonly leasedUntil: Date
  readonly notification: Notification
}

/** The ends of an attempt: `failed` is tried again after a pause, `rejected` never is. */
export const deliveryOutcomes = ['sent', 'failed', 'rejected'] as const

/** The end of an attempt. */
export type DeliveryOutcome = (typeof deliveryOutcomes)[number]

/** The outcome of an attempt to deliver. */
export interface RecordDeliveryInput {
  readonly deliveryId: string
  /** The number of the attempt, as it was claimed. */
  readonly attempt: number
  readonly outcome: DeliveryOutcome
  /** The provider's reason, of 1 to 200 characters, unless it was sent. @defaultValue `unknown` */
  readonly errorCode?: string | undefined
  /** The pause that the provider asks for, in seconds, at most a day: none is shorter. @defaultValue 0 */
  readonly retryAfterSeconds?: number | undefined
}

/** A notification, for the service. */
export interface NotificationIdInput {
  readonly notificationId: string
}
