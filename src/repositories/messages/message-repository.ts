import * as queries from '../../../generated/messages.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { assertParticipant } from '../assert-participant.js'
import type { ConversationAccessInput } from '../conversation-access.js'
import type {
  ConversationMessagesInput,
  MessageAccessInput,
  SendMessageInput,
  SendSystemMessageInput,
} from './message.js'
import type { Message } from '../../../generated/models.js'
import { judgeParties } from '../../../generated/conversations.queries.js'
import {
  conversationMessages,
  readMessageAccess,
  readSendMessage,
  readSendSystemMessage,
} from './message-input.js'
import { withDigest } from '../request-digest.js'
import { messageOfJoinedRow, messageOfRow } from './message-of-row.js'
import { newId } from '../new-id.js'
import { timePage } from '../../pagination/time-page.js'
import { refuse } from '../refuse.js'

/** The number of attempts to send a message whose id was taken at first and free when its owner was looked up. */
const maxAttempts = 3

/** Messages: what was said in conversations. */
export class SqlMessageRepository {
  readonly #executor: Executor
  readonly #byId: ById<queries.FindMessageRow>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findMessage, { id }, options),
      many: (ids, options) => executor.many(queries.listMessagesByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Sends a message: it becomes the last one of its conversation, is counted as unread by the other participant, and
   * brings the conversation back for them if they had archived it.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the message that
   * the first one sent.
   *
   * @throws {@link InvalidInputError} if there is nothing in it, or too much.
   * @throws {@link NotFoundError} if there is no such conversation; {@link ForbiddenError} with rule `not_a_participant`.
   * @throws {@link ConflictError} with rule `account_closed` if the account of one of the two is closed, or
   * `repeated_differently` if the id was used with other content.
   *
   * @example
   * ```ts
   * await db.messages.send({ id: newId(), conversationId: conversation.id, senderId: buyer.id, content: 'Still there?' })
   * ```
   */
  async send(input: SendMessageInput, options?: CallOptions): Promise<Message> {
    return this.#send(withDigest('messages.send', readSendMessage(input)), options)
  }

  /**
   * Sends a message of the marketplace itself, which participants cannot: for the service.
   *
   * Safe to repeat as {@link send}. Errors as {@link send}.
   *
   * @example
   * ```ts
   * await db.messages.sendSystem({
   *   conversationId: conversation.id,
   *   aboutUserId: seller.id,
   *   content: 'The seller marked the product as sold.',
   * })
   * ```
   */
  async sendSystem(input: SendSystemMessageInput, options?: CallOptions): Promise<Message> {
    return this.#send(withDigest('messages.sendSystem', readSendSystemMessage(input)), options)
  }

  /**
   * Gets a message for a participant of its conversation.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async get(input: MessageAccessInput, options?: CallOptions): Promise<Message> {
    return (await this.find(input, options)) ?? notFound()
  }

  /**
   * Finds a message for a participant of its conversation. Those that are asked for in one tick, here and by
   * {@link get}, are one statement.
   *
   * @throws {@link ForbiddenError} with rule `not_a_participant`.
   */
  async find(input: MessageAccessInput, options?: CallOptions): Promise<Message | null> {
    const { messageId, userId } = readMessageAccess(input)
    const row = await this.#byId.load(messageId, options)
    if (row === null) return null
    if (userId !== row.senderId && userId !== row.recipientId) refuse('not_a_participant')
    return messageOfRow(row)
  }

  /**
   * Lists the messages of a conversation for one of its participants: from its end or from a message back, newest
   * first, or from its beginning or from a message on, oldest first. That is the order in which they were sent.
   *
   * @throws {@link NotFoundError} if there is no such conversation, or no message `from` in it;
   * {@link ForbiddenError} with rule `not_a_participant`.
   *
   * @example
   * ```ts
   * const reader = { conversationId: conversation.id, userId: buyer.id }
   * const latest = await db.messages.list(reader)
   * const before = latest.nextCursor && (await db.messages.list({ ...reader, cursor: latest.nextCursor }))
   * const since = await db.messages.list({
   *   ...reader,
   *   direction: 'newer',
   *   from: messageId,
   * })
   * ```
   */
  async list(input: ConversationMessagesInput, options?: CallOptions): Promise<Page<Message>> {
    return timePage(conversationMessages, input, {
      // eslint-disable-next-line no-restricted-syntax -- parameters, once a page, and not the rows
      read: async ({ direction, from, ...parameters }) => {
        const query = direction === 'older' ? queries.listOlderMessages : queries.listNewerMessages
        const start = from === undefined || parameters.afterTime !== undefined ? {} : { fromId: from }
        const rows = await this.#executor.many(query, { ...parameters, ...start }, options)
        return rows.length === 0 ? this.#refuse(parameters, options) : rows.flatMap(messageWithTime)
      },
      positionOf: ({ time, message }) => [time, message.id],
      toItem: ({ message }) => message,
    })
  }

  /**
   * Marks read what the other participant wrote up to a message, that one included.
   *
   * @returns How many messages were unread.
   * @throws {@link NotFoundError} if there is no such message; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async markRead(input: MessageAccessInput, options?: CallOptions): Promise<number> {
    const { messageId, userId } = readMessageAccess(input)
    const row = await this.#executor.maybeOne(
      queries.markMessagesRead,
      { upToId: messageId, userId },
      options,
    )
    if (row !== null) return row.readCount
    await this.get({ messageId, userId }, options)
    return notFound()
  }

  /**
   * Deletes a message of one's own; the one before it becomes the conversation's last one if it was that.
   *
   * @throws {@link NotFoundError} if there is no such message.
   * @throws {@link ForbiddenError} with rule `not_a_participant`; with rule `not_the_sender` if the other one wrote it,
   * or the marketplace did.
   * @throws {@link ConflictError} with rule `message_shows_offer`: what was offered stays to be seen; with rule
   * `account_closed` if the user's own account is closed.
   */
  async delete(input: MessageAccessInput, options?: CallOptions): Promise<void> {
    const { messageId, userId } = readMessageAccess(input)
    const own = { id: messageId, senderId: userId }
    const deleted = await this.#executor.maybeOne(queries.deleteMessage, own, options)
    if (deleted !== null) return
    const message = await this.get({ messageId, userId }, options)
    if (message.senderId !== userId || message.messageType === 'system') {
      refuse('not_the_sender')
    }
    await assertOpenAccount(this.#executor, userId, options)
    if (message.offerId === null) notFound()
    refuse('message_shows_offer')
  }

  async #send(given: SentMessage, options?: CallOptions): Promise<Message> {
    const message = Object.assign(given, { id: given.id ?? newId() })
    const { id, requestDigest, conversationId, senderId } = message
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      const sent = await this.#executor.maybeOne(queries.sendMessage, message, options)
      if (sent !== null) return sent
      if (requestDigest !== undefined) {
        const first = await this.#executor.maybeOne(queries.findMessage, { id, requestDigest }, options)
        if (first !== null) return messageOfRow(first)
      }
      const { buyerId, sellerId } = await assertParticipant(
        this.#executor,
        { conversationId, userId: senderId },
        options,
      )
      if ((await this.#byId.load(id, options)) !== null) break
      const { areOpen } = await this.#executor.one(judgeParties, { buyerId, sellerId }, options)
      if (!areOpen) refuse('account_closed')
    }
    return refuse('repeated_differently')
  }

  /** No row, not even an empty one: the conversation is not there or not the reader's, or the message is not in it. */
  async #refuse(access: ConversationAccessInput, options?: CallOptions): Promise<never> {
    await assertParticipant(this.#executor, access, options)
    return notFound()
  }
}

/** Messages: what was said in conversations. */
export interface MessageRepository extends Pick<SqlMessageRepository, keyof SqlMessageRepository> {}

/** A message as it was read, of a participant or of the marketplace. */
type SentMessage = (ReturnType<typeof readSendMessage> | ReturnType<typeof readSendSystemMessage>) & {
  readonly requestDigest?: string
}

/** The message of a row, if there is one: a conversation in which nothing was said is a row too. */
function messageWithTime(row: queries.ListOlderMessagesRow) {
  const message = messageOfJoinedRow(row)
  const { createdAtExact: time } = row
  return message === null || time === null ? [] : [{ time, message }]
}

function notFound(): never {
  throw new NotFoundError('messages')
}
