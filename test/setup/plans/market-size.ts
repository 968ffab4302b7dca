/** How many rows there are. */
export interface MarketSize {
  readonly users: number
  readonly products: number
  readonly streams: number
  readonly verifications: number
}

/** As in a city that has had the marketplace for a while. */
export const realisticSize: MarketSize = {
  users: 40_000,
  products: 200_000,
  streams: 100_000,
  verifications: 60_000,
}

/** As much as the embedded database takes in some seconds. */
export const embeddedSize: MarketSize = {
  users: 8_000,
  products: 30_000,
  streams: 20_000,
  verifications: 16_000,
}
