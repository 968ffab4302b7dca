import { object, optional, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type { FollowFeedInput, FollowListInput, MutualFollowsInput } from './follow.js'

const peopleShape = { userId: uuid, viewerId: optional(uuid) } as const

/** A user's followers, the newest first. */
export const followerList = {
  kind: 'follows.followers',
  readFilters: object(peopleShape satisfies Keys<FiltersOf<FollowListInput>>),
} satisfies TimeList<object>

/** Those whom a user follows, the newest first. */
export const followingList = {
  kind: 'follows.following',
  readFilters: object(peopleShape satisfies Keys<FiltersOf<FollowListInput>>),
} satisfies TimeList<object>

const readMutual = object({ userId: uuid, otherId: optional(uuid) } satisfies Keys<
  FiltersOf<MutualFollowsInput>
>)

/** Those whom a user follows and who follow another user, the user's newest follow first. */
export const mutualList = {
  kind: 'follows.mutual',
  readFilters: (value: unknown) => {
    const { userId, otherId = userId } = readMutual(value)
    return { userId, otherId }
  },
} satisfies TimeList<object>

/** The listings and streams of those whom a user follows, newest first. */
export const followFeedList = {
  kind: 'follows.feed',
  readFilters: object({ userId: uuid } satisfies Keys<FiltersOf<FollowFeedInput>>),
} satisfies TimeList<object>
