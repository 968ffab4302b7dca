import * as queries from '../../../generated/follows.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import type { TimePosition } from '../../pagination/time-position.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { readId } from '../id-input.js'
import { profileOf, type ProfileColumns } from '../profile-of-row.js'
import { refuse } from '../refuse.js'
import { walkedTimePage, type WalkedRow } from '../walked-page.js'
import type {
  AreFollowedInput,
  FollowCounts,
  FollowedItem,
  FollowFeedInput,
  FollowInput,
  FollowListInput,
  FollowProfile,
  MutualFollowsInput,
} from './follow.js'
import { readAreFollowed, readFollow } from './follow-input.js'
import { followerList, followFeedList, followingList, mutualList } from './follow-lists.js'
import { followedItem, followedPosition, newestFollowed } from './followed-item.js'

/**
 * Follows: users who follow others, to see what they list and stream.
 *
 * Each command is one statement and right at read committed. Counts are kept by triggers, whatever statement makes or ends a
 * follow.
 */
export class SqlFollowRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Follows a user. It is safe to repeat.
   *
   * @returns True if the user did not follow them before.
   * @throws {@link NotFoundError} if one of the two does not exist; {@link ForbiddenError} with rule `own_account`.
   * @throws {@link ConflictError} with rule `account_closed` if one of the two is closed, or `user_blocked`.
   *
   * @example
   * ```ts
   * const isNew = await db.follows.follow({ userId: buyer.id, followeeId: seller.id })
   * ```
   */
  async follow(input: FollowInput, options?: CallOptions): Promise<boolean> {
    const follow = readFollow(input)
    if (follow.userId === follow.followeeId) refuse('own_account')
    const { knownCount, areOpen, hasChanged } = await this.#executor.one(queries.followUser, follow, options)
    if (knownCount < 2) throw new NotFoundError('users')
    if (!areOpen) refuse('account_closed')
    return hasChanged
  }

  /**
   * Ends a follow. It is safe to repeat.
   *
   * @returns True if the user followed them until now.
   * @throws {@link NotFoundError} if the acting user does not exist.
   * @throws {@link ConflictError} with rule `account_closed` if the acting user's account is.
   */
  async unfollow(input: FollowInput, options?: CallOptions): Promise<boolean> {
    const follow = readFollow(input)
    const { isOpen, hasChanged } = await this.#executor.one(queries.unfollowUser, follow, options)
    if (!isOpen) await assertOpenAccount(this.#executor, follow.userId, options)
    return hasChanged
  }

  /**
   * Counts a user's followers, and those whom they follow: two numbers that are kept, and not counted for the call.
   *
   * They are exact, and hold closed accounts too, which the lists leave out.
   *
   * @returns Zeros for a user who does not exist.
   */
  async countOf(userId: string, options?: CallOptions): Promise<FollowCounts> {
    return this.#executor.one(queries.countFollows, { userId: readId(userId, 'userId') }, options)
  }

  /**
   * Returns, for each of up to 10,000 ids and in their order, whether a user follows them: one statement for a page of buttons.
   *
   * @example
   * ```ts
   * const page = await db.products.feed()
   * const areFollowed = await db.follows.areFollowed({
   *   userId: buyer.id,
   *   userIds: page.items.map(({ sellerId }) => sellerId),
   * })
   * ```
   */
  async areFollowed(input: AreFollowedInput, options?: CallOptions): Promise<boolean[]> {
    const asked = readAreFollowed(input)
    if (asked.userIds.length === 0) return []
    const rows = await this.#executor.many(queries.areFollowed, asked, options)
    return rows.map(({ isFollowed }) => isFollowed)
  }

  /**
   * Lists a user's followers, the newest first. Closed accounts are left out, and for a viewer those who blocked them or whom
   * they blocked; if one of the viewer and the user has blocked the other, the list is empty.
   *
   * A page walks over 500 follows at most: if nearly all of these are left out it is shorter than its limit, or empty, with a
   * cursor for what follows.
   */
  async listFollowers(input: FollowListInput, options?: CallOptions): Promise<Page<FollowProfile>> {
    return walkedTimePage(followerList, input, {
      read: (parameters) => this.#executor.many(queries.listFollowers, parameters, options),
      positionOf,
      toItem: toFollowProfile,
    })
  }

  /** Lists those whom a user follows, the newest first. Some are left out, and pages may be short, as in {@link listFollowers}. */
  async listFollowing(input: FollowListInput, options?: CallOptions): Promise<Page<FollowProfile>> {
    return walkedTimePage(followingList, input, {
      read: (parameters) => this.#executor.many(queries.listFollowing, parameters, options),
      positionOf,
      toItem: toFollowProfile,
    })
  }

  /**
   * Lists those whom a user follows and who follow another user, or follow the same user back; the user's newest follow first.
   *
   * A page walks over 500 of the user's follows at most, so it may be short, as in {@link listFollowers}. It is empty if one of
   * the two has blocked the other.
   *
   * @example
   * ```ts
   * const friends = await db.follows.listMutual({ userId: buyer.id })
   * const knownFollowers = await db.follows.listMutual({ userId: buyer.id, otherId: seller.id, limit: 3 })
   * ```
   */
  async listMutual(input: MutualFollowsInput, options?: CallOptions): Promise<Page<FollowProfile>> {
    return walkedTimePage(mutualList, input, {
      read: (parameters) => this.#executor.many(queries.listMutualFollows, parameters, options),
      positionOf,
      toItem: toFollowProfile,
    })
  }

  /**
   * Lists what those whom a user follows have on the market, and their streams that are live or scheduled: one list, newest
   * first. The time of a product is that of its listing; of a stream, that when it went live or was announced.
   *
   * They are the 1,000 whom the user followed last. It reads the newest product and stream of each, whatever else they have, and
   * then no more than the page. A stream that goes live between two pages moves to the front, and is not on the later one.
   *
   * @example
   * ```ts
   * const { items } = await db.follows.feed({ userId: buyer.id })
   * for (const item of items) {
   *   console.log(item.kind === 'product' ? item.product.title : item.stream.title)
   * }
   * ```
   */
  async feed(input: FollowFeedInput, options?: CallOptions): Promise<Page<FollowedItem>> {
    return timePage(followFeedList, input, {
      read: async (parameters) => {
        // Two statements of one round trip.
        const [products, streams] = await Promise.all([
          this.#executor.many(queries.listFollowedProducts, parameters, options),
          this.#executor.many(queries.listFollowedStreams, parameters, options),
        ])
        return newestFollowed(products, streams, parameters.limit)
      },
      positionOf: followedPosition,
      toItem: followedItem,
    })
  }
}

/** Follows: users who follow others, to see what they list and stream. */
export interface FollowRepository extends Pick<SqlFollowRepository, keyof SqlFollowRepository> {}

interface FollowRow extends ProfileColumns, WalkedRow {
  readonly id: string
  readonly userId: string
  readonly followedAt: Date
  readonly followedAtExact: string
}

function positionOf({ followedAtExact, id }: FollowRow): TimePosition {
  return [followedAtExact, id]
}

function toFollowProfile(row: FollowRow): FollowProfile {
  return Object.assign(profileOf(row), { followedAt: row.followedAt })
}
