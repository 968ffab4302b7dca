import * as queries from '../../../generated/sessions.queries.js'
import type { Session } from '../../../generated/models.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { refuse } from '../refuse.js'
import { hashOfSecret } from '../secret-hash.js'
import type { UserIdInput } from '../users/user.js'
import { withoutColumns } from '../without-columns.js'
import { hashesOf, newNonce, newRefreshToken, nextRefreshToken } from './refresh-token.js'
import type {
  DeleteOldSessionsInput,
  RefreshSessionInput,
  RefreshTokenInput,
  RevokeSessionsInput,
  SessionGrant,
  SessionInput,
  StartSessionInput,
} from './session.js'
import {
  readDeleteOldSessions,
  readRefreshSession,
  readRefreshToken,
  readRevokeSessions,
  readSession,
  readSessionUser,
  readStartSession,
} from './session-input.js'

/**
 * Sessions: logins on devices, with refresh tokens that rotate. Of a token the database gets a hash, and nothing else.
 *
 * A closed account has no live session, and a changed password ends all of them: see `users.setPasswordHash`.
 */
export class SqlSessionRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Begins a session, after the service has let its user in, and records the login as `users.recordLogin` does.
   *
   * A call whose answer was lost leaves a session that nobody uses, and which ends when it is idle: call again.
   *
   * @throws {@link NotFoundError} if there is no such user.
   * @throws {@link ConflictError} with rule `account_closed`, or `password_changed` if a `passwordHash` is given and is no
   * longer the user's.
   *
   * @example
   * ```ts
   * const { session, role, refreshToken } = await db.sessions.start({
   *   userId: buyer.id,
   *   deviceName: 'Pixel 9',
   *   ipAddress: '192.0.2.7',
   * })
   * ```
   */
  async start(input: StartSessionInput, options?: CallOptions): Promise<SessionGrant> {
    const login = readStartSession(input)
    const refreshToken = newRefreshToken()
    const session = Object.assign(login, hashesOf(refreshToken))
    const row = await this.#executor.maybeOne(queries.startSession, session, options)
    if (row === null) {
      await assertOpenAccount(this.#executor, login.userId, options)
      return refuse('password_changed')
    }
    const { role } = row
    return { session: withoutColumns(row, 'role'), role, refreshToken }
  }

  /**
   * Exchanges a refresh token for the next one. The session then lasts for another `idleSeconds`, if its lifetime does.
   *
   * Of any number of calls with one token, one exchanges it, and the others get the same next token while the grace lasts: a
   * client that did not get the answer repeats the call. After that, and with any earlier token, the session ends at once,
   * because two hold a token that one was given (RFC 9700 §4.14.2).
   *
   * In a transaction, catch the error within its function, or what it ends is rolled back; and send the token after the commit.
   *
   * @throws {@link ConflictError} with rule `refresh_token_reused` if this call has ended the session, or `session_ended` if it
   * has ended before or there is none. A client is told the same of both.
   *
   * @example
   * ```ts
   * const next = await db.sessions.refresh({ refreshToken })
   * ```
   */
  async refresh(input: RefreshSessionInput, options?: CallOptions): Promise<SessionGrant> {
    const { refreshToken, userAgent = null, ipAddress = null, graceSeconds } = readRefreshSession(input)
    const nonce = newNonce()
    const { familyHash, tokenHash } = hashesOf(refreshToken)
    const nextTokenHash = hashOfSecret(nextRefreshToken(refreshToken, nonce))
    const exchange = { familyHash, tokenHash, nextTokenHash, nonce, userAgent, ipAddress, graceSeconds }
    const row = await this.#executor.maybeOne(queries.refreshSession, exchange, options)
    if (row === null) return refuse('session_ended')
    const { role, rotationNonce, isReused } = row
    if (isReused || rotationNonce === null) return refuse('refresh_token_reused')
    return {
      session: withoutColumns(row, 'isReused', 'rotationNonce', 'role'),
      role,
      // That of this call, or of the call that came first.
      refreshToken: nextRefreshToken(refreshToken, rotationNonce),
    }
  }

  /** Finds a live session of a user, such as that of an access token before something that matters. */
  async find(input: SessionInput, options?: CallOptions): Promise<Session | null> {
    const { userId, sessionId: id } = readSession(input)
    return this.#executor.maybeOne(queries.findSession, { id, userId }, options)
  }

  /**
   * Finds the session of a refresh token, whether it is live or not and whichever of its tokens that is: for the service, such
   * as to warn a user whose token was used twice.
   */
  async findByToken(input: RefreshTokenInput, options?: CallOptions): Promise<Session | null> {
    const { familyHash } = hashesOf(readRefreshToken(input).refreshToken)
    return this.#executor.maybeOne(queries.findSessionOfToken, { familyHash }, options)
  }

  /** Lists a user's live sessions, the last used first: their devices. At most 1,000. */
  async list(input: UserIdInput, options?: CallOptions): Promise<Session[]> {
    const userId = readSessionUser(input)
    return this.#executor.many(queries.listSessions, { userId, limit: 1_000 }, options)
  }

  /**
   * Ends the session of a refresh token: a logout. Of a token that is unknown, or whose session has ended, it says nothing, and
   * any token of the session will do (RFC 7009 §2.2).
   */
  async end(input: RefreshTokenInput, options?: CallOptions): Promise<void> {
    const { familyHash } = hashesOf(readRefreshToken(input).refreshToken)
    await this.#executor.execute(queries.endSession, { familyHash }, options)
  }

  /**
   * Ends a session of a user, who has chosen it from the list of their devices. One that has ended stays as it is.
   *
   * @throws {@link NotFoundError} if the user has no such session.
   */
  async revoke(input: SessionInput, options?: CallOptions): Promise<Session> {
    const { userId, sessionId: id } = readSession(input)
    const revoked = await this.#executor.maybeOne(queries.revokeSession, { id, userId }, options)
    if (revoked === null) throw new NotFoundError('sessions')
    return revoked
  }

  /**
   * Ends all sessions of a user, or all others.
   *
   * @returns The number of those that it ended.
   */
  async revokeAll(input: RevokeSessionsInput, options?: CallOptions): Promise<number> {
    const { userId, exceptSessionId = null } = readRevokeSessions(input)
    return this.#executor.execute(queries.revokeSessions, { userId, exceptSessionId }, options)
  }

  /**
   * Deletes sessions that have ended long ago, up to `limit`, the first ones first. Several may run at once.
   *
   * @returns The number of those that it deleted: call again while that is `limit`.
   */
  async deleteOld(input: DeleteOldSessionsInput = {}, options?: CallOptions): Promise<number> {
    return this.#executor.execute(queries.deleteOldSessions, readDeleteOldSessions(input), options)
  }
}

/** Sessions: logins on devices, with refresh tokens that rotate. */
export interface SessionRepository extends Pick<SqlSessionRepository, keyof SqlSessionRepository> {}
