import { verificationTypes } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { actor } from '../auth/identity.js'
import { IdParams, Paging, PagingQuery, Uuid, body } from '../schemas.js'
import type { Service } from '../service.js'

const Papers = body({
  id: Type.Optional(Uuid),
  verificationType: Type.Enum(verificationTypes),
  documents: Type.Array(
    body({
      kind: Type.Enum(['emirates_id_front', 'emirates_id_back', 'trade_license', 'other']),
      storageKey: Type.String({ minLength: 1, maxLength: 1_000 }),
      contentType: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    { minItems: 1, maxItems: 20 },
  ),
})
const Queue = Type.Object({ ...Paging, verificationType: Type.Optional(Type.Enum(verificationTypes)) })
const Reason = body({ reason: Type.String({ minLength: 1, maxLength: 2_000 }) })

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
      db.verifications.listByUser({ userId: actor(request).userId, ...request.query }),
    )

    app.get('/admin/verifications', { schema: { querystring: Queue } }, (request) =>
      db.verifications.listPending({ reviewerId: actor(request).userId, ...request.query }),
    )
    app.get('/admin/verifications/:id', { schema: { params: IdParams } }, (request) =>
      db.verifications.getForReview({ verificationId: request.params.id, reviewerId: actor(request).userId }),
    )
    app.post('/admin/verifications/:id/approve', { schema: { params: IdParams } }, (request) =>
      db.verifications.approve({ verificationId: request.params.id, reviewerId: actor(request).userId }),
    )
    app.post('/admin/verifications/:id/reject', { schema: { params: IdParams, body: Reason } }, (request) =>
      db.verifications.reject({
        verificationId: request.params.id,
        reviewerId: actor(request).userId,
        ...request.body,
      }),
    )
  }
