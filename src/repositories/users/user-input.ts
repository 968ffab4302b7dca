import { userRoles } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import {
  emailAddress,
  nullable,
  object,
  oneOf,
  optional,
  phoneNumber,
  readableText,
  text,
  url,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { batchOf } from '../batch-input.js'
import { placeShape } from '../place-input.js'
import { idOf } from '../id-input.js'
import { readSecret } from '../secret-input.js'
import { parsePoint } from '../../geo/point.js'
import type {
  AccountDecisionInput,
  ChooseRoleInput,
  CreateUserInput,
  CredentialIdentifier,
  RehashPasswordInput,
  ResetPasswordInput,
  SetLocationInput,
  SetPasswordHashInput,
  SetRoleInput,
  SetStripeIdsInput,
  TradeRole,
  UpdateUserInput,
  UserPatch,
} from './user.js'

/** The shape that `ck_users_username_shape` asks for. */
export const readUsername = text({
  min: 3,
  max: 40,
  pattern: {
    matches: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    problem: 'must be letters, digits, dots, underscores and hyphens, beginning with a letter or digit',
  },
})

const readStripeId = text({ min: 1, max: 255 })

const tradeRoles = ['buyer', 'seller', 'both'] as const satisfies readonly TradeRole[]

const readTradeRole = oneOf(tradeRoles)
const readPasswordHash = text({ min: 1, max: 512 })

const profileShape = {
  phone: optional(nullable(phoneNumber)),
  fullName: optional(nullable(readableText({ max: 200 }))),
  avatarUrl: optional(nullable(url())),
  bio: optional(nullable(text({ max: 2000 }))),
  ...placeShape,
  buildingName: optional(nullable(readableText({ max: 120 }))),
} as const

/** Reads a new user. */
export const readCreateUser = object({
  id: optional(uuid),
  email: emailAddress,
  username: readUsername,
  ...profileShape,
  passwordHash: optional(nullable(readPasswordHash)),
  role: withDefault(readTradeRole, 'buyer'),
} satisfies Keys<CreateUserInput>)

/** The name of the command that makes a user, alone or among many. */
export const createCommand = 'users.create'

/** Reads many new users. */
export const readCreateUsers = batchOf(createCommand, readCreateUser)

/** Reads the user that a command is about. */
export const readUserId = idOf('userId')

/** Reads a user and their home. */
export const readSetLocation = object({
  userId: uuid,
  location: parsePoint,
} satisfies Keys<SetLocationInput>)

const readUserPatch = object({
  email: optional(emailAddress),
  username: optional(readUsername),
  ...profileShape,
} satisfies Keys<UserPatch>)

/** Reads a user and their new values. */
export const readUpdateUser = object({
  userId: uuid,
  patch: readUserPatch,
} satisfies Keys<UpdateUserInput>)

/** Reads a user and their new password. */
export const readSetPasswordHash = object({
  userId: uuid,
  passwordHash: nullable(readPasswordHash),
  exceptSessionId: optional(uuid),
} satisfies Keys<SetPasswordHashInput>)

/** Reads a user and another hash of their password. */
export const readRehashPassword = object({
  userId: uuid,
  passwordHash: readPasswordHash,
  oldPasswordHash: readPasswordHash,
} satisfies Keys<RehashPasswordInput>)

/** Reads a token and a new password. */
export const readResetPassword = object({
  token: readSecret,
  passwordHash: readPasswordHash,
} satisfies Keys<ResetPasswordInput>)

/** Reads a user and their ids at Stripe. */
export const readSetStripeIds = object({
  userId: uuid,
  stripeCustomerId: optional(readStripeId),
  stripeConnectAccountId: optional(readStripeId),
} satisfies Keys<SetStripeIdsInput>)

/** Reads a user and the role they choose. */
export const readChooseRole = object({
  userId: uuid,
  role: readTradeRole,
} satisfies Keys<ChooseRoleInput>)

/** Reads a user, a role, and who gives it. */
export const readSetRole = object({
  userId: uuid,
  role: oneOf(userRoles),
  adminId: nullable(uuid),
} satisfies Keys<SetRoleInput>)

/** Reads a user, and who decides upon their account. */
export const readAccountDecision = object({
  userId: uuid,
  adminId: nullable(uuid),
} satisfies Keys<AccountDecisionInput>)

const readIdentifiers = object({
  email: optional(emailAddress),
  username: optional(readUsername),
  phone: optional(phoneNumber),
})

/** Reads by what a login names its user: exactly one identifier, or any user's hash would be found. */
export function readCredentialIdentifier(value: CredentialIdentifier) {
  const identifier = readIdentifiers(value, 'identifier')
  if (Object.keys(identifier).length !== 1) {
    throw new InvalidInputError('identifier', 'must be one of email, username and phone')
  }
  return identifier
}
