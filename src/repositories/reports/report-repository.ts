import * as queries from '../../../generated/reports.queries.js'
import type { ReportSubjectType } from '../../../generated/enums.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import type { Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import { ById } from '../by-id.js'
import { newId } from '../new-id.js'
import { ifRefusedBy, refuse } from '../refuse.js'
import { withDigest } from '../request-digest.js'
import { filedReports, readFileReport, readReportAccess } from './report-input.js'
import type { FiledReport, FiledReportsInput, FileReportInput, ReportAccessInput } from './report.js'

/** The tables of the things that can be reported. */
const tables = {
  user: 'users',
  product: 'products',
  stream: 'streams',
  message: 'messages',
  review: 'reviews',
} as const satisfies Readonly<Record<ReportSubjectType, string>>

/** The constraints that refuse a report of a thing that goes at the same time. */
const goneMeanwhile = [
  'fk_moderation_cases_product',
  'fk_moderation_cases_stream',
  'fk_moderation_cases_message',
  'fk_moderation_cases_review',
] as const

/** The number of attempts to add a report to a case that somebody opens at the same time. */
const maxAttempts = 5

/**
 * Reports: what users tell the moderators of other users, products, streams, messages and reviews. A report is for its
 * reporter and for administrators; `db.moderation` is their side.
 */
export class SqlReportRepository {
  readonly #executor: Executor
  readonly #byId: ById<FiledReport>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findReport, { id }, options),
      many: (ids, options) => executor.many(queries.listReportsByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Reports a thing to the moderators. All reports of one thing are decided together; a user has one open report of it, and may
   * report it again after the decision. A message is reported by the participants of its conversation.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the report that the
   * first one filed, decided or not.
   *
   * @throws {@link NotFoundError} if there is no such thing, or no such user.
   * @throws {@link ForbiddenError} with rule `own_report` if it is the reporter's own, or `not_a_participant`.
   * @throws {@link ConflictError} with rule `already_reported`, `account_closed` if the reporter's account is, or
   * `repeated_differently` if the id was used with other content.
   *
   * @example
   * ```ts
   * await db.reports.file({
   *   reporterId: buyer.id,
   *   subjectType: 'product',
   *   subjectId: product.id,
   *   reason: 'counterfeit',
   *   details: 'The label is misspelt.',
   * })
   * ```
   */
  async file(input: FileReportInput, options?: CallOptions): Promise<FiledReport> {
    const report = withDigest('reports.file', readFileReport(input))
    const { reporterId, subjectType, subjectId, reason, details = null, requestDigest } = report
    const id = report.id ?? newId()
    const nothing = (): never => {
      throw new NotFoundError(tables[subjectType])
    }
    const parameters = {
      id,
      reporterId,
      subjectType,
      subjectId,
      reason,
      details,
      requestDigest: requestDigest ?? null,
    }
    let row: queries.FileReportRow | null
    let attempts = 0
    do {
      row = await this.#executor
        .maybeOne(queries.fileReport, parameters, options)
        .catch(ifRefusedBy(goneMeanwhile, nothing))
      attempts++
    } while (row !== null && isUnseen(row) && attempts < maxAttempts)
    if (row !== null && row.createdAt !== null) {
      return {
        id,
        reporterId,
        subjectType,
        subjectId,
        reason,
        details,
        status: 'open',
        decision: null,
        decidedAt: null,
        createdAt: row.createdAt,
      }
    }
    if (requestDigest !== undefined) {
      const first = await this.#executor.maybeOne(queries.findReport, { id, requestDigest }, options)
      if (first !== null) return first
    }
    if (row === null) return nothing()
    if (!row.hasReporter) throw new NotFoundError('users')
    if (row.refusal !== null) return refuse(row.refusal)
    const isTaken = requestDigest !== undefined && (await this.#byId.load(id, options)) !== null
    return refuse(isTaken ? 'repeated_differently' : 'already_reported')
  }

  /**
   * Gets a report for the user who filed it.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_the_owner`.
   */
  async get(input: ReportAccessInput, options?: CallOptions): Promise<FiledReport> {
    return (await this.find(input, options)) ?? notFound()
  }

  /**
   * Finds a report for the user who filed it. Those that are asked for in one tick, here and by {@link get}, are one
   * statement.
   *
   * @throws {@link ForbiddenError} with rule `not_the_owner`.
   */
  async find(input: ReportAccessInput, options?: CallOptions): Promise<FiledReport | null> {
    const { reportId, reporterId } = readReportAccess(input)
    const report = await this.#byId.load(reportId, options)
    return report === null || report.reporterId === reporterId ? report : refuse('not_the_owner')
  }

  /** Lists what a user reported, newest first, for that user. */
  async listFiled(input: FiledReportsInput, options?: CallOptions): Promise<Page<FiledReport>> {
    return timePage(filedReports, input, {
      read: (parameters) => this.#executor.many(queries.listFiledReports, parameters, options),
      ...byCreatedAt<FiledReport>(),
    })
  }
}

/** Reports: what users tell the moderators. */
export interface ReportRepository extends Pick<SqlReportRepository, keyof SqlReportRepository> {}

/** Reports whether no rule refused, and yet there is no case: it was opened after the statement had begun. */
function isUnseen({ hasReporter, refusal, isCaseSeen }: queries.FileReportRow): boolean {
  return hasReporter && refusal === null && !isCaseSeen
}

function notFound(): never {
  throw new NotFoundError('reports')
}
