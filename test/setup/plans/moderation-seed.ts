import { evenly } from './evenly.js'
import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

/** The number of rows of each table. */
export interface ModerationSize {
  readonly users: number
  readonly cases: number
  readonly reports: number
  readonly actions: number
}

const head = '0000000a-0000-7000-8000-'

/** The id of the nth case. */
export function caseId(n: number): string {
  return `${head}${n.toString(16).padStart(12, '0')}`
}

const caseIdSql = (n: string) => `('${head}' || lpad(to_hex(${n}), 12, '0'))::uuid`

/** The only administrator who is no seller, and one who acted in a fortieth of the log. */
export const administrator = seededId('users', 7)

/** The user whom a fortieth of the log is about. */
export const oftenModerated = seededId('users', 1)

/**
 * Cases, reports and the log.
 *
 * A third of the cases is open. Of these one in 400 is about violence, and one in 50 is of a review. The first hundred are
 * leased. A fortieth of the reports is of the first case. The second user reported a fortieth of the cases.
 */
export const moderationSeed: PlanSeed<ModerationSize> = {
  realistic: { users: 20_000, cases: 90_000, reports: 150_000, actions: 100_000 },
  embedded: { users: 4_000, cases: 15_000, reports: 24_000, actions: 20_000 },
  statements: ({ users, cases, reports, actions }) => [
    `insert into users (id, email, username, role)
    select
      ${seededIdSql('users', 'n')},
      'person' || n || '@example.com',
      'person' || n,
      case when n = 7 then 'admin' else 'buyer' end::user_role
    from generate_series(1, ${users}) as n`,
    `insert into moderation_cases (
      id, subject_type, subject_id, reported_user_id, reason, status, decision, decided_at, leased_by, leased_until,
      attempt, created_at
    )
    select
      ${caseIdSql('n')},
      case when n % 50 = 3 then 'review' when n % 5 = 1 then 'product' else 'message' end::report_subject_type,
      gen_random_uuid(),
      ${seededIdSql('users', `8 + n % ${users - 8}`)},
      case when n % 400 = 3 then 'violence' when n % 3 = 1 then 'scam' else 'spam' end::report_reason,
      case when n % 3 = 0 then 'open' else 'decided' end::moderation_case_status,
      case when n % 3 <> 0 then 'dismiss' end::moderation_decision,
      case when n % 3 <> 0 then timestamptz '2026-06-02' end,
      case when n % 3 = 0 and n > ${cases} - 300 then '${administrator}'::uuid end,
      case when n % 3 = 0 and n > ${cases} - 300 then timestamptz '2099-01-01' end,
      case when n % 3 = 0 and n > ${cases} - 300 then 1 else 0 end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${cases})
    from generate_series(1, ${cases}) as n`,
    `insert into reports (case_id, reporter_id, reason, created_at)
    select
      ${caseIdSql(`case when n % 40 = 1 then 1 else 1 + n % ${cases} end`)},
      case
        when n % 40 = 2 then '${seededId('users', 2)}'
        else ${seededIdSql('users', `8 + (n::bigint * 7919) % ${users - 8}`)}
      end,
      'spam',
      timestamptz '2026-06-01' - n * (interval '180 days' / ${reports})
    from generate_series(1, ${reports}) as n
    on conflict do nothing`,
    `insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, created_at)
    select
      case when n % 40 = 0 then '${administrator}'::uuid when ${evenly('n', 3)} < 0.5 then '${seededId('users', 8)}' end,
      'hide',
      'product',
      ${seededIdSql('products', `1 + n % (${actions} / 3)`)},
      case when n % 40 = 1 then '${oftenModerated}' else ${seededIdSql('users', `8 + n % ${users - 8}`)} end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${actions})
    from generate_series(1, ${actions}) as n`,
    // Tables in which a decision looks up one row each.
    `insert into products (id, seller_id, title, price_minor, category, condition)
    select ${seededIdSql('products', 'n')}, '${oftenModerated}', 'Product ' || n, 1, 'books', 'good'
    from generate_series(1, 3000) as n`,
    `insert into streams (id, user_id, title, category)
    select ${seededIdSql('streams', 'n')}, '${oftenModerated}', 'Stream ' || n, 'books'
    from generate_series(1, 3000) as n`,
    `insert into conversations (id, buyer_id, seller_id)
    select ${seededIdSql('conversations', 'n')}, ${seededIdSql('users', '8 + n')}, '${oftenModerated}'
    from generate_series(1, 3000) as n`,
    `insert into messages (id, conversation_id, sender_id, content)
    select ${seededIdSql('messages', 'n')}, ${seededIdSql('conversations', 'n')}, '${oftenModerated}', 'Hi'
    from generate_series(1, 3000) as n`,
    `insert into offers (
      id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency, status
    )
    select
      ${seededIdSql('offers', 'n')}, ${seededIdSql('products', 'n')}, ${seededIdSql('conversations', 'n')},
      ${seededIdSql('users', '8 + n')}, '${oftenModerated}', ${seededIdSql('users', '8 + n')}, 1, 'AED', 'declined'
    from generate_series(1, 3000) as n`,
    `insert into transactions (
      id, buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type, status,
      completed_at
    )
    select
      ${seededIdSql('transactions', 'n')}, ${seededIdSql('users', '8 + n')}, '${oftenModerated}',
      ${seededIdSql('products', 'n')}, 100, 10, 90, 'discover', 'completed', now()
    from generate_series(1, 3000) as n`,
    `insert into reviews (payment_id, product_id, reviewer_id, reviewee_id, rating)
    select transactions.id, transactions.product_id, transactions.buyer_id, transactions.seller_id, 4
    from transactions`,
    'vacuum (analyze) reviews',
    'vacuum (analyze) users, products, streams, conversations, messages, offers, moderation_cases, reports, moderation_actions',
  ],
}
