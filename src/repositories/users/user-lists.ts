import { parsePoint } from '../../geo/point.js'
import { object, optional, radiusMetres, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf, PagedList } from '../../pagination/list-request.js'
import { readNearestPosition, type NearestPosition } from '../nearest-first.js'
import type { NearbyUsersInput } from './user.js'

const nearbyShape = { near: parsePoint, radiusMetres, viewerId: optional(uuid) } as const

/** The open accounts around a place, nearest first. */
export const nearbyList = {
  kind: 'users.nearby',
  readFilters: object(nearbyShape satisfies Keys<FiltersOf<NearbyUsersInput>>),
  readPosition: readNearestPosition,
} satisfies PagedList<object, NearestPosition>
