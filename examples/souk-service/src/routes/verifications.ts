import { verificationTypes } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { actor } from '../auth/identity.js'
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
 * Papers, and the queue of those who look at them. That somebody is an administrator is not believed of their token: the
 * statement asks, so whoever lost the role is refused at once.
 */
export const verifications =
  ({ db }: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/verifications', { schema: { body: Papers } }, async (request, reply) => {
      const submitted = await db.verifications.submit({ ...request.body, userId: actor(request).userId })
      return reply.status(201).send(submitted)
    })
    app.get('/verifications', { schema: { querystring: PagingQuery } }, (request) =>
      db.verifications.listByUser({ ...request.query, userId: actor(request).userId }),
    )

    app.get('/admin/verifications', { schema: { querystring: Queue } }, (request) =>
      db.verifications.listPending({ ...request.query, reviewerId: actor(request).userId }),
    )
    app.get('/admin/verifications/:id', { schema: { params: IdParams } }, (request) =>
      db.verifications.getForReview({ verificationId: request.params.id, reviewerId: actor(request).userId }),
    )
    app.post('/admin/verifications/:id/approve', { schema: { params: IdParams } }, (request) =>
      db.verifications.approve({ verificationId: request.params.id, reviewerId: actor(request).userId }),
    )
    app.post('/admin/verifications/:id/reject', { schema: { params: IdParams, body: Reason } }, (request) =>
      db.verifications.reject({
        ...request.body,
        verificationId: request.params.id,
        reviewerId: actor(request).userId,
      }),
    )
  }
