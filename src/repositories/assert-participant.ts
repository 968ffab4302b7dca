import { findConversation } from '../../generated/conversations.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { NotFoundError } from '../errors.js'
import { refuse } from './refuse.js'

/** The two participants of a conversation. */
interface Parties {
  readonly buyerId: string
  readonly sellerId: string
}

/** Asserts that somebody takes part in a conversation. @throws {@link ForbiddenError} with rule `not_a_participant`. */
export function assertParticipantOf({ buyerId, sellerId }: Parties, userId: string): void {
  if (userId !== buyerId && userId !== sellerId) {
    refuse('not_a_participant')
  }
}

/**
 * Asserts that there is a conversation, and that somebody takes part in it: asked when a command found nothing to do.
 *
 * @returns Its two participants.
 *
 * @throws {@link NotFoundError}; {@link ForbiddenError} with rule `not_a_participant`.
 */
export async function assertParticipant(
  executor: Executor,
  { conversationId, userId }: { readonly conversationId: string; readonly userId: string },
  options?: CallOptions,
): Promise<Parties> {
  const conversation = await executor.maybeOne(findConversation, { id: conversationId }, options)
  if (conversation === null) throw new NotFoundError('conversations')
  assertParticipantOf(conversation, userId)
  return conversation
}
