import { tokenPurposes } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import {
  emailAddress,
  integer,
  object,
  oneOf,
  optional,
  phoneNumber,
  text,
  uuid,
  withDefault,
  type Keys,
  type Read,
} from '../../input/index.js'
import { readSecret } from '../secret-input.js'
import type {
  ConsumeCodeInput,
  ConsumeTokenInput,
  DeleteOldTokensInput,
  IssueCodeInput,
  IssueTokenInput,
  TokenSubject,
} from './token.js'

const hour = 3_600

/** Reads an address in its one spelling: an e-mail address if there is an @ in it, else a phone number. */
const readAddress: Read<string> = (value, field) =>
  typeof value === 'string' && value.startsWith('+') && !value.includes('@')
    ? phoneNumber(value, field)
    : emailAddress(value, field)

const subjectShape = {
  purpose: oneOf(tokenPurposes),
  userId: optional(uuid),
  sentTo: optional(readAddress),
} as const satisfies Keys<TokenSubject>

const expiresIn = (seconds: number) => withDefault(integer({ min: 1, max: 720 * hour }), seconds)
const maxPerHour = withDefault(integer({ min: 1, max: 100 }), 5)
const key = text({ min: 32, max: 1_000 })

/** Reads a new token. */
export const readIssueToken = withSubject(
  object({
    ...subjectShape,
    expiresInSeconds: expiresIn(hour),
    maxPerHour,
  } satisfies Keys<IssueTokenInput>),
)

/** Reads a new code. */
export const readIssueCode = withSubject(
  object({
    ...subjectShape,
    key,
    digits: withDefault(integer({ min: 6, max: 10 }), 6),
    expiresInSeconds: expiresIn(600),
    maxAttempts: withDefault(integer({ min: 1, max: 20 }), 5),
    maxPerHour,
  } satisfies Keys<IssueCodeInput>),
)

/** Reads a link's token. */
export const readConsumeToken = object({
  purpose: oneOf(tokenPurposes),
  token: readSecret,
} satisfies Keys<ConsumeTokenInput>)

/** Reads a guess. */
export const readConsumeCode = withSubject(
  object({
    ...subjectShape,
    key,
    code: text({ max: 10, pattern: { matches: /^[0-9]{6,10}$/, problem: 'must be 6 to 10 digits' } }),
  } satisfies Keys<ConsumeCodeInput>),
)

/** Reads the size of a cleanup. */
export const readDeleteOldTokens = object({
  olderThanSeconds: withDefault(integer({ min: hour, max: 87_840 * hour }), 24 * hour),
  limit: withDefault(integer({ min: 1, max: 10_000 }), 1_000),
} satisfies Keys<DeleteOldTokensInput>)

/** Refuses an input without a user and without an address: the token would be for nobody. */
function withSubject<Input extends { readonly userId?: string; readonly sentTo?: string }>(
  read: (value: unknown) => Input,
): (value: unknown) => Input & { readonly subject: string } {
  return (value) => {
    const input = read(value)
    const subject = input.userId ?? input.sentTo
    if (subject === undefined) throw new InvalidInputError('userId', 'or sentTo must be given')
    return Object.assign(input, { subject })
  }
}
