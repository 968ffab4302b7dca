import type {
  ModerationCaseStatus,
  ModerationDecision,
  ReportReason,
  ReportSubjectType,
} from '../../../generated/enums.js'
import type { PageInput } from '../../pagination/page.js'

/** A report to file. */
export interface FileReportInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  /** The user who reports. */
  readonly reporterId: string
  /** The kind of the thing that is reported. */
  readonly subjectType: ReportSubjectType
  /** The id of the user, product, stream, message or review. */
  readonly subjectId: string
  readonly reason: ReportReason
  /** The reporter's own words: 1 to 2,000 characters. @defaultValue null: the reason says all */
  readonly details?: string | null | undefined
}

/** A report as its reporter sees it. */
export interface FiledReport {
  readonly id: string
  readonly reporterId: string
  readonly subjectType: ReportSubjectType
  /** The id of the thing that was reported, which may be gone by now. */
  readonly subjectId: string
  readonly reason: ReportReason
  readonly details: string | null
  /** `open` until the moderators decide. */
  readonly status: ModerationCaseStatus
  /** The decision of the moderators; null while it is open. */
  readonly decision: ModerationDecision | null
  readonly decidedAt: Date | null
  readonly createdAt: Date
}

/** A report, and the user on whose behalf it is read. */
export interface ReportAccessInput {
  readonly reportId: string
  /** The user who filed it. */
  readonly reporterId: string
}

/** A page of the reports of a user, for that user. */
export interface FiledReportsInput extends PageInput {
  readonly reporterId: string
}
