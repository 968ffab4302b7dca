import { InvalidInputError } from '../../errors.js'
import { boolean, nullable, object, optional, uuid, withDefault, type Keys } from '../../input/index.js'
import type { InboxInput, OpenConversationInput } from './conversation.js'
import type { ConversationAccessInput } from '../conversation-access.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'

const readOpening = object({
  buyerId: uuid,
  sellerId: uuid,
  productId: optional(nullable(uuid)),
} satisfies Keys<OpenConversationInput>)

/** Reads whose conversation is opened, and about what. */
export function readOpenConversation(value: unknown): ReturnType<typeof readOpening> {
  const opening = readOpening(value)
  if (opening.buyerId === opening.sellerId) {
    throw new InvalidInputError('sellerId', 'must be somebody else than the buyer')
  }
  return opening
}

/** Reads which conversation, and on whose behalf. */
export const readConversationAccess = object({
  conversationId: uuid,
  userId: uuid,
} satisfies Keys<ConversationAccessInput>)

/** Somebody's conversations, newest first. */
export const inboxList = {
  kind: 'conversations.inbox',
  readFilters: object({
    userId: uuid,
    isArchived: withDefault(boolean, false),
  } satisfies Keys<FiltersOf<InboxInput>>),
} satisfies TimeList<object>
