// Thorough: fills tables with as many rows as a city has.

import * as queries from '../../generated/verifications.queries.js'
import { administrator as reviewerId, marketSeed } from '../setup/plans/market-seed.js'
import { lookup, page } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

/** A pending verification. */
const id = seededId('verifications', 20)
const ids = seededIds('verifications', 100)
const userId = seededId('users', 21)
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: id }
const limit = 21

await testPlans(marketSeed('users', 'verifications'), [
  lookup({ query: queries.findVerification, parameters: { id }, index: 'verifications_pkey' }),
  lookup({ query: queries.listVerificationsByIds, parameters: { ids }, index: 'verifications_pkey' }),
  lookup({ query: queries.approveVerification, parameters: { id, reviewerId }, index: 'verifications_pkey' }),
  lookup({
    query: queries.approveVerification,
    note: 'its user',
    parameters: { id, reviewerId },
    index: 'users_pkey',
  }),
  lookup({
    query: queries.rejectVerification,
    parameters: { id, reviewerId, reason: 'It cannot be read.' },
    index: 'verifications_pkey',
  }),
  lookup({
    query: queries.revokeVerification,
    parameters: { id: seededId('verifications', 22), reviewerId, reason: 'It was forged.' },
    index: 'verifications_pkey',
    buffers: 120,
  }),
  lookup({
    query: queries.judgeVerificationReviewer,
    parameters: { id, reviewerId },
    index: 'verifications_pkey',
  }),
  page({
    query: queries.listPendingVerifications,
    parameters: { reviewerId, limit },
    lookup: 'users_pkey',
    index: 'ix_verifications_pending',
  }),
  page({
    query: queries.listPendingVerifications,
    note: 'type, next page',
    parameters: { reviewerId, verificationType: 'both', ...after, limit },
    lookup: 'users_pkey',
    index: 'ix_verifications_pending_type',
  }),
  // A user has a handful: whether they are walked or sorted is the same.
  lookup({
    query: queries.listVerificationsByUser,
    parameters: { userId, limit },
    index: 'ix_verifications_user_submitted',
  }),
  lookup({
    query: queries.listVerificationsByUser,
    note: 'next page',
    parameters: { userId, ...after, limit },
    index: 'ix_verifications_user_submitted',
  }),
])
