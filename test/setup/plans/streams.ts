import * as queries from '../../../generated/streams.queries.js'
import { lookup, page, type PlanSubject } from './plan-case.js'
import { seededId, seededIdSql } from './seeded-id.js'

/** One that is live. */
const id = seededId('streams', 200)
const ids = Array.from({ length: 20 }, (_, n) => seededId('streams', 200 * (n + 1)))
const userId = seededId('users', 1)
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: id }
const limit = 21

export const streams: PlanSubject = {
  table: 'streams',
  // Most have ended; one in 200 is live, one in 50 is going to be. A fortieth is one user's.
  seed: (size) => `
    insert into streams (
      id, user_id, title, category, status, started_at, ended_at, duration_seconds, created_at
    )
    select
      ${seededIdSql('streams', 'n')},
      case when n % 40 = 1 then '${userId}' else ${seededIdSql('users', `1 + n % ${size.users}`)} end,
      'Stream ' || n,
      (enum_range(null::product_category))[1 + (n / 7) % 12],
      case when n % 200 = 0 then 'live' when n % 50 = 3 then 'scheduled' else 'ended' end::stream_status,
      case
        when n % 50 = 3 then now() + n * interval '1 minute'
        else timestamptz '2026-06-01' - n * (interval '180 days' / ${size.streams})
      end,
      case when n % 200 <> 0 and n % 50 <> 3 then timestamptz '2026-06-02' end,
      case when n % 200 <> 0 and n % 50 <> 3 then 60 end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${size.streams})
    from generate_series(1, ${size.streams}) as n`,
  cases: [
    lookup({ query: queries.findStream, parameters: { id }, index: 'streams_pkey' }),
    lookup({ query: queries.listStreamsByIds, parameters: { ids }, index: 'streams_pkey' }),
    lookup({ query: queries.findBroadcast, parameters: { streamId: id, userId }, index: 'streams_pkey' }),
    lookup({
      query: queries.updateStream,
      parameters: { id, patch: { title: 'Another title' } },
      index: 'streams_pkey',
    }),
    lookup({
      query: queries.scheduleStream,
      parameters: { id: seededId('streams', 3), startsAt: '2027-01-01' },
      index: 'streams_pkey',
    }),
    lookup({ query: queries.startStream, parameters: { id: seededId('streams', 3) }, index: 'streams_pkey' }),
    lookup({ query: queries.endStream, parameters: { id }, index: 'streams_pkey' }),
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
    lookup({ query: queries.deleteStream, parameters: { id }, index: 'streams_pkey' }),
    ...lists(queries.listLiveStreams, after),
    ...lists(queries.listUpcomingStreams, { ...after, afterTime: 'tomorrow' }),
    page({
      query: queries.listStreamsByUser,
      parameters: { userId, limit },
      index: 'ix_streams_user_created',
    }),
    page({
      query: queries.listStreamsByUser,
      note: 'ended, next page',
      parameters: { userId, status: 'ended', ...after, limit },
      index: 'ix_streams_user_created',
      passedOver: 10,
    }),
  ],
}

type StreamList = typeof queries.listLiveStreams | typeof queries.listUpcomingStreams

/** A list with and without a category, on its first page and on the one after a position. */
function lists(query: StreamList, position: object): PlanSubject['cases'] {
  const category = 'books' as const
  const [all, ofCategory] = ['ix_streams_status_started', 'ix_streams_status_category_started']
  return [
    page({ query, parameters: { limit }, index: all }),
    page({ query, note: 'next page', parameters: { ...position, limit }, index: all }),
    page({ query, note: 'category', parameters: { category, limit }, index: ofCategory }),
    page({
      query,
      note: 'category, next page',
      parameters: { category, ...position, limit },
      index: ofCategory,
    }),
  ]
}
