// Thorough: fills tables with as many rows as a city has.

import * as blocks from '../../generated/blocks.queries.js'
import * as queries from '../../generated/follows.queries.js'
import * as products from '../../generated/products.queries.js'
import * as streams from '../../generated/streams.queries.js'
import { eagerFollower, followSeed, unlovedViewer } from '../setup/plans/follow-seed.js'
import { busiestUser } from '../setup/plans/market-seed.js'
import {
  bounded,
  lookup,
  page,
  pages,
  profileIndexes,
  smallScan,
  type PlanCase,
} from '../setup/plans/plan-case.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const userId = seededId('users', 61)
const otherId = seededId('users', 64)
const userIds = Array.from({ length: 100 }, (_, n) => seededId('users', 200 + n))
const after = { afterTime: '2026-05-31 00:00:00+00', afterId: userId }
const limit = 21
/** The rows of a list's walk. */
const walk = 500

await testPlans(followSeed, [
  lookup({
    query: queries.followUser,
    parameters: { userId: otherId, followeeId: busiestUser },
    index: 'users_pkey',
  }),
  lookup({
    query: queries.unfollowUser,
    parameters: { userId, followeeId: busiestUser },
    index: 'follows_follower_id_followee_id_key',
  }),
  lookup({
    query: queries.countFollows,
    parameters: { userId: busiestUser },
    index: 'user_stats_pkey',
    buffers: 4,
  }),
  bounded({
    query: queries.areFollowed,
    note: 'a hundred, of somebody who follows thousands',
    parameters: { userId: eagerFollower, userIds },
    indexes: ['follows_follower_id_followee_id_key'],
    rows: 1,
    buffers: 400,
  }),
  ...people(),
  // One descent for each whom the user follows, and then the page.
  bounded({
    query: queries.listFollowedProducts,
    note: 'of the last thousand of 3,000 sellers',
    parameters: { userId: eagerFollower, limit },
    indexes: ['ix_products_seller_availability', 'products_pkey', ...profileIndexes],
    rows: 1_010,
    scans: smallScan,
    buffers: 1_000 * 5,
  }),
  bounded({
    query: queries.listFollowedProducts,
    note: 'of a few sellers, one of them the busiest',
    parameters: { userId, limit },
    indexes: ['ix_products_seller_availability', 'products_pkey', ...profileIndexes],
    rows: 5 * limit,
    buffers: 320,
  }),
  bounded({
    query: queries.listFollowedProducts,
    note: 'next page',
    parameters: { userId, limit, ...after },
    indexes: ['ix_products_seller_availability', 'products_pkey', ...profileIndexes],
    rows: 5 * limit,
    buffers: 320,
  }),
  bounded({
    query: queries.listFollowedStreams,
    note: 'of the last thousand of 3,000 streamers',
    parameters: { userId: eagerFollower, limit },
    indexes: ['ix_streams_user_on_air', 'streams_pkey', ...profileIndexes],
    rows: 1_010,
    scans: smallScan,
    buffers: 1_000 * 5,
  }),
  bounded({
    query: queries.listFollowedStreams,
    note: 'next page',
    parameters: { userId, limit, ...after },
    indexes: ['ix_streams_user_on_air', 'streams_pkey', ...profileIndexes],
    rows: 5 * limit,
    buffers: 320,
  }),
  bounded({
    query: queries.recountFollowCounts,
    parameters: { afterId: userId, limit: 100 },
    indexes: ['users_pkey', 'user_stats_pkey'],
    rows: 300,
    buffers: 2_000,
  }),
  lookup({
    query: blocks.blockUser,
    parameters: { userId: otherId, blockedId: seededId('users', 65) },
    index: 'users_pkey',
  }),
  bounded({
    query: blocks.unblockUser,
    parameters: { userId: unlovedViewer, blockedId: busiestUser },
    indexes: ['users_pkey'],
    rows: 1,
    buffers: 60,
  }),
  page({
    query: blocks.listBlocks,
    parameters: { userId: unlovedViewer, limit },
    index: 'ix_blocks_blocker_created',
    lookup: profileIndexes,
  }),
  bounded({
    query: blocks.areBlocked,
    parameters: { userId: unlovedViewer, userIds },
    indexes: [],
    rows: 1,
    buffers: 400,
  }),
  lookup({
    query: blocks.isBlockedBetween,
    parameters: { userId: busiestUser, otherId: unlovedViewer },
    index: 'ix_blocks_pair',
    buffers: 8,
  }),
  ...sights(),
])

