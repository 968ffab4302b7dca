import type { ModerationDecision, ReportReason, ReportSubjectType } from '../../../generated/enums.js'
import type { PageInput } from '../../pagination/page.js'

/** The cases that an administrator takes from the queue. */
export interface ClaimCasesInput {
  /** The acting administrator. */
  readonly adminId: string
  /** The greatest number of cases: 1 to 100. @defaultValue 1 */
  readonly limit?: number | undefined
  /** The time until another administrator may take them over: 1,000 to 86,400,000 (a day). @defaultValue 900,000 */
  readonly leaseMs?: number | undefined
}

/** A case, and the administrator who reads it. */
export interface CaseAccessInput {
  readonly caseId: string
  readonly adminId: string
}

/** A case that an administrator has. */
export interface LeasedCaseInput extends CaseAccessInput {
  /** The `attempt` of the case as it was claimed. */
  readonly attempt: number
}

/** A case that an administrator keeps for longer. */
export interface ExtendLeaseInput extends LeasedCaseInput {
  /** The time from now on: 1,000 to 86,400,000 (a day). @defaultValue 900,000 */
  readonly leaseMs?: number | undefined
}

/** A decision of a case. */
export interface DecideCaseInput extends LeasedCaseInput {
  readonly decision: ModerationDecision
  /** A note for the other administrators: 1 to 2,000 characters. @defaultValue null */
  readonly note?: string | null | undefined
}

/** A page of the open cases. */
export interface OpenCasesInput extends PageInput {
  /** The administrator who reads. */
  readonly adminId: string
  /** @defaultValue all */
  readonly subjectType?: ReportSubjectType | undefined
  /** The most urgent reason that was given. @defaultValue all */
  readonly reason?: ReportReason | undefined
}

/** A page of the reports of a case. */
export interface CaseReportsInput extends PageInput {
  readonly caseId: string
  /** The administrator who reads. */
  readonly adminId: string
}

/** A page of the audit log. */
export interface ModerationActionsInput extends PageInput {
  /** The administrator who reads. */
  readonly adminId: string
  /** The thing acted upon. @defaultValue all */
  readonly subjectId?: string | undefined
  /** The user whose thing it is, or who is it. @defaultValue all */
  readonly userId?: string | undefined
  /** The administrator who acted. @defaultValue all */
  readonly moderatorId?: string | undefined
}
