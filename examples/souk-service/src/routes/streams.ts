import { productCategories } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { acting } from '../auth/identity.js'
import { IdParams, PagingQuery, Uuid, exact } from '../schemas.js'
import type { Service } from '../service.js'

const NewStream = exact({
  id: Type.Optional(Uuid),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  category: Type.Enum(productCategories),
})

/** Live shows. While one runs it is on the map, at the public place of its streamer. */
export const streams =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db } = service
    const params = { schema: { params: IdParams } }
    app.get('/streams', { schema: { querystring: PagingQuery } }, (request) =>
      db.streams.listLive({ ...request.query, viewerId: request.identity?.userId }),
    )
    app.get('/streams/:id', params, (request) => db.streams.get(request.params.id))
    app.post('/streams', { schema: { body: NewStream } }, async (request, reply) => {
      const { userId, mine } = acting(service, request)
      return reply.status(201).send(await mine.streams.create({ ...request.body, userId }))
    })
    app.post('/streams/:id/live', params, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.streams.goLive({ streamId: request.params.id, userId })
    })
    app.post('/streams/:id/end', params, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.streams.end({ streamId: request.params.id, userId })
    })
  }