/** The lists of people: a page reads its rows, and looks up the user and the block of each. */
function people(): readonly PlanCase[] {
  const followers = {
    query: queries.listFollowers,
    index: 'ix_follows_followee_created',
    lookup: profileIndexes,
  }
  const following = {
    query: queries.listFollowing,
    index: 'ix_follows_follower_created',
    lookup: profileIndexes,
  }
  return [
    ...pages({ ...followers, parameters: { userId: busiestUser, limit }, after }),
    ...pages({ ...following, parameters: { userId: eagerFollower, limit }, after }),
    bounded({
      query: queries.listFollowers,
      note: 'for a viewer whom thousands have blocked',
      parameters: { userId: seededId('users', 52), viewerId: unlovedViewer, limit },
      indexes: ['ix_follows_followee_created', 'ix_blocks_pair', 'users_pkey'],
      rows: limit,
      buffers: 300,
    }),
    bounded({
      query: queries.listMutualFollows,
      note: 'of somebody followed by most',
      parameters: { userId: eagerFollower, otherId: busiestUser, limit },
      indexes: ['ix_follows_follower_created', 'follows_follower_id_followee_id_key', 'users_pkey'],
      rows: 2 * limit,
      buffers: 400,
    }),
    bounded({
      query: queries.listMutualFollows,
      note: 'of somebody followed by nobody of them',
      parameters: { userId: eagerFollower, otherId: seededId('users', 1_999), limit, ...after },
      // Whether one follows the other is looked up in either order: whichever has fewer.
      indexes: ['ix_follows_follower_created', ...profileIndexes],
      rows: walk,
      passedOver: walk,
      buffers: 12 * walk,
    }),
  ]
}

/** The lists with a viewer: one look-up of a block for each row of the walk, which ends with the page. */
function sights(): readonly PlanCase[] {
  const viewer = { viewerId: unlovedViewer, limit }
  const near = {
    origin: { type: 'Point', coordinates: [55.27, 25.2] },
    radiusMetres: 5_000,
    budget: 500,
  } as const
  const sight = { rows: 2 * limit, buffers: 400 }
  return [
    ...(
      [
        [{}, 'ix_products_feed'],
        [{ category: 'books' }, 'ix_products_feed_category'],
        [{ category: 'books', feedType: 'community' }, 'ix_products_feed_category_type'],
        [{ feedType: 'community', ...after }, 'ix_products_feed_type'],
      ] as const
    ).map(([filter, index]) =>
      bounded({
        query: products.listProductFeedCard,
        note: ['for a viewer', ...Object.keys(filter)].join(' '),
        parameters: { ...filter, ...viewer },
        indexes: [index, 'ix_blocks_pair', 'users_pkey'],
        ...sight,
      }),
    ),
    ...(
      [
        [{ plane: 'all' }, 'ix_products_place'],
        [{ plane: 'category', category: 'books' }, 'ix_products_category_place'],
      ] as const
    ).map(([filter, index]) =>
      bounded({
        query: products.listProductsNearbyCard,
        note: ['for a viewer', ...Object.keys(filter)].join(' '),
        parameters: { ...filter, ...viewer, ...near },
        indexes: [index, 'ix_blocks_pair', 'users_pkey'],
        ...sight,
      }),
    ),
    ...[streams.listLiveStreams, streams.listUpcomingStreams].map((query) =>
      bounded({
        query,
        note: 'for a viewer',
        parameters: viewer,
        indexes: ['ix_streams_status_started', 'ix_blocks_pair', 'users_pkey'],
        ...sight,
      }),
    ),
  ]
}
