import * as queries from '../../../generated/verifications.queries.js'
import { isOpenAdmin as isOpenAdminQuery } from '../../../generated/users.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { byExactTime } from '../../pagination/created-at-exact.js'
import { timePage } from '../../pagination/time-page.js'
import type {
  PendingVerificationsInput,
  RejectVerificationInput,
  SubmitVerificationInput,
  UserVerificationsInput,
  VerificationAccessInput,
  ReviewVerificationInput,
} from './verification.js'
import type { Verification } from '../../../generated/models.js'
import {
  readRejectVerification,
  readReviewVerification,
  readSubmitVerification,
  readVerificationAccess,
} from './verification-input.js'
import { pendingList, userVerificationList } from './verification-lists.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { refuse } from '../refuse.js'
import { withDigest } from '../request-digest.js'

const bySubmittedAt = byExactTime<Verification>()('submittedAtExact')

/**
 * Verifications: papers that users handed in to prove who they are. Their user and administrators read them, nobody else.
 *
 * Each command is one statement that looks for the row in the state it needs and locks it, and a unique index keeps a
 * user from waiting twice, so read committed is enough.
 */
export class SqlVerificationRepository {
  readonly #executor: Executor
  readonly #byId: ById<Verification>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findVerification, { id }, options),
      many: (ids, options) => executor.many(queries.listVerificationsByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Hands in papers, which then wait for a decision. A user waits for one decision at a time.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the verification that
   * the first one made, decided or not.
   *
   * @throws {@link NotFoundError} if there is no such user.
   * @throws {@link ConflictError} with rule `verification_already_pending` if the user waits for a decision already,
   * `account_closed`, or `repeated_differently` if the id was used with other content.
   *
   * @example
   * ```ts
   * const verification = await db.verifications.submit({
   *   userId: seller.id,
   *   verificationType: 'trade_license',
   *   documents: [{ kind: 'trade_license', storageKey: 'papers/2026/licence.pdf', contentType: 'application/pdf' }],
   * })
   * ```
   */
  async submit(input: SubmitVerificationInput, options?: CallOptions): Promise<Verification> {
    const verification = withDigest('verifications.submit', readSubmitVerification(input))
    const submitted = await this.#executor.maybeOne(queries.submitVerification, verification, options)
    if (submitted !== null) return submitted
    const { id, requestDigest } = verification
    if (id !== undefined && requestDigest !== undefined) {
      const first = await this.#executor.maybeOne(queries.findVerification, { id, requestDigest }, options)
      if (first !== null) return first
    }
    await assertOpenAccount(this.#executor, verification.userId, options)
    const isTaken = id !== undefined && (await this.#byId.load(id, options)) !== null
    return refuse(isTaken ? 'repeated_differently' : 'verification_already_pending')
  }

  /**
   * Gets a verification for the user who handed it in.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_the_owner`.
   */
  async get(input: VerificationAccessInput, options?: CallOptions): Promise<Verification> {
    return (await this.find(input, options)) ?? notFound()
  }

  /**
   * Finds a verification for the user who handed it in. Those that are asked for in one tick, here and by {@link get}, are one
   * statement.
   *
   * @throws {@link ForbiddenError} with rule `not_the_owner`.
   */
  async find(input: VerificationAccessInput, options?: CallOptions): Promise<Verification | null> {
    const { verificationId, userId } = readVerificationAccess(input)
    const verification = await this.#byId.load(verificationId, options)
    return verification === null || verification.userId === userId ? verification : refuse('not_the_owner')
  }

  /**
   * Gets a verification for an administrator.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async getForReview(input: ReviewVerificationInput, options?: CallOptions): Promise<Verification> {
    const { verificationId, reviewerId } = readReviewVerification(input)
    await this.#assertAdmin(reviewerId, options)
    return (await this.#byId.load(verificationId, options)) ?? notFound()
  }

  /**
   * Approves what is pending and marks its user as verified, in one statement.
   *
   * Of any number of decisions at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such verification.
   * @throws {@link ForbiddenError} with rule `not_an_admin`, or `own_verification` if the reviewer handed it in.
   * @throws {@link ConflictError} with rule `verification_already_reviewed` if it was decided already.
   */
  async approve(input: ReviewVerificationInput, options?: CallOptions): Promise<Verification> {
    const { verificationId: id, reviewerId } = readReviewVerification(input)
    const approved = await this.#executor.maybeOne(queries.approveVerification, { id, reviewerId }, options)
    return approved ?? this.#refuse(id, reviewerId, 'verification_already_reviewed', options)
  }

  /**
   * Rejects what is pending, with a reason that the user is told. Whether the user is verified stays as it is.
   *
   * Of any number of decisions at once, one wins. Errors as {@link approve}.
   */
  async reject(input: RejectVerificationInput, options?: CallOptions): Promise<Verification> {
    const { verificationId: id, reviewerId, reason } = readRejectVerification(input)
    const decision = { id, reviewerId, reason }
    const rejected = await this.#executor.maybeOne(queries.rejectVerification, decision, options)
    return rejected ?? this.#refuse(id, reviewerId, 'verification_already_reviewed', options)
  }

  /**
   * Takes an approval back, with a reason that the user is told. The user is no longer marked as verified, unless another
   * verification of theirs is approved.
   *
   * @throws {@link NotFoundError} if there is no such verification.
   * @throws {@link ForbiddenError} with rule `not_an_admin`, or `own_verification` if the reviewer handed it in.
   * @throws {@link ConflictError} with rule `verification_not_approved`.
   */
  async revoke(input: RejectVerificationInput, options?: CallOptions): Promise<Verification> {
    const { verificationId: id, reviewerId, reason } = readRejectVerification(input)
    const decision = { id, reviewerId, reason }
    const revoked = await this.#executor.maybeOne(queries.revokeVerification, decision, options)
    return revoked ?? this.#refuse(id, reviewerId, 'verification_not_approved', options)
  }

  /**
   * Lists what waits for a decision, oldest first: the review queue, for an administrator.
   *
   * @throws {@link ForbiddenError} with rule `not_an_admin`.
   *
   * @example
   * ```ts
   * const { items } = await db.verifications.listPending({ reviewerId: admin.id, limit: 1 })
   * if (items[0] !== undefined) {
   *   await db.verifications.approve({ verificationId: items[0].id, reviewerId: admin.id })
   * }
   * ```
   */
  async listPending(input: PendingVerificationsInput, options?: CallOptions): Promise<Page<Verification>> {
    return timePage(pendingList, input, {
      read: async (parameters) => {
        const rows = await this.#executor.many(queries.listPendingVerifications, parameters, options)
        // For anybody but an administrator there is no row.
        if (rows.length === 0) await this.#assertAdmin(parameters.reviewerId, options)
        return rows
      },
      ...bySubmittedAt,
    })
  }

  /** Lists what a user handed in, newest first, for that user. */
  async listByUser(input: UserVerificationsInput, options?: CallOptions): Promise<Page<Verification>> {
    return timePage(userVerificationList, input, {
      read: (parameters) => this.#executor.many(queries.listVerificationsByUser, parameters, options),
      ...bySubmittedAt,
    })
  }

  async #assertAdmin(adminId: string, options?: CallOptions): Promise<void> {
    const { isOpenAdmin } = await this.#executor.one(isOpenAdminQuery, { adminId }, options)
    if (!isOpenAdmin) refuse('not_an_admin')
  }

  /** Throws the reason why a decision found nothing to do: `rule`, if it is the reviewer's to decide. */
  async #refuse(
    id: string,
    reviewerId: string,
    rule: 'verification_already_reviewed' | 'verification_not_approved',
    options?: CallOptions,
  ): Promise<never> {
    const judged = await this.#executor.maybeOne(
      queries.judgeVerificationReviewer,
      { id, reviewerId },
      options,
    )
    if (judged?.isOpenAdmin !== true) await this.#assertAdmin(reviewerId, options)
    if (judged === null) return notFound()
    return refuse(judged.isOwn ? 'own_verification' : rule)
  }
}

/** Verifications: papers that users handed in to prove who they are. */
export interface VerificationRepository extends Pick<
  SqlVerificationRepository,
  keyof SqlVerificationRepository
> {}

function notFound(): never {
  throw new NotFoundError('verifications')
}
