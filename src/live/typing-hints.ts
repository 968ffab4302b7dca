import { hintTyping } from '../../generated/conversations.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { now } from '../engine/timers.js'
import { object, uuid, type Keys } from '../input/index.js'
import { assertParticipant } from '../repositories/assert-participant.js'
import type { ConversationAccessInput } from '../repositories/conversation-access.js'

/** The shortest time between two hints of one user in one conversation, in milliseconds. */
const betweenHintsMs = 2_000

/** The most conversations and users whose last hint is remembered. */
const mostRemembered = 10_000

const read = object({ conversationId: uuid, userId: uuid } satisfies Keys<ConversationAccessInput>)

/** The hints of a process that its users are writing: no more of each than need be. */
export class TypingHints {
  readonly #executorOf: (userId: string) => Executor
  /** The times of the last hints, the oldest first. */
  readonly #sentAt = new Map<string, number>()

  /** @param executorOf - gives the database as a user sees it: policies may show conversations to their participants alone. */
  constructor(executorOf: (userId: string) => Executor) {
    this.#executorOf = executorOf
  }

  async send(input: ConversationAccessInput, options?: CallOptions): Promise<void> {
    const { conversationId, userId } = read(input)
    const key = `${conversationId} ${userId}`
    const sentAt = this.#sentAt.get(key)
    if (sentAt !== undefined && now() - sentAt < betweenHintsMs) return
    this.#remember(key)
    const executor = this.#executorOf(userId)
    try {
      const row = await executor.maybeOne(hintTyping, { conversationId, userId }, options)
      // Else a block parts the two, of which the one who is shut out is not told.
      if (row === null) await assertParticipant(executor, { conversationId, userId }, options)
    } catch (error) {
      this.#sentAt.delete(key)
      throw error
    }
  }

  #remember(key: string): void {
    this.#sentAt.delete(key)
    this.#sentAt.set(key, now())
    for (const [oldest, sentAt] of this.#sentAt) {
      if (this.#sentAt.size <= mostRemembered && now() - sentAt < betweenHintsMs) break
      this.#sentAt.delete(oldest)
    }
  }
}
