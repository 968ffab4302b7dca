import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemError } from '../problem.js'
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
