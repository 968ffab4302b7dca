import { Type } from '@fastify/type-provider-typebox'

export const Uuid = Type.String({ format: 'uuid' })
export const Longitude = Type.Number({ minimum: -180, maximum: 180 })
export const Latitude = Type.Number({ minimum: -90, maximum: 90 })
/** GeoJSON: the longitude first. */
export const Place = Type.Object(
  { type: Type.Literal('Point'), coordinates: Type.Tuple([Longitude, Latitude]) },
  { additionalProperties: false },
)
export const IdParams = Type.Object({ id: Uuid })
export const Paging = {
  cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
}
export const PagingQuery = Type.Object(Paging)
export const Near = {
  lng: Longitude,
  lat: Latitude,
  radiusMetres: Type.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
}
export const MinorUnits = Type.Integer({ minimum: 0 })
export const Currency = Type.String({ minLength: 3, maxLength: 3 })
/** The key that a client chooses for a request, and sends again with it. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.String({ minLength: 8, maxLength: 200 }),
})

/** An object without further keys: a typing error is refused and not passed over. */
export function body<Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}
