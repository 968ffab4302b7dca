import { verificationTypes } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { acting } from '../auth/identity.js'
import { IdParams, Paging, PagingQuery, Uuid, exact } from '../schemas.js'
import type { Service } from '../service.js'

const Papers = exact({
  id: Type.Optional(Uuid),
  verificationType: Type.Enum(verificationTypes),
  documents: Type.Array(
    exact({
      kind: Type.Enum(['emirates_id_front', 'emirates_id_back', 'trade_license', 'other']),
      storageKey: Type.String({ minLength: 1, maxLength: 1_000 }),
      contentType: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    { minItems: 1, maxItems: 20 },
  ),
})
const Queue = exact({ ...Paging, verificationType: Type.Optional(Type.Enum(verificationTypes)) })
const Reason = exact({ reason: Type.String({ minLength: 1, maxLength: 2_000 }) })

/**
 * Papers, and the queue of those who look at them. As a moderator the request passes the policies. That its user is an administrator
 * is not believed of the token: the statement asks, so whoever lost the role is refused at once.
 */
export const verifications =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/verifications', { schema: { body: Papers } }, async (request, reply) => {
      const { userId, mine } = acting(service, request)
      return reply.status(201).send(await mine.verifications.submit({ ...request.body, userId }))
    })
    app.get('/verifications', { schema: { querystring: PagingQuery } }, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.verifications.listByUser({ ...request.query, userId })
    })

    app.get('/admin/verifications', { schema: { querystring: Queue } }, (request) => {
      const { userId: reviewerId, mine } = acting(service, request, 'moderator')
      return mine.verifications.listPending({ ...request.query, reviewerId })
    })
    app.get('/admin/verifications/:id', { schema: { params: IdParams } }, (request) => {
      const { userId: reviewerId, mine } = acting(service, request, 'moderator')
      return mine.verifications.getForReview({ verificationId: request.params.id, reviewerId })
    })
    app.post('/admin/verifications/:id/approve', { schema: { params: IdParams } }, (request) => {
      const { userId: reviewerId, mine } = acting(service, request, 'moderator')
      return mine.verifications.approve({ verificationId: request.params.id, reviewerId })
    })
    app.post('/admin/verifications/:id/reject', { schema: { params: IdParams, body: Reason } }, (request) => {
      const { userId: reviewerId, mine } = acting(service, request, 'moderator')
      return mine.verifications.reject({ ...request.body, verificationId: request.params.id, reviewerId })
    })
  }
