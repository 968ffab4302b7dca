/** A conversation, and the user on whose behalf something is asked or done. */
export interface ConversationAccessInput {
  readonly conversationId: string
  readonly userId: string
}
