import * as queries from '../../../generated/moderation.queries.js'
import type { ModerationAction, ModerationCase, Report } from '../../../generated/models.js'
import { isOpenAdmin as isOpenAdminQuery } from '../../../generated/users.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import type { Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import type { TimePosition } from '../../pagination/time-position.js'
import { refuse } from '../refuse.js'
import { walkedTimePage } from '../walked-page.js'
import { withoutColumns } from '../without-columns.js'
import {
  caseReports,
  moderationActions,
  openCases,
  readCaseAccess,
  readClaimCases,
  readDecideCase,
  readExtendLease,
  readLeasedCase,
} from './moderation-input.js'
import type {
  CaseAccessInput,
  CaseReportsInput,
  ClaimCasesInput,
  DecideCaseInput,
  ExtendLeaseInput,
  LeasedCaseInput,
  ModerationActionsInput,
  OpenCasesInput,
} from './moderation.js'

/** An administrator's claim of a case. */
interface Claim {
  readonly caseId: string
  readonly adminId: string
  readonly attempt: number
}

/**
 * Moderation: the queue of what was reported, decisions, and the audit log, for administrators alone.
 *
 * A case is a thing with all its open reports. Administrators take cases from the queue for a time, two of them never the same
 * one, and decide with the `attempt` under which they have it. Nobody gets a case that is about them, or that they reported.
 */
