import { productCategories, streamStatuses } from '../../../generated/enums.js'
import { object, oneOf, optional, uuid, type Keys } from '../../input/index.js'
import type { PagedList } from '../../pagination/list-request.js'
import type { LiveStreamsInput, UpcomingStreamsInput, UserStreamsInput } from './stream.js'
import { readTimePosition } from '../../pagination/time-position.js'

const categoryShape = { category: optional(oneOf(productCategories)) } as const

/** The live streams, the latest to begin first. */
export const liveList = {
  kind: 'streams.live',
  readFilters: object(categoryShape satisfies Keys<Omit<LiveStreamsInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

/** The scheduled streams, soonest first. */
export const upcomingList = {
  kind: 'streams.upcoming',
  readFilters: object(categoryShape satisfies Keys<Omit<UpcomingStreamsInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

const userShape = { userId: uuid, status: optional(oneOf(streamStatuses)) } as const

/** A user's streams, newest first. */
export const userList = {
  kind: 'streams.byUser',
  readFilters: object(userShape satisfies Keys<Omit<UserStreamsInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>
