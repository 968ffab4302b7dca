// Thorough: fills tables with as many rows as a city has.

import * as moderation from '../../generated/moderation.queries.js'
import * as reports from '../../generated/reports.queries.js'
import { newId } from '../../src/repositories/new-id.js'
import {
  administrator as adminId,
  caseId as idOfCase,
  moderationSeed,
  oftenModerated,
} from '../setup/plans/moderation-seed.js'
import { bounded, lookup, page, pages, smallScan } from '../setup/plans/plan-case.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const limit = 21
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: newId() }
/** An open case. */
const caseId = idOfCase(300)
const lease = { caseId, adminId, attempt: 1 }
const report = {
  id: newId(),
  reporterId: seededId('users', 9),
  reason: 'spam',
  details: null,
  requestDigest: null,
} as const

await testPlans(moderationSeed, [
  lookup({
    query: reports.fileReport,
    parameters: { ...report, subjectType: 'user', subjectId: seededId('users', 10) },
    index: 'users_pkey',
    buffers: 120,
  }),
  lookup({ query: reports.findReport, parameters: { id: newId() }, index: 'reports_pkey' }),
  lookup({
    query: reports.listReportsByIds,
    parameters: { ids: Array.from({ length: 20 }, newId) },
    index: 'reports_pkey',
  }),
  ...pages({
    query: reports.listFiledReports,
    parameters: { reporterId: seededId('users', 2), limit },
    after,
    index: 'ix_reports_reporter_created',
    lookup: 'moderation_cases_pkey',
  }),
  bounded({
    query: moderation.claimModerationCases,
    note: 'past a hundred that are leased',
    parameters: { adminId, limit: 5, leaseMs: 60_000 },
    indexes: ['ix_moderation_cases_open_reason'],
    buffers: 700,
    rows: 120,
    passedOver: 110,
    scans: smallScan,
  }),
  lookup({
    query: moderation.extendCaseLease,
    parameters: { ...lease, leaseMs: 1 },
    index: 'moderation_cases_pkey',
  }),
  lookup({ query: moderation.releaseCase, parameters: lease, index: 'moderation_cases_pkey' }),
  lookup({
    query: moderation.decideCase,
    parameters: { ...lease, decision: 'hide', note: null },
    index: 'moderation_cases_pkey',
    buffers: 200,
  }),
  lookup({ query: moderation.judgeCaseModerator, parameters: lease, index: 'moderation_cases_pkey' }),
  lookup({ query: moderation.findModerationCase, parameters: { caseId }, index: 'moderation_cases_pkey' }),
  ...pages({
    query: moderation.listOpenCases,
    parameters: { adminId, limit },
    after,
    index: 'ix_moderation_cases_open_created',
    lookup: 'users_pkey',
  }),
  ...pages({
    query: moderation.listOpenCases,
    note: 'of a rare reason',
    parameters: { adminId, reason: 'violence', limit },
    after,
    index: 'ix_moderation_cases_open_reason',
    lookup: 'users_pkey',
  }),
  ...pages({
    query: moderation.listOpenCases,
    note: 'of a rare kind',
    parameters: { adminId, subjectType: 'review', limit },
    after,
    index: 'ix_moderation_cases_open_type',
    lookup: 'users_pkey',
  }),
  ...pages({
    query: moderation.listOpenCases,
    note: 'of both',
    parameters: { adminId, subjectType: 'review', reason: 'violence', limit },
    after,
    index: 'ix_moderation_cases_open_type_reason',
    lookup: 'users_pkey',
  }),
  page({
    query: moderation.listOpenCases,
    note: 'for somebody else',
    parameters: { adminId: seededId('users', 8), limit },
    index: 'ix_moderation_cases_open_created',
    lookup: 'users_pkey',
    passedOver: 1,
  }),
  ...pages({
    query: moderation.listCaseReports,
    parameters: { adminId, caseId: idOfCase(1), limit },
    after,
    index: 'ix_reports_case_created',
    lookup: 'users_pkey',
  }),
  ...pages({
    query: moderation.listModerationActions,
    parameters: { log: 'things' as const, adminId, limit },
    after,
    index: 'ix_moderation_actions_created',
    lookup: 'users_pkey',
  }),
  ...pages({
    query: moderation.listModerationActions,
    note: 'about a user',
    parameters: { log: 'user' as const, adminId, userId: oftenModerated, limit },
    after,
    index: 'ix_moderation_actions_user_created',
    lookup: 'users_pkey',
  }),
  ...pages({
    query: moderation.listModerationActions,
    note: 'by an administrator',
    parameters: { log: 'moderator' as const, adminId, moderatorId: adminId, limit },
    after,
    index: 'ix_moderation_actions_admin_created',
    lookup: 'users_pkey',
  }),
  lookup({
    query: moderation.listModerationActions,
    note: 'about a thing',
    parameters: { log: 'things' as const, adminId, subjectId: seededId('products', 5), limit },
    index: 'ix_moderation_actions_subject_created',
  }),
  lookup({
    query: moderation.listModerationActions,
    note: 'about a thing, by an administrator, next page',
    parameters: {
      log: 'things' as const,
      budget: 500,
      adminId,
      subjectId: seededId('products', 5),
      moderatorId: adminId,
      limit,
      ...after,
    },
    index: 'ix_moderation_actions_subject_created',
  }),
  // By somebody who did nothing of it, and by one who did much.
  ...[seededId('users', 9), seededId('users', 8)].flatMap((moderatorId) =>
    [{}, after].map((position) =>
      bounded({
        query: moderation.listModerationActions,
        note: `about a user, by ${moderatorId === seededId('users', 9) ? 'nobody' : 'another'}, ${'afterId' in position ? 'next' : 'first'} page`,
        parameters: {
          log: 'user' as const,
          budget: 500,
          adminId,
          userId: oftenModerated,
          moderatorId,
          limit,
          ...position,
        },
        indexes: ['ix_moderation_actions_user_created', 'users_pkey'],
        rows: 500,
        buffers: 560,
      }),
    ),
  ),
])
