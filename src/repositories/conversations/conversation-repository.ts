import * as queries from '../../../generated/conversations.queries.js'
import { findProduct } from '../../../generated/products.queries.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { assertParticipant, assertParticipantOf } from '../assert-participant.js'
import type { InboxConversation, InboxInput, OpenConversationInput } from './conversation.js'
import type { Conversation } from '../../../generated/models.js'
import type { ConversationAccessInput } from '../conversation-access.js'
import { inboxList, readConversationAccess, readOpenConversation } from './conversation-input.js'
import { readId } from '../id-input.js'
import { inboxConversationOfRow } from './conversation-of-row.js'
import { timePage } from '../../pagination/time-page.js'
import { refuse } from '../refuse.js'

/** The number of attempts to read a conversation that others open and remove at the same time. */
const maxAttempts = 5

/** Conversations: what a buyer and a seller write to each other. */
export class ConversationRepository {
  readonly #executor: Executor
  readonly #byId: ById<Conversation>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id) => executor.maybeOne(queries.findConversation, { id }),
      many: (ids) => executor.many(queries.listConversationsByIds, { ids }),
      missing: notFound,
    })
  }

  /**
   * Opens the conversation of a buyer with a seller about a product, or about nothing in particular.
   *
   * There is one for each subject: the one that exists is given, archived or not. Of any number of calls at once, one
   * opens it and all give it. When a product is deleted its conversation stays, about nothing.
   *
   * @throws {@link InvalidInputError} if the buyer is the seller.
   * @throws {@link ConstraintError} of kind `foreign_key` if there is no such buyer, seller or product.
   * @throws {@link ConflictError} with rule `product_of_another_seller`.
   *
   * @example
   * ```ts
   * const conversation = await db.conversations.open({ buyerId: buyer.id, sellerId: product.sellerId, productId: product.id })
   * ```
   */
  async open(input: OpenConversationInput): Promise<Conversation> {
    const opening = readOpenConversation(input)
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      const row = await this.#executor.maybeOne(queries.openConversation, opening)
      if (row !== null) return row
      // No row: the product is another's, or somebody opened it at this instant, whose row the next statement sees.
      await this.#assertProductOf(opening)
    }
    throw new NotFoundError('conversations', 'the conversation was removed each time that it had been opened')
  }

  /**
   * Gets a conversation for one of its participants.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async get(input: ConversationAccessInput): Promise<Conversation> {
    return (await this.find(input)) ?? notFound()
  }

  /**
   * Finds a conversation for one of its participants. Those that are asked for in one tick, here and by {@link get},
   * are one statement.
   *
   * @throws {@link ForbiddenError} with rule `not_a_participant`.
   */
  async find(input: ConversationAccessInput): Promise<Conversation | null> {
    const { conversationId, userId } = readConversationAccess(input)
    const conversation = await this.#byId.load(conversationId)
    if (conversation !== null) assertParticipantOf(conversation, userId)
    return conversation
  }

  /**
   * Lists somebody's conversations, newest first: by their last message, or by when they were opened if they have none.
   *
   * A conversation in which something is sent while its owner turns pages moves to the front: it is on none of the next
   * pages, and on the first one when that is read again. No page repeats one.
   *
   * @example
   * ```ts
   * const page = await db.conversations.inbox({ userId: user.id })
   * page.items[0]?.otherParticipant.username
   * page.items[0]?.lastMessage?.content
   * ```
   */
  async inbox(input: InboxInput): Promise<Page<InboxConversation>> {
    return timePage(inboxList, input, {
      read: (parameters) => this.#executor.many(queries.listInbox, parameters),
      positionOf: ({ latestAtExact, id }) => [latestAtExact, id],
      toItem: (row, { userId }) => inboxConversationOfRow(row, userId),
    })
  }

  /**
   * Archives a conversation for one of its participants. A message to them brings it back. Doing it again is fine.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async archive(input: ConversationAccessInput): Promise<Conversation> {
    return this.#setArchived(input, true)
  }

  /** Brings an archived conversation back for one of its participants. @throws as {@link archive}. */
  async unarchive(input: ConversationAccessInput): Promise<Conversation> {
    return this.#setArchived(input, false)
  }

  /**
   * Marks read whatever the other participant wrote. What is sent at the same time may stay unread.
   *
   * @returns How many messages were unread.
   * @throws {@link NotFoundError} if there is no such conversation; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async markRead(input: ConversationAccessInput): Promise<number> {
    const access = readConversationAccess(input)
    const { conversationId: id, userId } = access
    const row = await this.#executor.maybeOne(queries.markConversationRead, { id, userId })
    return row === null ? this.#refuse(access) : row.readCount
  }

  /** Counts the messages that somebody has not read, in all conversations, archived ones too. */
  async countUnread(userId: string): Promise<number> {
    const { unreadCount } = await this.#executor.one(queries.countUnreadMessages, {
      userId: readId(userId, 'userId'),
    })
    return unreadCount
  }

  async #setArchived(input: ConversationAccessInput, isArchived: boolean): Promise<Conversation> {
    const access = readConversationAccess(input)
    const { conversationId: id, userId } = access
    const row = await this.#executor.maybeOne(queries.setConversationArchived, { id, userId, isArchived })
    return row ?? this.#refuse(access)
  }

  async #refuse(access: ConversationAccessInput): Promise<never> {
    await assertParticipant(this.#executor, access)
    throw new NotFoundError('conversations', 'the conversation was not there when the command ran')
  }

  async #assertProductOf({ sellerId, productId }: OpenConversationInput): Promise<void> {
    if (productId === undefined || productId === null) return
    const product = await this.#executor.maybeOne(findProduct, { id: productId })
    if (product !== null && product.sellerId !== sellerId) {
      refuse('product_of_another_seller')
    }
  }
}

function notFound(): never {
  throw new NotFoundError('conversations')
}
