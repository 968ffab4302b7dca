import { feedTypes, productCategories, productConditions } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Currency, Latitude, Longitude, MinorUnits, Near, Paging, exact } from '../schemas.js'
import type { Service } from '../service.js'

const Filters = {
  category: Type.Optional(Type.Enum(productCategories)),
  condition: Type.Optional(Type.Enum(productConditions)),
  feedType: Type.Optional(Type.Enum(feedTypes)),
  currency: Type.Optional(Currency),
  minPriceMinor: Type.Optional(MinorUnits),
  maxPriceMinor: Type.Optional(MinorUnits),
}
const Search = exact({
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  sort: Type.Optional(Type.Enum(['relevance', 'nearest', 'newest', 'priceUp', 'priceDown'])),
  lng: Type.Optional(Longitude),
  lat: Type.Optional(Latitude),
  radiusMetres: Type.Optional(Near.radiusMetres),
  ...Filters,
  ...Paging,
})
const Suggest = exact({ text: Type.String({ minLength: 1, maxLength: 60 }) })

/** Finding listings, by words in English and Arabic, by filters and by place. */
export const search =
  ({ db }: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/search', { schema: { querystring: Search } }, (request) => {
      const { lng, lat, ...filters } = request.query
      const near = lng === undefined || lat === undefined ? undefined : ([lng, lat] as const)
      return db.products.search({ ...filters, near, viewerId: request.identity?.userId })
    })

    app.get('/nearby', { schema: { querystring: exact({ ...Near, ...Filters, ...Paging }) } }, (request) => {
      const { lng, lat, ...filters } = request.query
      return db.products.nearby({ ...filters, near: [lng, lat], viewerId: request.identity?.userId })
    })

    app.get('/suggest', { schema: { querystring: Suggest } }, (request) =>
      db.search.suggest({ text: request.query.text }),
    )
  }
