/** A place as text that PostGIS reads. */
export function ewkt(longitude: number, latitude: number): string {
  return `SRID=4326;POINT(${longitude} ${latitude})`
}
