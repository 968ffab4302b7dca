import * as queries from '../../../generated/conversations.queries.js'
import { findProduct } from '../../../generated/products.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
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
import { ifRefusedBy, refuse } from '../refuse.js'

/** The number of attempts to read a conversation that others open and remove at the same time. */
const maxAttempts = 5

/** Conversations: what a buyer and a seller write to each other. */
export class SqlConversationRepository {
  readonly #executor: Executor
  readonly #byId: ById<Conversation>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findConversation, { id }, options),
      many: (ids, options) => executor.many(queries.listConversationsByIds, { ids }, options),
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
   * @throws {@link NotFoundError} if there is no such buyer, seller or product.
   * @throws {@link ConflictError} with rule `product_of_another_seller`, or `account_closed` if there is none yet and one of the
   * two accounts is closed.
   *
   * @example
   * ```ts
   * const conversation = await db.conversations.open({ buyerId: buyer.id, sellerId: product.sellerId, productId: product.id })
   * ```
   */
  async open(input: OpenConversationInput, options?: CallOptions): Promise<Conversation> {
    const opening = readOpenConversation(input)
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      const row = await this.#executor
        .maybeOne(queries.openConversation, opening, options)
        .catch(goneMeanwhile)
      if (row !== null) return row
      // No row: a reason that is looked for, or somebody opened it at this instant, whose row the next statement sees.
      await this.#assertOpenable(opening, options)
    }
    throw new NotFoundError('conversations', 'the conversation was removed each time that it had been opened')
  }

  /**
   * Gets a conversation for one of its participants.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async get(input: ConversationAccessInput, options?: CallOptions): Promise<Conversation> {
    return (await this.find(input, options)) ?? notFound()
  }

  /**
   * Finds a conversation for one of its participants. Those that are asked for in one tick, here and by {@link get},
   * are one statement.
   *
   * @throws {@link ForbiddenError} with rule `not_a_participant`.
   */
  async find(input: ConversationAccessInput, options?: CallOptions): Promise<Conversation | null> {
    const { conversationId, userId } = readConversationAccess(input)
    const conversation = await this.#byId.load(conversationId, options)
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
  async inbox(input: InboxInput, options?: CallOptions): Promise<Page<InboxConversation>> {
    return timePage(inboxList, input, {
      read: (parameters) => this.#executor.many(queries.listInbox, parameters, options),
      positionOf: ({ latestAtExact, id }) => [latestAtExact, id],
      toItem: (row, { userId }) => inboxConversationOfRow(row, userId),
    })
  }

  /**
   * Archives a conversation for one of its participants. A message to them brings it back. Doing it again is fine.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async archive(input: ConversationAccessInput, options?: CallOptions): Promise<Conversation> {
    return this.#setArchived(input, true, options)
  }

  /** Brings an archived conversation back for one of its participants. @throws as {@link archive}. */
  async unarchive(input: ConversationAccessInput, options?: CallOptions): Promise<Conversation> {
    return this.#setArchived(input, false, options)
  }

  /**
   * Marks read whatever the other participant wrote. What is sent at the same time may stay unread.
   *
   * @returns How many messages were unread.
   * @throws {@link NotFoundError} if there is no such conversation; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async markRead(input: ConversationAccessInput, options?: CallOptions): Promise<number> {
    const access = readConversationAccess(input)
    const { conversationId: id, userId } = access
    const row = await this.#executor.maybeOne(queries.markConversationRead, { id, userId }, options)
    return row === null ? this.#refuse(access, options) : row.readCount
  }

  /** Counts the messages that somebody has not read, in all conversations, archived ones too. */
  async countUnread(userId: string, options?: CallOptions): Promise<number> {
    const reader = { userId: readId(userId, 'userId') }
    const { unreadCount } = await this.#executor.one(queries.countUnreadMessages, reader, options)
    return unreadCount
  }

  async #setArchived(
    input: ConversationAccessInput,
    isArchived: boolean,
    options?: CallOptions,
  ): Promise<Conversation> {
    const access = readConversationAccess(input)
    const { conversationId: id, userId } = access
    const values = { id, userId, isArchived }
    const row = await this.#executor.maybeOne(queries.setConversationArchived, values, options)
    return row ?? this.#refuse(access, options)
  }

  async #refuse(access: ConversationAccessInput, options?: CallOptions): Promise<never> {
    await assertParticipant(this.#executor, access, options)
    throw new NotFoundError('conversations', 'the conversation was not there when the command ran')
  }

  /** Throws the reason why a conversation cannot be opened; returns if there is none. */
  async #assertOpenable(
    { buyerId, sellerId, productId }: OpenConversationInput,
    options?: CallOptions,
  ): Promise<void> {
    const parties = await this.#executor.one(queries.judgeParties, { buyerId, sellerId }, options)
    if (parties.knownCount < 2) throw new NotFoundError('users')
    if (!parties.areOpen) refuse('account_closed')
    if (productId === undefined || productId === null) return
    const product = await this.#executor.maybeOne(findProduct, { id: productId }, options)
    if (product === null) throw new NotFoundError('products')
    if (product.sellerId !== sellerId) refuse('product_of_another_seller')
  }
}

/** Conversations: what a buyer and a seller write to each other. */
export interface ConversationRepository extends Pick<
  SqlConversationRepository,
  keyof SqlConversationRepository
> {}

/** Handles the rejection of an opening: its product was deleted after the statement had seen it. */
const goneMeanwhile = ifRefusedBy(['fk_conversations_product'], () => {
  throw new NotFoundError('products')
})

function notFound(): never {
  throw new NotFoundError('conversations')
}
