import type { UserRole } from '../../../generated/enums.js'
import type { Session } from '../../../generated/models.js'
import type { UserIdInput } from '../users/user.js'

/** The facts of a request that a user may read of their sessions. Both are personal data. */
export interface SessionOrigin {
  /** The User-Agent header: 1 to 1,000 characters. */
  readonly userAgent?: string | null | undefined
  /** An IPv4 or IPv6 address. */
  readonly ipAddress?: string | null | undefined
}

/** A login. */
export interface StartSessionInput extends SessionOrigin {
  readonly userId: string
  /**
   * The hash with which the login compared the password: if it is another one by now, the session does not begin.
   *
   * @defaultValue it is not compared, as for a login without a password
   */
  readonly passwordHash?: string | undefined
  /** The name of the device, for its user to read: 1 to 200 characters. */
  readonly deviceName?: string | null | undefined
  /** The time without a refresh after which the session ends, in seconds; at most a year. @defaultValue 2,592,000, 30 days */
  readonly idleSeconds?: number | undefined
  /** The time after which it ends in any case, in seconds; at most ten years. @defaultValue 7,776,000, 90 days */
  readonly lifetimeSeconds?: number | undefined
  /**
   * The most live sessions of the user, 1 to 1,000: those that were used longest ago end. Logins at the same moment may leave
   * more, until the next one.
   *
   * @defaultValue 100
   */
  readonly maxSessions?: number | undefined
}

/** A session with its refresh token. The package stores a hash of the token: this is the only time it is seen. */
export interface SessionGrant {
  readonly session: Session
  /** The user's role, for the claims of an access token. */
  readonly role: UserRole
  /** 87 characters that stand in a URL and a cookie as they are. */
  readonly refreshToken: string
}

/** The refresh token of a session. */
export interface RefreshTokenInput {
  readonly refreshToken: string
}

/** A refresh token to exchange. What is not given of its origin stays as it was. */
export interface RefreshSessionInput extends RefreshTokenInput, SessionOrigin {
  /**
   * The time in which the same token may come again and gets the same answer, in seconds: 0 to 300. With 0 every repeat ends
   * the session.
   *
   * @defaultValue 30
   */
  readonly graceSeconds?: number | undefined
}

/** A session of a user. */
export interface SessionInput extends UserIdInput {
  readonly sessionId: string
}

/** The sessions of a user, but for one. */
export interface RevokeSessionsInput extends UserIdInput {
  /** The session that goes on, such as the one that asks. @defaultValue none */
  readonly exceptSessionId?: string | undefined
}

/** The age and number of rows that a cleanup deletes. */
export interface DeleteOldSessionsInput {
  /** The time since a session ended, in seconds. @defaultValue 2,592,000, 30 days */
  readonly olderThanSeconds?: number | undefined
  /** The most rows: 1 to 10,000. @defaultValue 1,000 */
  readonly limit?: number | undefined
}
