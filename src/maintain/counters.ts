import { recountBadges } from '../../generated/badges.queries.js'
import { recountFollowCounts } from '../../generated/follows.queries.js'
import { recountRatings } from '../../generated/reviews.queries.js'
import { recountLikes } from '../../generated/wishlists.queries.js'
import type { Counter } from './counter.js'
import { recountMap } from './recount-map.js'
import { recountUnread } from './recount-unread.js'

/** The counters. */
export const counters = [
  { name: 'conversations.unread', recount: recountUnread },
  { name: 'products.likes', recount: (db, slice, call) => db.one(recountLikes, slice, call) },
  { name: 'users.follows', recount: (db, slice, call) => db.one(recountFollowCounts, slice, call) },
  { name: 'users.ratings', recount: (db, slice, call) => db.one(recountRatings, slice, call) },
  { name: 'users.badges', recount: (db, slice, call) => db.one(recountBadges, slice, call) },
  { name: 'map.cells', recount: recountMap },
] as const satisfies readonly Counter[]

/** The name of a counter. */
export type CounterName = (typeof counters)[number]['name']
