import { object, uuid, type Keys } from '../../input/index.js'
import { readIds } from '../id-input.js'
import type { AreFollowedInput, FollowInput } from './follow.js'

/** Reads a user, and whom they follow. */
export const readFollow = object({ userId: uuid, followeeId: uuid } satisfies Keys<FollowInput>)

/** Reads a user, and others. */
export const readAreFollowed = object({ userId: uuid, userIds: readIds } satisfies Keys<AreFollowedInput>)
