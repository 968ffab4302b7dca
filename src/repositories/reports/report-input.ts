import { reportReasons, reportSubjectTypes } from '../../../generated/enums.js'
import { nullable, object, oneOf, optional, readableText, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type { FiledReportsInput, FileReportInput, ReportAccessInput } from './report.js'

/** Reads a report to file. */
export const readFileReport = object({
  id: optional(uuid),
  reporterId: uuid,
  subjectType: oneOf(reportSubjectTypes),
  subjectId: uuid,
  reason: oneOf(reportReasons),
  details: optional(nullable(readableText({ max: 2000 }))),
} satisfies Keys<FileReportInput>)

/** Reads a report, and who reads it. */
export const readReportAccess = object({ reportId: uuid, reporterId: uuid } satisfies Keys<ReportAccessInput>)

/** The reports of a user, newest first. */
export const filedReports = {
  kind: 'reports.filed',
  readFilters: object({ reporterId: uuid } satisfies Keys<FiltersOf<FiledReportsInput>>),
} satisfies TimeList<object>
