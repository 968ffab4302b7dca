import { productCategories } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Latitude, Longitude, Near, Paging, exact } from '../schemas.js'
import type { Service } from '../service.js'

const Tile = exact({
  z: Type.Integer({ minimum: 0, maximum: 22 }),
  x: Type.Integer({ minimum: 0 }),
  y: Type.Integer({ minimum: 0 }),
})
const category = Type.Optional(Type.Enum(productCategories))
const Box = { west: Longitude, south: Latitude, east: Longitude, north: Latitude }

/** The map: vector tiles of clusters, pins of a box, and who is live around. All of it by public places. */
export const map =
  ({ db }: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/map/tiles/:z/:x/:y',
      { schema: { params: Tile, querystring: exact({ category }) } },
      async (request, reply) => {
        const tile = await db.map.tile({ ...request.params, ...request.query })
        reply.header('cache-control', 'public, max-age=30')
        if (tile.length === 0) return reply.status(204).send()
        return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile))
      },
    )

    app.get(
      '/map/products',
      { schema: { querystring: exact({ ...Box, category, ...Paging }) } },
      (request) => {
        const { west, south, east, north, ...filters } = request.query
        const bounds = [west, south, east, north] as const
        return db.map.products({ ...filters, bounds, viewerId: request.identity?.userId })
      },
    )

    app.get('/map/streams', { schema: { querystring: exact({ ...Near, ...Paging }) } }, (request) => {
      const { lng, lat, ...filters } = request.query
      return db.streams.nearby({ ...filters, near: [lng, lat], viewerId: request.identity?.userId })
    })
  }