export class SqlModerationRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Takes the next cases from the queue: the most urgent reason first, and of these the oldest. No other administrator gets
   * them until the lease ends.
   *
   * @returns An empty array if nothing waits.
   * @throws {@link ForbiddenError} with rule `not_an_admin`.
   *
   * @example
   * ```ts
   * const [next] = await db.moderation.claimNext({ adminId: admin.id, leaseMs: 600_000 })
   * if (next !== undefined) {
   *   const { items: reports } = await db.moderation.listReports({ adminId: admin.id, caseId: next.id })
   *   console.log(next.subjectType, next.subjectText, reports.length)
   *   await db.moderation.decide({
   *     caseId: next.id,
   *     adminId: admin.id,
   *     attempt: next.attempt,
   *     decision: 'dismiss',
   *   })
   * }
   * ```
   */
  async claimNext(input: ClaimCasesInput, options?: CallOptions): Promise<ModerationCase[]> {
    const claim = readClaimCases(input)
    const cases = await this.#executor.many(queries.claimModerationCases, claim, options)
    if (cases.length === 0) await this.#assertAdmin(claim.adminId, options)
    return cases
  }

  /**
   * Keeps a case for longer. A lease that has ended may be extended while nobody else has taken the case.
   *
   * @throws {@link NotFoundError} if there is no such case; {@link ForbiddenError} with rule `not_an_admin` or `own_case`.
   * @throws {@link ConflictError} with rule `case_already_decided`, or `case_not_leased` if another one has it by now.
   */
  async extend(input: ExtendLeaseInput, options?: CallOptions): Promise<ModerationCase> {
    const claim = readExtendLease(input)
    const extended = await this.#executor.maybeOne(queries.extendCaseLease, claim, options)
    return extended ?? this.#refuse(claim, options)
  }

  /**
   * Gives a case back to the queue undecided.
   *
   * Errors as {@link extend}.
   */
  async release(input: LeasedCaseInput, options?: CallOptions): Promise<ModerationCase> {
    const claim = readLeasedCase(input)
    const released = await this.#executor.maybeOne(queries.releaseCase, claim, options)
    return released ?? this.#refuse(claim, options)
  }

  /**
   * Decides a case and with it all of its reports, does what the decision says, and writes the audit log, in one statement.
   *
   * - `dismiss`: nothing is wrong.
   * - `warn`: nothing changes; the log has it, and the service tells the user.
   * - `hide`: a product leaves the market, and only a moderator puts it back. A stream ends. The words and pictures of a message
   *   are shown to nobody. A review is hidden.
   * - `close_account`: the account of the user whose thing it is, or who was reported, is closed, as by `users.suspend`.
   *
   * Of any number of decisions at once, one wins. The call is safe to repeat: the same decision by the same attempt returns the
   * case. A lease that has ended still decides while nobody else has taken the case.
   *
   * @throws {@link NotFoundError} if there is no such case.
   * @throws {@link ForbiddenError} with rule `not_an_admin`, or `own_case` if the administrator reported it or it is about them.
   * @throws {@link ConflictError} with rule `case_already_decided`, `case_not_leased` if another one has it by now, or
   * `nothing_to_hide` if it is about an account, or about something that is gone.
   * @throws {@link TransactionError} if it closes an account in a transaction of another level than read committed.
   */
  async decide(input: DecideCaseInput, options?: CallOptions): Promise<ModerationCase> {
    const given = readDecideCase(input)
    const { caseId, adminId, attempt, decision, note = null } = given
    const parameters = { caseId, adminId, attempt, decision, note }
    const decided = await this.#executor.maybeOne(queries.decideCase, parameters, options)
    if (decided !== null) return decided
    const judged = await this.#judge(given, options)
    if (judged.isDecider) {
      const first = await this.#executor.maybeOne(queries.findModerationCase, { caseId }, options)
      if (first?.decision === decision && first.note === note) return first
    }
    return refuse(judged.status === 'open' && judged.isLeased ? 'nothing_to_hide' : ruleOf(judged))
  }

  /**
   * Gets a case.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async getCase(input: CaseAccessInput, options?: CallOptions): Promise<ModerationCase> {
    const { caseId, adminId } = readCaseAccess(input)
    await this.#assertAdmin(adminId, options)
    return (await this.#executor.maybeOne(queries.findModerationCase, { caseId }, options)) ?? notFound()
  }

  /**
   * Lists the open cases, oldest first, whether somebody works on them or not.
   *
   * @throws {@link ForbiddenError} with rule `not_an_admin`.
   */
  async listOpen(input: OpenCasesInput, options?: CallOptions): Promise<Page<ModerationCase>> {
    return timePage(openCases, input, {
      read: (parameters) =>
        this.#forAdmin(
          parameters.adminId,
          this.#executor.many(queries.listOpenCases, parameters, options),
          options,
        ),
      ...byCreatedAt<ModerationCase>(),
    })
  }

  /**
   * Lists the reports of a case, oldest first.
   *
   * @throws {@link ForbiddenError} with rule `not_an_admin`.
   */
  async listReports(input: CaseReportsInput, options?: CallOptions): Promise<Page<Report>> {
    return timePage(caseReports, input, {
      read: (parameters) =>
        this.#forAdmin(
          parameters.adminId,
          this.#executor.many(queries.listCaseReports, parameters, options),
          options,
        ),
      ...byCreatedAt<Report>(),
    })
  }

  /**
   * Lists the audit log, newest first: decisions of cases, and what administrators did without one, such as `users.suspend`
   * and `products.hide`.
   *
   * With two filters or three a page walks over 500 actions at most, of the thing or else of the user: if nearly all of these are
   * left out it is shorter than its limit, or empty, with a cursor for what follows.
   *
   * @throws {@link ForbiddenError} with rule `not_an_admin`.
   *
   * @example
   * ```ts
   * const { items } = await db.moderation.listActions({ adminId: admin.id, userId: seller.id })
   * ```
   */
  async listActions(input: ModerationActionsInput, options?: CallOptions): Promise<Page<ModerationAction>> {
    return walkedTimePage(moderationActions, input, {
      read: (parameters) =>
        this.#forAdmin(
          parameters.adminId,
          this.#executor.many(
            queries.listModerationActions,
            { ...parameters, ...walkOf(parameters) },
            options,
          ),
          options,
        ),
      positionOf: ({ createdAtExact, id }): TimePosition => [createdAtExact, id],
      toItem: (row): ModerationAction => withoutColumns(row, 'isLeftOut', 'isWalkEnd', 'createdAtExact'),
    })
  }

  /** Returns rows that the statement has for an administrator alone. For anybody else there is none. */
  async #forAdmin<Row>(adminId: string, rows: Promise<Row[]>, options?: CallOptions): Promise<Row[]> {
    const read = await rows
    if (read.length === 0) await this.#assertAdmin(adminId, options)
    return read
  }

  async #assertAdmin(adminId: string, options?: CallOptions): Promise<void> {
    const { isOpenAdmin } = await this.#executor.one(isOpenAdminQuery, { adminId }, options)
    if (!isOpenAdmin) refuse('not_an_admin')
  }

  /** Returns the state of a case that is the administrator's to decide; throws the reason if it is not. */
  async #judge({ caseId, adminId, attempt }: Claim, options?: CallOptions) {
    const claim = { caseId, adminId, attempt }
    const judged = await this.#executor.maybeOne(queries.judgeCaseModerator, claim, options)
    if (judged?.isOpenAdmin !== true) await this.#assertAdmin(adminId, options)
    if (judged === null) return notFound()
    return judged.isOwn ? refuse('own_case') : judged
  }

  /** Throws the reason why a command found no case that the administrator has. */
  async #refuse(claim: Claim, options?: CallOptions): Promise<never> {
    return refuse(ruleOf(await this.#judge(claim, options)))
  }
}

/** Moderation: the queue of what was reported, decisions, and the audit log. */
export interface ModerationRepository extends Pick<SqlModerationRepository, keyof SqlModerationRepository> {}

/** Chooses the part of the log that is walked, and a budget if some of its rows are left out. */
function walkOf({ subjectId, userId, moderatorId }: Omit<ModerationActionsInput, 'adminId'>) {
  const given = [subjectId, userId, moderatorId].filter((filter) => filter !== undefined).length
  const budget = given > 1 ? 500 : undefined
  if (subjectId !== undefined || given === 0) return { log: 'things' as const, budget }
  return { log: userId === undefined ? ('moderator' as const) : ('user' as const), budget }
}

function ruleOf({ status }: queries.JudgeCaseModeratorRow) {
  return status === 'decided' ? 'case_already_decided' : 'case_not_leased'
}

function notFound(): never {
  throw new NotFoundError('moderation_cases')
}
