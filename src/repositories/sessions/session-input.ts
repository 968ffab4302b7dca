import {
  integer,
  ipAddress,
  nullable,
  object,
  optional,
  readableText,
  text,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { idOf } from '../id-input.js'
import { refreshTokenPattern } from './refresh-token.js'
import type {
  DeleteOldSessionsInput,
  RefreshSessionInput,
  RefreshTokenInput,
  RevokeSessionsInput,
  SessionInput,
  SessionOrigin,
  StartSessionInput,
} from './session.js'

const day = 86_400

const originShape = {
  userAgent: optional(nullable(text({ min: 1, max: 1_000 }))),
  ipAddress: optional(nullable(ipAddress)),
} as const satisfies Keys<SessionOrigin>

const refreshToken = text({
  max: 87,
  pattern: {
    matches: refreshTokenPattern,
    problem: 'must be a refresh token: 43 characters, a dot, and 43 characters',
  },
})

/** Reads a login. */
export const readStartSession = object({
  userId: uuid,
  passwordHash: optional(text({ min: 1, max: 512 })),
  deviceName: optional(nullable(readableText({ max: 200 }))),
  ...originShape,
  idleSeconds: withDefault(integer({ min: 1, max: 366 * day }), 30 * day),
  lifetimeSeconds: withDefault(integer({ min: 1, max: 3_660 * day }), 90 * day),
  maxSessions: withDefault(integer({ min: 1, max: 1_000 }), 100),
} satisfies Keys<StartSessionInput>)

/** Reads a refresh token to exchange. */
export const readRefreshSession = object({
  refreshToken,
  ...originShape,
  graceSeconds: withDefault(integer({ min: 0, max: 300 }), 30),
} satisfies Keys<RefreshSessionInput>)

/** Reads a refresh token. */
export const readRefreshToken = object({ refreshToken } satisfies Keys<RefreshTokenInput>)

/** Reads a session of a user. */
export const readSession = object({ userId: uuid, sessionId: uuid } satisfies Keys<SessionInput>)

/** Reads a user, and the session that goes on. */
export const readRevokeSessions = object({
  userId: uuid,
  exceptSessionId: optional(uuid),
} satisfies Keys<RevokeSessionsInput>)

/** Reads the size of a cleanup. */
export const readDeleteOldSessions = object({
  olderThanSeconds: withDefault(integer({ min: 0, max: 3_660 * day }), 30 * day),
  limit: withDefault(integer({ min: 1, max: 10_000 }), 1_000),
} satisfies Keys<DeleteOldSessionsInput>)

/** Reads the user whose sessions are listed. */
export const readSessionUser = idOf('userId')
