import type { SessionGrant } from '@souk/db'
import { normalizeIP } from '@fastify/rate-limit'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { accessTokenSeconds } from '../auth/access-tokens.js'
import { actor } from '../auth/identity.js'
import { hashPassword, isPassword } from '../auth/passwords.js'
import { ProblemError, problemOf } from '../problem.js'
import { IdParams, exact } from '../schemas.js'
import type { Service } from '../service.js'

const Password = Type.String({ minLength: 10, maxLength: 200 })
const Email = Type.String({ minLength: 3, maxLength: 320 })

const refreshCookie = 'souk_refresh'
/** Few for an address: each costs much, such as the time of a password's hash. */
export const strict = {
  rateLimit: {
    max: 20,
    keyGenerator: ({ ip, routeOptions }: FastifyRequest) => `${routeOptions.url ?? ''}:${normalizeIP(ip)}`,
  },
}

/**
 * Accounts and sessions. An access token is kept by the page, for ten minutes. The refresh token is in a cookie that no script
 * reads and no other site sends. It is exchanged at each refresh, and one that comes twice ends its session.
 */
export const authentication =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { accounts, tokens, settings } = service
    const cookieOptions = {
      path: '/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: settings.isSecure,
      maxAge: 30 * 86_400,
    } as const
    const originOf = ({ ip, headers }: FastifyRequest) => ({
      ipAddress: ip,
      userAgent: headers['user-agent']?.slice(0, 1_000) ?? null,
    })

    async function grant(reply: FastifyReply, { session, role, refreshToken }: SessionGrant) {
      const { userId, id: sessionId } = session
      reply.setCookie(refreshCookie, refreshToken, cookieOptions)
      reply.header('cache-control', 'no-store')
      const accessToken = await tokens.sign({ userId, sessionId, role })
      return { accessToken, expiresInSeconds: accessTokenSeconds, userId, role }
    }

    const registration = exact({
      email: Email,
      password: Password,
      username: Type.String({ minLength: 3, maxLength: 40 }),
      fullName: Type.Optional(Type.String({ maxLength: 200 })),
      isSeller: Type.Optional(Type.Boolean()),
    })
    app.post('/auth/register', { config: strict, schema: { body: registration } }, async (request, reply) => {
      const { password, isSeller = false, ...fields } = request.body
      const passwordHash = await hashPassword(password)
      const { id: userId } = await accounts.users.create({
        ...fields,
        passwordHash,
        role: isSeller ? 'seller' : 'buyer',
      })
      reply.status(201)
      return grant(reply, await accounts.sessions.start({ userId, passwordHash, ...originOf(request) }))
    })

    const login = exact({ email: Email, password: Type.String({ maxLength: 200 }) })
    app.post('/auth/login', { config: strict, schema: { body: login } }, async (request, reply) => {
      const { email, password } = request.body
      const credentials = await accounts.users.findCredentials({ email })
      // Of nobody's too, or the limit would tell who is here.
      await limitAttempts(service, credentials?.id ?? email.toLowerCase())
      const passwordHash = credentials?.passwordHash ?? null
      const isRight = await isPassword(passwordHash, password)
      if (credentials === null || passwordHash === null || !credentials.isActive || !isRight)
        throw new ProblemError(401, 'unauthorized', 'there is no such account, or the password is wrong')
      const { id: userId } = credentials
      return grant(reply, await accounts.sessions.start({ userId, passwordHash, ...originOf(request) }))
    })

    app.post('/auth/refresh', async (request, reply) => {
      const refreshToken = request.cookies[refreshCookie]
      if (refreshToken === undefined) throw new ProblemError(401, 'unauthorized', 'sign in first')
      try {
        return await grant(reply, await accounts.sessions.refresh({ refreshToken, ...originOf(request) }))
      } catch (error) {
        const { rule, status } = problemOf(error)
        // A token that was used before: two hold it, and one of them is a thief. Tell its owner, by mail say.
        if (rule === 'refresh_token_reused') {
          const ended = await accounts.sessions.findByToken({ refreshToken })
          request.log.warn({ userId: ended?.userId, sessionId: ended?.id }, 'a refresh token was used twice')
        }
        if (status === 401) reply.clearCookie(refreshCookie, cookieOptions)
        throw error
      }
    })

    app.post('/auth/logout', async (request, reply) => {
      const refreshToken = request.cookies[refreshCookie]
      if (refreshToken !== undefined) await accounts.sessions.end({ refreshToken })
      return reply.clearCookie(refreshCookie, cookieOptions).status(204).send()
    })

    app.get('/auth/sessions', async (request) => {
      const { userId, sessionId } = actor(request)
      const sessions = await accounts.sessions.list({ userId })
      return sessions.map(({ id, deviceName, userAgent, createdAt, lastUsedAt }) => ({
        id,
        deviceName,
        userAgent,
        createdAt,
        lastUsedAt,
        isThisOne: id === sessionId,
      }))
    })

    app.delete('/auth/sessions/:id', { schema: { params: IdParams } }, async (request, reply) => {
      const { userId } = actor(request)
      await accounts.sessions.revoke({ userId, sessionId: request.params.id })
      return reply.status(204).send()
    })

    const change = exact({ password: Type.String({ maxLength: 200 }), newPassword: Password })
    app.put('/auth/password', { config: strict, schema: { body: change } }, async (request, reply) => {
      const { userId, sessionId } = actor(request)
      await confirmPassword(service, userId, request.body.password)
      await accounts.users.setPasswordHash({
        userId,
        passwordHash: await hashPassword(request.body.newPassword),
        exceptSessionId: sessionId,
      })
      return reply.status(204).send()
    })
  }

/** Refuses more than some attempts at a password in a minute: whoever guesses from many addresses meets a limit, too. */
async function limitAttempts({ limits }: Service, account: string): Promise<void> {
  if (await limits.isOver(`password:${account}`, 10))
    throw new ProblemError(429, 'too_many_requests', 'too many attempts: wait a minute')
}

/** Asks a user for the password once more, before what cannot be undone. */
export async function confirmPassword(service: Service, userId: string, password: string): Promise<void> {
  const { db, accounts } = service
  // Not with the logins, of which anybody may try some.
  await limitAttempts(service, `confirmed ${userId}`)
  const { email } = await db.users.getAccount(userId)
  const credentials = await accounts.users.findCredentials({ email })
  if (!(await isPassword(credentials?.passwordHash ?? null, password)))
    throw new ProblemError(403, 'wrong_password', 'the password is wrong')
}
