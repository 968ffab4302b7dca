import type { PageInput } from '../../pagination/page.js'
import type { Conversation } from '../../../generated/models.js'
import type { Profile } from '../profile.js'
import type { Message } from '../../../generated/models.js'

/** A conversation as it stands in somebody's inbox. */
export interface InboxConversation extends Conversation {
  readonly otherParticipant: Profile
  /** The newest message; null if there is none. */
  readonly lastMessage: Message | null
  /** The number of messages that the inbox's owner has not read. */
  readonly unreadCount: number
}

/** The participants of a conversation, and its subject. */
export interface OpenConversationInput {
  readonly buyerId: string
  /** Somebody else than the buyer. */
  readonly sellerId: string
  /** A product of the seller's. @defaultValue null: about nothing in particular */
  readonly productId?: string | null | undefined
}

/** A page of a user's conversations. */
export interface InboxInput extends PageInput {
  readonly userId: string
  /** True lists the archived conversations, false the others. @defaultValue false */
  readonly isArchived?: boolean | undefined
}
