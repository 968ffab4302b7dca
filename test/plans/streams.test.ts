// Thorough: fills tables with as many rows as a city has.

import * as queries from '../../generated/streams.queries.js'
import { administrator as adminId, busiestUser as userId, marketSeed } from '../setup/plans/market-seed.js'
import type { Point } from '../../src/geo/geojson.js'
import { bounded, lookup, page, pages, profileIndexes } from '../setup/plans/plan-case.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

/** A live stream, one that is planned, and their users. */
const id = seededId('streams', 200)
const owner = seededId('users', 201)
const plannedId = seededId('streams', 3)
const planner = seededId('users', 4)
const ids = Array.from({ length: 20 }, (_, n) => seededId('streams', 200 * (n + 1)))
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: id }
const afterPlanned = { ...after, afterTime: 'tomorrow' }
const category = 'books'
const limit = 21
const origin: Point = { type: 'Point', coordinates: [55.27, 25.2] }
const around = { origin, limit, budget: 2_000 }
const farther = { afterDistance: 3.5e-5, afterId: id }
const onPlane = { ...around, plane: 'all', radiusMetres: 50_000 } as const
const onSphere = { ...around, plane: 'sphere', radiusMetres: 20_000_000 } as const
const nearby: readonly (readonly [string, queries.ListStreamsNearbyParams])[] = [
  ['within metres', { ...onPlane, radiusMetres: 10 }],
  ['in the country', onPlane],
  ['next page', { ...onPlane, ...farther }],
  ['of a category, for a viewer', { ...onPlane, category, viewerId: owner, budget: 500 }],
  ['within half the Earth', onSphere],
  [
    'within half the Earth, of a category, for a viewer',
    { ...onSphere, category, viewerId: owner, budget: 500 },
  ],
]

await testPlans(marketSeed('users', 'user_stats', 'streams'), [
  lookup({ query: queries.findStream, parameters: { id }, index: 'streams_pkey' }),
  lookup({ query: queries.listStreamsByIds, parameters: { ids }, index: 'streams_pkey' }),
  lookup({ query: queries.findBroadcast, parameters: { streamId: id, userId }, index: 'streams_pkey' }),
  lookup({
    query: queries.updateStream,
    parameters: { id, userId: owner, patch: { title: 'Another title' } },
    index: 'streams_pkey',
  }),
  lookup({
    query: queries.scheduleStream,
    parameters: { id: plannedId, userId: planner, startsAt: '2027-01-01' },
    index: 'streams_pkey',
  }),
  lookup({
    query: queries.startStream,
    parameters: { id: plannedId, userId: planner },
    index: 'streams_pkey',
  }),
  lookup({ query: queries.endStream, parameters: { id, userId: owner }, index: 'streams_pkey' }),
  lookup({ query: queries.stopStream, parameters: { id, adminId }, index: 'streams_pkey' }),
  lookup({ query: queries.judgeStreamOwner, parameters: { id, userId: owner }, index: 'streams_pkey' }),
  lookup({
    query: queries.setStreamViewerCounts,
    note: 'of 20',
    parameters: { ids, viewerCounts: ids.map((_, n) => n) },
    index: 'streams_pkey',
    buffers: 400,
  }),
  lookup({
    query: queries.addStreamViews,
    note: 'to 20',
    parameters: { ids, views: ids.map((_, n) => n) },
    index: 'streams_pkey',
    buffers: 400,
  }),
  lookup({ query: queries.deleteStream, parameters: { id, userId: owner }, index: 'streams_pkey' }),
  ...pages({
    query: queries.listLiveStreams,
    parameters: { limit },
    after,
    index: 'ix_streams_status_started',
    lookup: profileIndexes,
  }),
  ...pages({
    query: queries.listLiveStreams,
    note: 'category',
    parameters: { category, limit },
    after,
    index: 'ix_streams_status_category_started',
    lookup: profileIndexes,
  }),
  ...pages({
    query: queries.listUpcomingStreams,
    parameters: { limit },
    after: afterPlanned,
    index: 'ix_streams_status_started',
    lookup: profileIndexes,
  }),
  ...pages({
    query: queries.listUpcomingStreams,
    note: 'category',
    parameters: { category, limit },
    after: afterPlanned,
    index: 'ix_streams_status_category_started',
    lookup: profileIndexes,
  }),
  ...nearby.map(([note, parameters]) =>
    bounded({
      query: queries.listStreamsNearby,
      note,
      parameters,
      indexes: [
        parameters.plane === 'all' ? 'ix_streams_place' : 'ix_streams_public_location',
        'streams_pkey',
        ...profileIndexes,
      ],
      rows: 2_000,
      passedOver: 2_000,
      buffers: parameters.plane === 'all' ? 350 : 700,
    }),
  ),
  page({
    query: queries.listStreamsByUser,
    parameters: { userId, limit },
    index: 'ix_streams_user_created',
  }),
  page({
    query: queries.listStreamsByUser,
    note: 'ended, next page',
    parameters: { userId, status: 'ended', ...after, limit },
    index: 'ix_streams_user_status_created',
  }),
])
