import type { TokenPurpose } from '../../../generated/enums.js'

/** The user or the address for whom a token is. One of the two is given, or both. */
export interface TokenSubject {
  readonly purpose: TokenPurpose
  /** @defaultValue nobody has the address yet */
  readonly userId?: string | undefined
  /**
   * The e-mail address or phone number to which the service sends the secret; {@link ConsumedToken} has it again. Stored in one
   * spelling. Without a user, it is what the token is known by.
   */
  readonly sentTo?: string | undefined
}

/** The limits of a new token. */
export interface IssueLimits {
  /** The time until it is void, in seconds: at most 30 days. */
  readonly expiresInSeconds?: number | undefined
  /** The most that are issued within an hour for the subject, purpose and form: 1 to 100. @defaultValue 5 */
  readonly maxPerHour?: number | undefined
}

/** A token for a link. It is void after an hour, unless `expiresInSeconds` says otherwise. */
export interface IssueTokenInput extends TokenSubject, IssueLimits {}

/** A code for people to type. It is void after ten minutes, unless `expiresInSeconds` says otherwise. */
export interface IssueCodeInput extends TokenSubject, IssueLimits, CodeKey {
  /** The number of digits: 6 to 10. @defaultValue 6 */
  readonly digits?: number | undefined
  /** The most guesses that are compared: 1 to 20. @defaultValue 5 */
  readonly maxAttempts?: number | undefined
}

/** The key of codes. */
export interface CodeKey {
  /**
   * A secret of the service, 32 to 1,000 characters, which is not in the database: without it, who reads a hash finds the code
   * in a moment. After it is changed, codes that were issued before are wrong.
   */
  readonly key: string
}

/** A new token. Its secret is seen this once: the package stores a hash of it. */
export interface IssuedToken {
  /** 43 characters that stand in a URL as they are. */
  readonly token: string
  /** The time from which it is void, by the server's clock. */
  readonly expiresAt: Date
}

/** A new code. It is seen this once: the package stores a hash of it. */
export interface IssuedCode {
  /** The digits, with zeros at the beginning. */
  readonly code: string
  /** The time from which it is void, by the server's clock. */
  readonly expiresAt: Date
}

/** A link's token, and what it is used for. */
export interface ConsumeTokenInput {
  readonly purpose: TokenPurpose
  readonly token: string
}

/** A guess at a code. The subject and the key are those with which it was issued. */
export interface ConsumeCodeInput extends TokenSubject, CodeKey {
  /** As it was typed: digits alone. */
  readonly code: string
}

/** A token that was used: what it proves. */
export interface ConsumedToken {
  /** Null if it was issued for an address alone. */
  readonly userId: string | null
  /** The address that is proven, as it was when the token was issued. Compare it with the account's. */
  readonly sentTo: string | null
}

/** The age and number of rows that a cleanup deletes. */
export interface DeleteOldTokensInput {
  /** The time since a token is void, in seconds: at least an hour, which is what `maxPerHour` counts. @defaultValue 86,400, a day */
  readonly olderThanSeconds?: number | undefined
  /** The most rows: 1 to 10,000. @defaultValue 1,000 */
  readonly limit?: number | undefined
}
