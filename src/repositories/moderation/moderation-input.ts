import { moderationDecisions, reportReasons, reportSubjectTypes } from '../../../generated/enums.js'
import {
  integer,
  nullable,
  object,
  oneOf,
  optional,
  readableText,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
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

const readLeaseMs = withDefault(integer({ min: 1_000, max: 86_400_000 }), 900_000)

/** Reads how many cases an administrator takes, and for how long. */
export const readClaimCases = object({
  adminId: uuid,
  limit: withDefault(integer({ min: 1, max: 100 }), 1),
  leaseMs: readLeaseMs,
} satisfies Keys<ClaimCasesInput>)

/** Reads a case, and who reads it. */
export const readCaseAccess = object({ caseId: uuid, adminId: uuid } satisfies Keys<CaseAccessInput>)

const leaseShape = {
  caseId: uuid,
  adminId: uuid,
  attempt: integer({ min: 1, max: 2 ** 31 - 1 }),
} satisfies Keys<LeasedCaseInput>

/** Reads a case that an administrator has. */
export const readLeasedCase = object(leaseShape)

/** Reads a case that an administrator keeps for longer. */
export const readExtendLease = object({
  ...leaseShape,
  leaseMs: readLeaseMs,
} satisfies Keys<ExtendLeaseInput>)

/** Reads a decision. */
export const readDecideCase = object({
  ...leaseShape,
  decision: oneOf(moderationDecisions),
  note: optional(nullable(readableText({ max: 2000 }))),
} satisfies Keys<DecideCaseInput>)

/** The open cases, oldest first. */
export const openCases = {
  kind: 'moderation.open',
  readFilters: object({
    adminId: uuid,
    subjectType: optional(oneOf(reportSubjectTypes)),
    reason: optional(oneOf(reportReasons)),
  } satisfies Keys<FiltersOf<OpenCasesInput>>),
} satisfies TimeList<object>

/** The reports of a case, oldest first. */
export const caseReports = {
  kind: 'moderation.reports',
  readFilters: object({ caseId: uuid, adminId: uuid } satisfies Keys<FiltersOf<CaseReportsInput>>),
} satisfies TimeList<object>

/** The audit log, newest first. */
export const moderationActions = {
  kind: 'moderation.actions',
  readFilters: object({
    adminId: uuid,
    subjectId: optional(uuid),
    userId: optional(uuid),
    moderatorId: optional(uuid),
  } satisfies Keys<FiltersOf<ModerationActionsInput>>),
} satisfies TimeList<object>
