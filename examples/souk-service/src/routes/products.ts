import { feedTypes, productCategories, productConditions } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { acting } from '../auth/identity.js'
import { Currency, IdParams, MinorUnits, PagingQuery, Place, Uuid, exact, partial } from '../schemas.js'
import type { Service } from '../service.js'

const Fields = {
  title: Type.String({ minLength: 1, maxLength: 200 }),
  description: Type.Optional(Type.Union([Type.String({ maxLength: 10_000 }), Type.Null()])),
  priceMinor: MinorUnits,
  currency: Type.Optional(Currency),
  category: Type.Enum(productCategories),
  condition: Type.Enum(productConditions),
  feedType: Type.Optional(Type.Enum(feedTypes)),
  location: Type.Optional(Type.Union([Place, Type.Null()])),
  neighborhood: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
  imageUrls: Type.Optional(Type.Array(Type.String({ maxLength: 2_000 }), { maxItems: 20 })),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 30 })),
}
/** With an id of the client's a create may be sent again: there is one product then, and not two. */
const NewProduct = exact({ id: Type.Optional(Uuid), ...Fields })
const Patch = partial({ ...Fields, isAvailable: Type.Boolean() })

/** The name of a product's page in the cache, however its id is spelled. */
export const pageKey = (productId: string) => `product:${productId.toLowerCase()}`

/** Listings. Anybody reads them, and their sellers change them: who that is, the statement decides. */
export const products =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, cache } = service
    app.get('/products/:id', { schema: { params: IdParams } }, async (request, reply) => {
      const { id } = request.params
      const page = await cache.json(pageKey(id), 10, async () => {
        const product = await db.products.get(id)
        return { ...product, seller: await db.users.getProfile(product.sellerId) }
      })
      return reply.type('application/json; charset=utf-8').send(page)
    })

    app.get('/products/:id/similar', { schema: { params: IdParams } }, (request) =>
      db.products.similar({ id: request.params.id, viewerId: request.identity?.userId }),
    )

    app.get('/users/:id/products', { schema: { params: IdParams, querystring: PagingQuery } }, (request) =>
      db.products.listBySeller({ ...request.query, sellerId: request.params.id }),
    )

    app.post('/products', { schema: { body: NewProduct } }, async (request, reply) => {
      const { userId: sellerId, mine } = acting(service, request)
      const product = await mine.products.create({ ...request.body, sellerId })
      return reply.status(201).header('location', `/products/${product.id}`).send(product)
    })

    app.patch('/products/:id', { schema: { params: IdParams, body: Patch } }, (request) => {
      const { userId: sellerId, mine } = acting(service, request)
      return mine.products.update({ productId: request.params.id, sellerId, patch: request.body })
    })

    app.post('/products/:id/sold', { schema: { params: IdParams } }, (request) => {
      const { userId: sellerId, mine } = acting(service, request)
      return mine.products.markSold({ productId: request.params.id, sellerId })
    })

    app.delete('/products/:id', { schema: { params: IdParams } }, async (request, reply) => {
      const { userId: sellerId, mine } = acting(service, request)
      await mine.products.delete({ productId: request.params.id, sellerId })
      return reply.status(204).send()
    })
  }
