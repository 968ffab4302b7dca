import { badgeTypes } from '../../../generated/enums.js'
import {
  integer,
  nullable,
  object,
  oneOf,
  readableText,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { idOf } from '../id-input.js'
import type { AwardBadgeInput, AwardDueInput, GivenBadgeType, RevokeBadgeInput } from './badge.js'

/** The kinds that can be given by hand. */
const givenBadgeTypes = badgeTypes.filter((type): type is GivenBadgeType => type !== 'verified')

/** Reads the user whom a rule looks at. */
export const readHolder = idOf('userId')

/** Reads an award by hand. */
export const readAwardBadge = object({
  userId: uuid,
  badgeType: oneOf(givenBadgeTypes),
  reason: readableText({ max: 500 }),
  adminId: uuid,
} satisfies Keys<AwardBadgeInput>)

/** Reads a badge to be taken back. */
export const readRevokeBadge = object({
  userId: uuid,
  badgeType: oneOf(givenBadgeTypes),
  adminId: uuid,
} satisfies Keys<RevokeBadgeInput>)

/** Reads a part of the users. */
export const readAwardDue = object({
  afterId: withDefault(nullable(uuid), null),
  limit: withDefault(integer({ min: 1, max: 10_000 }), 1_000),
} satisfies Keys<AwardDueInput>)
