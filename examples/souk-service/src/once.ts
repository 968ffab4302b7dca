import type { Transaction } from '@souk/db'
import type { FastifyRequest } from 'fastify'
import { acting } from './auth/identity.js'
import type { Service } from './service.js'

/**
 * Does what a request asks once, however often it comes under its Idempotency-Key, and returns the id of what it made.
 *
 * The answer that is kept is the id alone. What it names is read anew, so a repeat is answered with what is true by then.
 */
export async function once(
  service: Service,
  request: FastifyRequest,
  command: string,
  make: (tx: Transaction) => Promise<{ readonly id: string }>,
): Promise<string> {
  const { userId, mine } = acting(service, request)
  const { value } = await mine.idempotent(
    {
      key: String(request.headers['idempotency-key']),
      scope: `${command}:${userId}`,
      request: { params: request.params, body: request.body ?? null },
    },
    async (tx) => ({ id: (await make(tx)).id }),
  )
  return value.id
}
