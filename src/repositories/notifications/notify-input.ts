import { notificationChannels } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import type { NotificationData } from '../../json-columns.js'
import {
  array,
  json,
  nullable,
  object,
  oneOf,
  optional,
  readableText,
  record,
  type Keys,
  type Read,
} from '../../input/index.js'
import type { NotificationContent, NotifyInput } from './notification.js'

const readData = json({ maxBytes: 4_096 })

/** Reads the object that the app finds its way with. */
const readDataObject: Read<NotificationData> = (value, field) => {
  const data = readData(value, field)
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new InvalidInputError(field, 'must be an object')
  }
  return record(data, field) as NotificationData
}

/** The readers of a notification's words and ways. */
export const contentShape = {
  title: optional(nullable(readableText({ max: 200 }))),
  body: optional(nullable(readableText({ max: 2_000 }))),
  data: optional(readDataObject),
  channels: optional(array(oneOf(notificationChannels), { max: notificationChannels.length })),
} satisfies Keys<NotificationContent>

const readContent = object(contentShape)

/** A command's notification as the optional clause `notify` of its statement takes it: the columns by their names. */
export type NotifyRecord = ReturnType<typeof readContent>

/** Reads the notification that a command writes. */
export const readNotify: Read<NotifyRecord> = (value, field) =>
  readContent(value === true ? {} : value, field)

/** The optional notification of a command, for the shape of its input. */
export const notifyShape = { notify: optional(readNotify) } satisfies Keys<NotifyInput>
