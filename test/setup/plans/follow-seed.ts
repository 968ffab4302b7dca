import { busiestUser, marketSeed, type MarketSize } from './market-seed.js'
import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

const market = marketSeed('users', 'products', 'streams')

/** Follows 3,000 users. */
export const eagerFollower = seededId('users', 50)

/** Has blocked the busiest user, and is blocked by 3,000 others. */
export const unlovedViewer = seededId('users', 51)

/**
 * Users who follow and block each other: three of four follow the busiest one, and each follows and has blocked a few others.
 *
 * The triggers, which would take a minute, are off: no list or look-up depends on what they do.
 */
export const followSeed: PlanSeed<MarketSize> = {
  realistic: {
    users: 20_000,
    products: 100_000,
    streams: 40_000,
    verifications: 0,
    user_stats: 0,
    sessions: 0,
    tokens: 0,
  },
  embedded: null,
  statements: (size) => [
    ...market.statements(size),
    'alter table follows disable trigger user',
    'alter table blocks disable trigger user',
    `insert into follows (follower_id, followee_id, created_at)
    select
      ${seededIdSql('users', 'n')},
      '${busiestUser}',
      timestamptz '2026-06-01' - n * interval '1 minute'
    from generate_series(2, ${size.users}) as n
    where n % 4 <> 0`,
    `insert into follows (follower_id, followee_id, created_at)
    select
      '${eagerFollower}',
      ${seededIdSql('users', '100 + n * 5')},
      timestamptz '2026-06-01' - n * interval '1 minute'
    from generate_series(1, 3000) as n`,
    ...(
      [
        'follows (follower_id, followee_id, created_at)',
        'blocks (blocker_id, blocked_id, created_at)',
      ] as const
    ).map(
      (target, index) => `insert into ${target}
      select
        ${seededIdSql('users', `1 + n % ${size.users}`)},
        ${seededIdSql('users', `1 + (n * 7919 + ${index + 1}) % ${size.users}`)},
        timestamptz '2026-06-01' - n * interval '1 second'
      from generate_series(1, 60000) as n
      where n % ${size.users} <> (n * 7919 + ${index + 1}) % ${size.users}
      on conflict do nothing`,
    ),
    `insert into blocks (blocker_id, blocked_id) values ('${unlovedViewer}', '${busiestUser}')`,
    `insert into blocks (blocker_id, blocked_id)
    select
      ${seededIdSql('users', '100 + n * 5')},
      '${unlovedViewer}'
    from generate_series(1, 3000) as n
    on conflict do nothing`,
    `insert into user_stats (user_id, follower_count, following_count)
    select
      users.id,
      (select count(*) from follows where follows.followee_id = users.id),
      (select count(*) from follows where follows.follower_id = users.id)
    from users`,
    'alter table follows enable trigger user',
    'alter table blocks enable trigger user',
    'vacuum (analyze) follows, blocks, user_stats',
  ],
}
