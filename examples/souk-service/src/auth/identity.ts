import type { ActingDatabase } from '@souk/db'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemError } from '../problem.js'
import type { Service } from '../service.js'
import type { AccessTokens, Identity } from './access-tokens.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The user who acts; null: somebody without a token, or with one that is over. */
    identity: Identity | null
  }
}

/** Reads the token of each request, before anything else looks at it. */
export function readIdentities(app: FastifyInstance, tokens: AccessTokens): void {
  app.decorateRequest('identity', null)
  app.addHook('onRequest', async (request) => {
    const [, token] = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? '') ?? []
    if (token !== undefined) request.identity = await tokens.verify(token)
  })
}

/** Refuses whoever has not signed in, for all routes of a scope. */
export function requireIdentity(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    actor(request)
  })
}

/** Returns who acts. */
export function actor({ identity }: FastifyRequest): Identity {
  if (identity === null) throw new ProblemError(401, 'unauthorized', 'sign in first')
  return identity
}

/** Returns who acts, and the database as they see it: policies hide from them what is between others. */
export function acting(
  { db }: Pick<Service, 'db'>,
  request: FastifyRequest,
  role?: 'moderator',
): { readonly userId: string; readonly mine: ActingDatabase } {
  const { userId } = actor(request)
  return { userId, mine: db.as({ userId, role }) }
}
