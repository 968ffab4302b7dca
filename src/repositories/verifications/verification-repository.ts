import * as queries from '../../../generated/verifications.queries.js'
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
  VerificationIdInput,
} from './verification.js'
import type { Verification } from '../../../generated/models.js'
import { readRejectVerification, readSubmitVerification, readVerificationId } from './verification-input.js'
import { pendingList, userVerificationList } from './verification-lists.js'
import { refuse } from '../refuse.js'

const bySubmittedAt = byExactTime<Verification>()('submittedAtExact')

/**
 * Verifications: papers that users handed in to prove who they are.
 *
 * Each command is one statement that looks for the row in the state it needs and locks it, and a unique index keeps a
 * user from waiting twice, so read committed is enough.
 */
export class VerificationRepository {
  readonly #executor: Executor
  readonly #byId: ById<Verification>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id) => executor.maybeOne(queries.findVerification, { id }),
      many: (ids) => executor.many(queries.listVerificationsByIds, { ids }),
      missing: notFound,
    })
  }

  /**
   * Hands in papers, which then wait for a decision. A user waits for one decision at a time.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one gives the verification that the first one
   * made, decided or not.
   *
   * @throws {@link ConstraintError} of kind `foreign_key` if there is no such user.
   * @throws {@link ConflictError} with rule `verification_already_pending` if the user waits for a decision already,
   * or `id_taken` if the id is that of another user's verification.
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
  async submit(input: SubmitVerificationInput): Promise<Verification> {
    const verification = readSubmitVerification(input)
    const submitted = await this.#executor.maybeOne(queries.submitVerification, verification)
    if (submitted !== null) return submitted
    const existing = verification.id === undefined ? null : await this.find(verification.id)
    if (existing === null) {
      refuse('verification_already_pending')
    }
    if (existing.userId === verification.userId) return existing
    refuse('id_taken')
  }

  /** Gets a verification by id. @throws {@link NotFoundError} if there is none. */
  get(id: string): Promise<Verification> {
    return this.#byId.get(id)
  }

  /** Finds a verification by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string): Promise<Verification | null> {
    return this.#byId.find(id)
  }

  /** Lists verifications in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[]): Promise<Verification[]> {
    return this.#byId.list(ids)
  }

  /**
   * Approves what is pending and marks its user as verified, in one statement.
   *
   * Of any number of decisions at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such verification.
   * @throws {@link ConflictError} with rule `verification_already_reviewed` if it was decided already.
   */
  async approve(input: VerificationIdInput): Promise<Verification> {
    const id = readVerificationId(input)
    const approved = await this.#executor.maybeOne(queries.approveVerification, { id })
    return approved ?? this.#refuseReviewed(id)
  }

  /**
   * Rejects what is pending, with a reason that the user is told. Whether the user is verified stays as it is.
   *
   * Of any number of decisions at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such verification.
   * @throws {@link ConflictError} with rule `verification_already_reviewed` if it was decided already.
   */
  async reject(input: RejectVerificationInput): Promise<Verification> {
    const { verificationId: id, reason } = readRejectVerification(input)
    const rejected = await this.#executor.maybeOne(queries.rejectVerification, { id, reason })
    return rejected ?? this.#refuseReviewed(id)
  }

  /**
   * Lists what waits for a decision, oldest first: the review queue.
   *
   * @example
   * ```ts
   * const { items } = await db.verifications.listPending({ limit: 1 })
   * if (items[0] !== undefined) await db.verifications.approve({ verificationId: items[0].id })
   * ```
   */
  async listPending(input: PendingVerificationsInput = {}): Promise<Page<Verification>> {
    return timePage(pendingList, input, {
      read: (parameters) => this.#executor.many(queries.listPendingVerifications, parameters),
      ...bySubmittedAt,
    })
  }

  /** Lists what a user handed in, newest first. */
  async listByUser(input: UserVerificationsInput): Promise<Page<Verification>> {
    return timePage(userVerificationList, input, {
      read: (parameters) => this.#executor.many(queries.listVerificationsByUser, parameters),
      ...bySubmittedAt,
    })
  }

  async #refuseReviewed(id: string): Promise<never> {
    await this.get(id)
    refuse('verification_already_reviewed')
  }
}

function notFound(): never {
  throw new NotFoundError('verifications')
}
