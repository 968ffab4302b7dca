import * as queries from '../../../generated/blocks.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { profileOf } from '../profile-of-row.js'
import { refuse } from '../refuse.js'
import type {
  AreBlockedInput,
  BlockedBetweenInput,
  BlockedProfile,
  BlockInput,
  BlockListInput,
} from './block.js'
import { blockList, readAreBlocked, readBlock, readBlockedBetween } from './block-input.js'

/**
 * Blocks: users who shut out another one. A block works in both directions, and nobody learns of it but by a refusal.
 *
 * While there is one, no statement begins anything between the two: no follow, conversation, message, offer or payment
 * (`user_blocked`). What was said before can be read. Lists with a viewer leave out whom a block parts from them.
 */
export class SqlBlockRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Blocks a user, and in the same statement ends the follows between the two and cancels their pending offers. Payments stay
   * as they are. It is safe to repeat.
   *
   * It waits for what has begun between the two and ends that too; what begins later is refused. In a transaction it needs the
   * isolation level read committed.
   *
   * @returns True if the user had not blocked them before.
   * @throws {@link NotFoundError} if one of the two does not exist; {@link ForbiddenError} with rule `own_account`.
   * @throws {@link ConflictError} with rule `account_closed` if the acting user's account is.
   * @throws {@link DatabaseError} in a transaction of another isolation level.
   *
   * @example
   * ```ts
   * await db.blocks.block({ userId: buyer.id, blockedId: seller.id })
   * ```
   */
  async block(input: BlockInput, options?: CallOptions): Promise<boolean> {
    const block = readBlock(input)
    if (block.userId === block.blockedId) refuse('own_account')
    const { knownCount, isOpen, hasChanged } = await this.#executor.one(queries.blockUser, block, options)
    if (knownCount < 2) throw new NotFoundError('users')
    if (!isOpen) refuse('account_closed')
    return hasChanged
  }

  /**
   * Takes a block back. What it ended stays ended, and the other's block of the user, if there is one, stays. It is safe to
   * repeat.
   *
   * @returns True if the user had blocked them until now.
   * @throws {@link NotFoundError} if the acting user does not exist.
   * @throws {@link ConflictError} with rule `account_closed` if the acting user's account is.
   */
  async unblock(input: BlockInput, options?: CallOptions): Promise<boolean> {
    const block = readBlock(input)
    const { isOpen, hasChanged } = await this.#executor.one(queries.unblockUser, block, options)
    if (!isOpen) await assertOpenAccount(this.#executor, block.userId, options)
    return hasChanged
  }

  /** Lists those whom a user has blocked, the newest block first, for that user. Closed accounts are among them. */
  async list(input: BlockListInput, options?: CallOptions): Promise<Page<BlockedProfile>> {
    return timePage(blockList, input, {
      read: (parameters) => this.#executor.many(queries.listBlocks, parameters, options),
      positionOf: ({ blockedAtExact, id }) => [blockedAtExact, id],
      toItem: (row) => Object.assign(profileOf(row), { blockedAt: row.blockedAt }),
    })
  }

  /** Returns, for each of up to 10,000 ids and in their order, whether a user has blocked them, for that user. */
  async areBlocked(input: AreBlockedInput, options?: CallOptions): Promise<boolean[]> {
    const asked = readAreBlocked(input)
    if (asked.userIds.length === 0) return []
    const rows = await this.#executor.many(queries.areBlocked, asked, options)
    return rows.map(({ isBlocked }) => isBlocked)
  }

  /**
   * Returns true if one of two users has blocked the other. For the service itself, such as for whether to show a profile: who
   * was blocked must not read it.
   */
  async isBlockedBetween(input: BlockedBetweenInput, options?: CallOptions): Promise<boolean> {
    const asked = readBlockedBetween(input)
    return (await this.#executor.one(queries.isBlockedBetween, asked, options)).isBlocked
  }
}

/** Blocks: users who shut out another one. */
export interface BlockRepository extends Pick<SqlBlockRepository, keyof SqlBlockRepository> {}
