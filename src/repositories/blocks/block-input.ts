import { object, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import { readIds } from '../id-input.js'
import type { AreBlockedInput, BlockedBetweenInput, BlockInput, BlockListInput } from './block.js'

/** Reads a user, and whom they block. */
export const readBlock = object({ userId: uuid, blockedId: uuid } satisfies Keys<BlockInput>)

/** Reads a user, and others. */
export const readAreBlocked = object({ userId: uuid, userIds: readIds } satisfies Keys<AreBlockedInput>)

/** Reads two users. */
export const readBlockedBetween = object({ userId: uuid, otherId: uuid } satisfies Keys<BlockedBetweenInput>)

/** Those whom a user has blocked, the newest block first. */
export const blockList = {
  kind: 'blocks',
  readFilters: object({ userId: uuid } satisfies Keys<FiltersOf<BlockListInput>>),
} satisfies TimeList<object>
