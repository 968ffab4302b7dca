import { findCounterpart } from '../../generated/conversations.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { assertParticipant } from '../repositories/assert-participant.js'
import type { ConversationAccessInput } from '../repositories/conversation-access.js'
import type { LivePresence } from './live-item.js'
import type { Presence } from './presence.js'

/** The parts of a feed that a watch works with. */
export interface WatchContext {
  readonly presence: Presence
  /** The database as the user sees it. */
  readonly executor: Executor
  readonly offer: (hint: LivePresence) => void
  /** Does work when few enough others are at it, and again after trouble of the database. An error is reported. */
  readonly inTurn: (work: () => Promise<void>) => void
}

/**
 * Offers hints of whether the other participant of a conversation is present, now and when that changes.
 *
 * @returns a function that ends it.
 *
 * @throws {@link NotFoundError}; {@link ForbiddenError} with rule `not_a_participant`.
 */
export async function watchPresence(
  { presence, executor, offer, inTurn }: WatchContext,
  { conversationId, userId }: ConversationAccessInput,
  options: CallOptions | undefined,
): Promise<() => void> {
  const find = (call?: CallOptions) => executor.maybeOne(findCounterpart, { conversationId, userId }, call)
  const found = await find(options)
  let counterpart = found?.id
  if (counterpart === undefined) {
    // A block parts the two, of which the one who is shut out is not told.
    const { buyerId, sellerId } = await assertParticipant(executor, { conversationId, userId }, options)
    counterpart = buyerId === userId ? sellerId : buyerId
  }
  const watched = counterpart
  let told: boolean | null = null
  let isStopped = false
  const tell = (isPresent: boolean) => {
    if (isStopped || told === isPresent) return
    told = isPresent
    offer(Object.freeze({ type: 'presence', conversationId, userId: watched, isPresent }))
  }
  const stop = presence.watch(watched, (isPresent) => {
    if (!isPresent) {
      tell(false)
      return
    }
    inTurn(async () => {
      // A block may have come in between.
      if (!isStopped && (await find()) !== null && presence.isPresent(watched)) tell(true)
    })
  })
  if (found === null) tell(false)
  else if (presence.isPresent(watched)) tell(true)
  else {
    presence.whenSettled(() => {
      if (told === null) tell(false)
    })
  }
  return () => {
    isStopped = true
    stop()
  }
}
