import { userRoles } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import {
  boolean,
  nullable,
  object,
  oneOf,
  optional,
  text,
  url,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { batchOf } from '../batch-input.js'
import { placeShape } from '../place-input.js'
import { idOf } from '../id-input.js'
import { parsePoint } from '../../geo/point.js'
import type {
  CreateUserInput,
  CredentialIdentifier,
  SetLocationInput,
  UpdateUserInput,
  UserPatch,
} from './user.js'

/** The shape and length that `ck_users_email_shape` and `ck_users_email_length` ask for. */
export const readEmail = text({
  min: 3,
  max: 254,
  pattern: {
    matches: /^[^\s\p{Control}@]+@[^\s\p{Control}@]+\.[^\s\p{Control}@]+$/u,
    problem: 'must be an e-mail address',
  },
})

/** The shape that `ck_users_username_shape` asks for. */
export const readUsername = text({
  min: 3,
  max: 40,
  pattern: {
    matches: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    problem: 'must be letters, digits, dots, underscores and hyphens, beginning with a letter or digit',
  },
})

const readPhone = text({
  max: 16,
  pattern: {
    matches: /^\+[1-9][0-9]{6,14}$/,
    problem: 'must be a number in E.164, such as + and 7 to 15 digits',
  },
})

const readStripeId = text({ min: 1, max: 255 })

const readRole = oneOf(userRoles)

const profileShape = {
  phone: optional(nullable(readPhone)),
  passwordHash: optional(nullable(text({ min: 1, max: 512 }))),
  fullName: optional(nullable(text({ min: 1, max: 200 }))),
  avatarUrl: optional(nullable(url())),
  bio: optional(nullable(text({ max: 2000 }))),
  role: optional(readRole),
  ...placeShape,
  buildingName: optional(nullable(text({ min: 1, max: 120 }))),
  stripeCustomerId: optional(nullable(readStripeId)),
  stripeConnectAccountId: optional(nullable(readStripeId)),
} as const

/** Reads a new user. */
export const readCreateUser = object({
  id: optional(uuid),
  email: readEmail,
  username: readUsername,
  ...profileShape,
  role: withDefault(readRole, 'buyer'),
} satisfies Keys<CreateUserInput>)

/** Reads many new users. */
export const readCreateUsers = batchOf(readCreateUser)

/** Reads the user that a command is about. */
export const readUserId = idOf('userId')

/** Reads a user and their home. */
export const readSetLocation = object({
  userId: uuid,
  location: parsePoint,
} satisfies Keys<SetLocationInput>)

const readUserPatch = object({
  email: optional(readEmail),
  username: optional(readUsername),
  isVerified: optional(boolean),
  ...profileShape,
} satisfies Keys<UserPatch>)

/** Reads a user and their new values. */
export const readUpdateUser = object({
  userId: uuid,
  patch: readUserPatch,
} satisfies Keys<UpdateUserInput>)

const readIdentifiers = object({
  email: optional(readEmail),
  username: optional(readUsername),
  phone: optional(readPhone),
})

/** Reads by what a login names its user: exactly one identifier, or any user's hash would be found. */
export function readCredentialIdentifier(value: CredentialIdentifier) {
  const identifier = readIdentifiers(value, 'identifier')
  if (Object.keys(identifier).length !== 1) {
    throw new InvalidInputError('identifier', 'must be one of email, username and phone')
  }
  return identifier
}
