import * as queries from '../../../generated/verifications.queries.js'
import { lookup, page, type PlanSubject } from './plan-case.js'
import { seededId, seededIdSql } from './seeded-id.js'

/** One that is pending. */
const id = seededId('verifications', 20)
const ids = Array.from({ length: 20 }, (_, n) => seededId('verifications', 100 + n))
const userId = seededId('users', 21)
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: id }
const limit = 21

export const verifications: PlanSubject = {
  table: 'verifications',
  // One in twenty of the first of each user is pending; all others were decided.
  seed: (size) => `
    insert into verifications (
      id, user_id, verification_type, status, documents, rejection_reason, submitted_at, reviewed_at
    )
    select
      ${seededIdSql('verifications', 'n')},
      ${seededIdSql('users', `1 + n % ${size.users}`)},
      (enum_range(null::verification_type))[1 + n % 3],
      case when n <= ${size.users} and n % 20 = 0 then 'pending' when n % 4 = 1 then 'rejected' else 'approved' end
        ::verification_status,
      '[{"kind": "trade_license", "storageKey": "papers/licence.pdf"}]',
      case when not (n <= ${size.users} and n % 20 = 0) and n % 4 = 1 then 'It cannot be read.' end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${size.verifications}),
      case when not (n <= ${size.users} and n % 20 = 0) then timestamptz '2026-06-02' end
    from generate_series(1, ${size.verifications}) as n`,
  cases: [
    lookup({ query: queries.findVerification, parameters: { id }, index: 'verifications_pkey' }),
    lookup({ query: queries.listVerificationsByIds, parameters: { ids }, index: 'verifications_pkey' }),
    lookup({ query: queries.approveVerification, parameters: { id }, index: 'verifications_pkey' }),
    lookup({ query: queries.approveVerification, note: 'its user', parameters: { id }, index: 'users_pkey' }),
    lookup({
      query: queries.rejectVerification,
      parameters: { id, reason: 'It cannot be read.' },
      index: 'verifications_pkey',
    }),
    page({
      query: queries.listPendingVerifications,
      parameters: { limit },
      index: 'ix_verifications_pending',
    }),
    page({
      query: queries.listPendingVerifications,
      note: 'type, next page',
      parameters: { verificationType: 'both', ...after, limit },
      index: 'ix_verifications_pending',
      passedOver: 60,
      buffers: 120,
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
  ],
}
