import { InvalidInputError } from '../../errors.js'
import {
  array,
  nullable,
  object,
  oneOf,
  optional,
  readableText,
  url,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import { notifyShape, type NotifyRecord } from '../notifications/notify-input.js'
import type {
  ConversationMessagesInput,
  MessageAccessInput,
  SendImagesInput,
  SendSystemMessageInput,
} from './message.js'

const readContent = readableText({ max: 5_000 })

const readMessage = object({
  id: optional(uuid),
  conversationId: uuid,
  senderId: uuid,
  messageType: withDefault(oneOf(['text', 'image']), 'text'),
  content: withDefault(nullable(readContent), null),
  imageUrls: withDefault(array(url(), { max: 10 }), []),
  ...notifyShape,
} satisfies Keys<Required<SendImagesInput>>)

/** Reads what a new message says: images carry a caption or none, others their text and no images. */
export function readSendMessage(value: unknown): ReturnType<typeof readMessage> {
  const message = readMessage(value)
  const { messageType, content, imageUrls } = message
  if (messageType === 'image') {
    if (imageUrls.length === 0) throw new InvalidInputError('imageUrls', 'must have at least 1 element')
    return message
  }
  if (content === null)
    throw new InvalidInputError('content', `is required in a message of type ${messageType}`)
  if (imageUrls.length > 0) {
    throw new InvalidInputError('imageUrls', 'belong into a message of type image')
  }
  return message
}

const readSystemMessage = object({
  id: optional(uuid),
  conversationId: uuid,
  aboutUserId: uuid,
  content: readContent,
  ...notifyShape,
} satisfies Keys<SendSystemMessageInput>)

/** Reads a message of the marketplace itself. */
export function readSendSystemMessage(value: unknown) {
  const { id, conversationId, aboutUserId: senderId, content, notify } = readSystemMessage(value)
  const message = { conversationId, senderId, messageType: 'system', content, imageUrls: [] } as const
  const given: typeof message & { id?: string; notify?: NotifyRecord } = message
  if (id !== undefined) given.id = id
  if (notify !== undefined) given.notify = notify
  return given
}

/** Reads which message, and on whose behalf. */
export const readMessageAccess = object({
  messageId: uuid,
  userId: uuid,
} satisfies Keys<MessageAccessInput>)

/** The messages of a conversation, back or on. */
export const conversationMessages = {
  kind: 'messages.ofConversation',
  readFilters: object({
    conversationId: uuid,
    userId: uuid,
    direction: withDefault(oneOf(['older', 'newer']), 'older'),
    from: optional(uuid),
  } satisfies Keys<FiltersOf<ConversationMessagesInput>>),
} satisfies TimeList<object>
