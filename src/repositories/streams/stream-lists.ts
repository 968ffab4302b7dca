import { productCategories, streamStatuses } from '../../../generated/enums.js'
import { parsePoint } from '../../geo/point.js'
import { object, oneOf, optional, radiusMetres, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf, PagedList } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import { readNearestPosition, type NearestPosition } from '../nearest-first.js'
import type {
  LiveStreamsInput,
  NearbyStreamsInput,
  UpcomingStreamsInput,
  UserStreamsInput,
} from './stream.js'

const onAirShape = { category: optional(oneOf(productCategories)), viewerId: optional(uuid) } as const

/** The live streams, the latest to begin first. */
export const liveList = {
  kind: 'streams.live',
  readFilters: object(onAirShape satisfies Keys<FiltersOf<LiveStreamsInput>>),
} satisfies TimeList<object>

const nearbyShape = {
  near: parsePoint,
  radiusMetres,
  category: optional(oneOf(productCategories)),
  viewerId: optional(uuid),
} as const

/** The live streams around a place, nearest first. */
export const nearbyList = {
  kind: 'streams.nearby',
  readFilters: object(nearbyShape satisfies Keys<FiltersOf<NearbyStreamsInput>>),
  readPosition: readNearestPosition,
} satisfies PagedList<object, NearestPosition>

/** The scheduled streams, soonest first. */
export const upcomingList = {
  kind: 'streams.upcoming',
  readFilters: object(onAirShape satisfies Keys<FiltersOf<UpcomingStreamsInput>>),
} satisfies TimeList<object>

const userShape = { userId: uuid, status: optional(oneOf(streamStatuses)) } as const

/** A user's streams, newest first. */
export const userList = {
  kind: 'streams.byUser',
  readFilters: object(userShape satisfies Keys<FiltersOf<UserStreamsInput>>),
} satisfies TimeList<object>
