import { productCategories } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { actor } from '../auth/identity.js'
import { IdParams, PagingQuery, Uuid, exact } from '../schemas.js'
import type { Service } from '../service.js'

const NewStream = exact({
  id: Type.Optional(Uuid),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  category: Type.Enum(productCategories),
})

/** Live shows. While one runs it is on the map, at the public place of its streamer. */
export const streams =
  ({ db }: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    const params = { schema: { params: IdParams } }
    app.get('/streams', { schema: { querystring: PagingQuery } }, (request) =>
      db.streams.listLive({ ...request.query, viewerId: request.identity?.userId }),
    )
    app.get('/streams/:id', params, (request) => db.streams.get(request.params.id))
    app.post('/streams', { schema: { body: NewStream } }, async (request, reply) => {
      const { userId } = actor(request)
      return reply.status(201).send(await db.streams.create({ ...request.body, userId }))
    })
    app.post('/streams/:id/live', params, (request) =>
      db.streams.goLive({ streamId: request.params.id, userId: actor(request).userId }),
    )
    app.post('/streams/:id/end', params, (request) =>
      db.streams.end({ streamId: request.params.id, userId: actor(request).userId }),
    )
  }
