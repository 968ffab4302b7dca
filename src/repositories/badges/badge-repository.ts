import * as queries from '../../../generated/badges.queries.js'
import { isOpenAdmin as isOpenAdminQuery } from '../../../generated/users.queries.js'
import type { Badge } from '../../../generated/models.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { readId, readIds } from '../id-input.js'
import { refuse } from '../refuse.js'
import { readAwardBadge, readAwardDue, readHolder, readRevokeBadge } from './badge-input.js'
import type {
  AwardBadgeInput,
  AwardDueInput,
  AwardedBadges,
  BadgeHolderInput,
  RevokeBadgeInput,
} from './badge.js'

/** The completed sales of a top seller. */
const sales = 100

/** The reviews with five stars that `ten_five_star_reviews` stands for. */
const reviews = 10

/** The number of attempts to award a badge that was held at first, and taken back when it was looked up. */
const maxAwards = 10

/** A rule: one statement over some users, which returns the badges that it awarded. */
type Rule = (executor: Executor, userIds: readonly string[], options?: CallOptions) => Promise<Badge[]>

const firstSale: Rule = (on, userIds, options) => on.many(queries.awardFirstSale, { userIds }, options)
const verified: Rule = (on, userIds, options) => on.many(queries.awardVerified, { userIds }, options)
const topSeller: Rule = (on, userIds, options) => on.many(queries.awardTopSeller, { userIds, sales }, options)
const fiveStars: Rule = (on, userIds, options) =>
  on.many(queries.awardFiveStars, { userIds, reviews }, options)

/**
 * Badges: what users are known for, each kind once. They stand in the profile too.
 *
 * A rule awards a badge, or an administrator does. A rule is one statement, and safe to repeat: call it after the event, such as
 * a completed payment, and {@link awardDue} now and then for what was missed. A badge stays when its fact is lost later, such
 * as by a refund; only `verified` comes and goes with the mark of verification, by itself. Nothing awards again what an
 * administrator took back, but an administrator.
 */
export class SqlBadgeRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /** Awards `first_sale` to a user who sold something that was paid. @returns Null if it is not due, or awarded already. */
  awardFirstSale(input: BadgeHolderInput, options?: CallOptions): Promise<Badge | null> {
    return this.#awardBy(firstSale, input, options)
  }

  /** Awards `top_seller` to a user with 100 completed sales. @returns Null if it is not due, or awarded already. */
  awardTopSeller(input: BadgeHolderInput, options?: CallOptions): Promise<Badge | null> {
    return this.#awardBy(topSeller, input, options)
  }

  /**
   * Awards `ten_five_star_reviews` to a user about whom ten public reviews have five stars.
   *
   * @returns Null if it is not due, or awarded already.
   */
  awardFiveStars(input: BadgeHolderInput, options?: CallOptions): Promise<Badge | null> {
    return this.#awardBy(fiveStars, input, options)
  }

  /**
   * Awards `verified` to a user who is. It is there already, unless rows were imported without triggers.
   *
   * @returns Null if it is not due, or awarded already.
   */
  awardVerified(input: BadgeHolderInput, options?: CallOptions): Promise<Badge | null> {
    return this.#awardBy(verified, input, options)
  }

  /**
   * Awards what is due by any rule to a part of the users, in the order of their ids. It may run anywhere at any time.
   *
   * @example
   * ```ts
   * let afterId: string | null = null
   * do {
   *   const { lastId } = await db.badges.awardDue({ afterId })
   *   afterId = lastId
   * } while (afterId !== null)
   * ```
   */
  async awardDue(input: AwardDueInput = {}, options?: CallOptions): Promise<AwardedBadges> {
    const { afterId, limit } = readAwardDue(input)
    const part = afterId === null ? { limit } : { afterId, limit }
    const users = await this.#executor.many(queries.listBadgeCandidates, part, options)
    const userIds = users.map(({ id }) => id)
    let awarded = 0
    for (const rule of userIds.length === 0 ? [] : [verified, firstSale, topSeller, fiveStars]) {
      awarded += (await rule(this.#executor, userIds, options)).length
    }
    return { lastId: userIds.at(-1) ?? null, checked: userIds.length, awarded }
  }

  /**
   * Awards a badge on behalf of an administrator, be it one that was taken back. If the user has it already, returns that one as
   * it is.
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async award(input: AwardBadgeInput, options?: CallOptions): Promise<Badge> {
    const award = readAwardBadge(input)
    const { userId, badgeType } = award
    for (let attempt = 1; attempt <= maxAwards; attempt++) {
      const awarded = await this.#executor.maybeOne(queries.awardBadge, award, options)
      if (awarded !== null) return awarded
      await this.#assertAdmin(award.adminId, options)
      const held = await this.#executor.maybeOne(queries.findBadge, { userId, badgeType }, options)
      if (held !== null) return held
    }
    throw new NotFoundError('users')
  }

  /**
   * Takes a badge back on behalf of an administrator. No rule awards it again.
   *
   * @throws {@link NotFoundError} if the user has no such badge; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async revoke(input: RevokeBadgeInput, options?: CallOptions): Promise<Badge> {
    const badge = readRevokeBadge(input)
    const revoked = await this.#executor.maybeOne(queries.revokeBadge, badge, options)
    if (revoked !== null) return revoked
    await this.#assertAdmin(badge.adminId, options)
    throw new NotFoundError('badges')
  }

  /** Lists the badges of a user, in the order in which they are shown. */
  async listByUser(userId: string, options?: CallOptions): Promise<Badge[]> {
    const userIds = [readId(userId, 'userId')]
    return this.#executor.many(queries.listBadgesByUsers, { userIds }, options)
  }

  /**
   * Lists the badges of up to 10,000 users in one statement: in the order of the users, and of each in that in which they are
   * shown.
   */
  async listByUsers(userIds: readonly string[], options?: CallOptions): Promise<Badge[]> {
    const wanted = readIds(userIds, 'userIds')
    if (wanted.length === 0) return []
    return this.#executor.many(queries.listBadgesByUsers, { userIds: wanted }, options)
  }

  async #awardBy(rule: Rule, input: BadgeHolderInput, options?: CallOptions): Promise<Badge | null> {
    const [awarded] = await rule(this.#executor, [readHolder(input)], options)
    return awarded ?? null
  }

  async #assertAdmin(adminId: string, options?: CallOptions): Promise<void> {
    const { isOpenAdmin } = await this.#executor.one(isOpenAdminQuery, { adminId }, options)
    if (!isOpenAdmin) refuse('not_an_admin')
  }
}

/** Badges: what users are known for, each kind once. */
export interface BadgeRepository extends Pick<SqlBadgeRepository, keyof SqlBadgeRepository> {}
