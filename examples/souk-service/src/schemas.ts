import { Type } from '@fastify/type-provider-typebox'

/**
 * An object without further keys. A typing error is refused and not passed over, and nobody slips a key in, such as the id of
 * another user, among those that a route hands on.
 */
export function exact<Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}

/** The same with every key optional. `Type.Partial` by itself would let others in. */
export function partial<Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) {
  return Type.Partial(Type.Object(properties), { additionalProperties: false })
}

export const Uuid = Type.String({ format: 'uuid' })
export const Longitude = Type.Number({ minimum: -180, maximum: 180 })
export const Latitude = Type.Number({ minimum: -90, maximum: 90 })
/** GeoJSON: the longitude first. */
export const Place = exact({
  type: Type.Literal('Point'),
  coordinates: Type.Tuple([Longitude, Latitude]),
})
export const IdParams = exact({ id: Uuid })
export const Paging = {
  cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
}
export const PagingQuery = exact(Paging)
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
