import type { AnyPosition, Geometry, GeometryInput, Point } from './geojson.js'
import { parseGeometry } from './geometry.js'
import { writePlainPoint } from './plain-point.js'
import { parseAnyPosition } from './position.js'
import { positionsOf } from './positions-of.js'

/*
 * Parameters are written when a statement is bound, before there is a connection and without waiting. So writing does not
 * use wkx, which is loaded for reading.
 */

const typeNumbers: Readonly<Record<Geometry['type'], number>> = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
}

const littleEndian = 1
const withSrid = 0x20000000
const withZ = 0x80000000
const wgs84 = 4326

/** The bytes of one geometry, little-endian, while they are written. */
class EwkbWriter {
  readonly #flags: number
  #bytes = Buffer.allocUnsafe(1024)
  #length = 0

  constructor(hasZ: boolean) {
    this.#flags = hasZ ? withZ : 0
  }

  get hex(): string {
    return this.#bytes.toString('hex', 0, this.#length)
  }

  /** Only the outermost geometry has the SRID. Each one has the flag of its altitudes, even an empty one. */
  geometry(geometry: Geometry<AnyPosition>, isOutermost: boolean): void {
    this.#header(geometry.type, isOutermost)
    switch (geometry.type) {
      case 'Point':
        this.#position(geometry.coordinates)
        break
      case 'LineString':
        this.#positions(geometry.coordinates)
        break
      case 'Polygon':
        this.#list(geometry.coordinates, (ring) => this.#positions(ring))
        break
      case 'MultiPoint':
        this.#list(geometry.coordinates, (coordinates) =>
          this.geometry({ type: 'Point', coordinates }, false),
        )
        break
      case 'MultiLineString':
        this.#list(geometry.coordinates, (coordinates) =>
          this.geometry({ type: 'LineString', coordinates }, false),
        )
        break
      case 'MultiPolygon':
        this.#list(geometry.coordinates, (coordinates) =>
          this.geometry({ type: 'Polygon', coordinates }, false),
        )
        break
      case 'GeometryCollection':
        this.#list(geometry.geometries, (member) => this.geometry(member, false))
    }
  }

  #header(type: Geometry['type'], isOutermost: boolean): void {
    this.#reserve(9)
    this.#length = this.#bytes.writeUInt8(littleEndian, this.#length)
    this.#uint32((typeNumbers[type] | this.#flags | (isOutermost ? withSrid : 0)) >>> 0)
    if (isOutermost) this.#uint32(wgs84)
  }

  #list<T>(items: readonly T[], write: (item: T) => void): void {
    this.#uint32(items.length)
    for (const item of items) write(item)
  }

  #positions(positions: readonly AnyPosition[]): void {
    this.#list(positions, (position) => this.#position(position))
  }

  #position(position: AnyPosition): void {
    this.#reserve(24)
    for (const value of position) this.#length = this.#bytes.writeDoubleLE(value, this.#length)
  }

  #uint32(value: number): void {
    this.#reserve(4)
    this.#length = this.#bytes.writeUInt32LE(value, this.#length)
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(this.#bytes.length * 2)
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

function write(geometry: Geometry<AnyPosition>, hasZ: boolean): string {
  const writer = new EwkbWriter(hasZ)
  writer.geometry(geometry, true)
  return writer.hex
}

/**
 * Writes a point as the hex of its EWKB with SRID 4326, including an altitude.
 *
 * @param field - The name of the value in errors, such as the name of its parameter.
 * @throws {@link InvalidInputError} if the point is not on the globe.
 */
export function pointToEwkb(point: GeometryInput<Point>, field = 'point'): string {
  return writePoint(parseAnyPosition(point.coordinates, `${field}.coordinates`))
}

/**
 * Writes a geometry of any GeoJSON type as the hex of its EWKB with SRID 4326, including altitudes.
 *
 * @param field - The name of the value in errors, such as the name of its parameter.
 * @throws {@link InvalidInputError} if it is not a geometry or not on the globe.
 */
export function geometryToEwkb(geometry: GeometryInput, field = 'geometry'): string {
  return encodeGeometry(geometry, field)
}

/** Writes a value as {@link geometryToEwkb} does, before anything is known of it. */
export function encodeGeometry(value: unknown, field: string): string {
  const geometry = parseGeometry(value, field)
  if (geometry.type === 'Point') return writePoint(geometry.coordinates)
  const [first] = positionsOf(geometry)
  return write(geometry, first?.length === 3)
}

/** Writes a position that has been read. */
function writePoint(position: AnyPosition): string {
  if (position.length === 2) return writePlainPoint(position)
  return write({ type: 'Point', coordinates: position }, true)
}
