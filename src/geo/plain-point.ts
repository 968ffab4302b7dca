import type { Position } from './geojson.js'

/*
 * Nearly every geography this package meets is one shape of EWKB: a little-endian 2D point with
 * SRID 4326, of which only the last sixteen bytes differ. Reading that by hand takes a third of the
 * time of going through wkx (0.19 µs against 0.57), and it happens once per row.
 */

const header = '0101000020E6100000'
const hexLength = header.length + 32

const notHex = 255
const nibbles = new Uint8Array(128).fill(notHex)
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16)
  nibbles[digit.charCodeAt(0)] = value
  nibbles[digit.toUpperCase().charCodeAt(0)] = value
}

const read = new DataView(new ArrayBuffer(16))

/** Makes a position of its two numbers; undefined for an empty point, which is two NaN. */
function position(longitude: number, latitude: number): Position | undefined {
  return Number.isFinite(longitude) && Number.isFinite(latitude) ? [longitude, latitude] : undefined
}

/** Reads the hex of a plain point; undefined for any other geometry and for an empty point. */
export function readPlainPoint(hex: string): Position | undefined {
  if (hex.length !== hexLength || !hex.startsWith(header)) return undefined
  let seen = 0
  for (let byte = 0, at = header.length; byte < 16; byte++, at += 2) {
    const high = nibbles[hex.charCodeAt(at)] ?? notHex
    const low = nibbles[hex.charCodeAt(at + 1)] ?? notHex
    seen |= high | low
    read.setUint8(byte, (high << 4) | low)
  }
  return seen > 15 ? undefined : position(read.getFloat64(0, true), read.getFloat64(8, true))
}

const headerBytes = Buffer.from(header, 'hex')

/** Reads a plain point as {@link readPlainPoint} does, from the EWKB between two offsets. */
export function readPlainPointBytes(bytes: Buffer, start: number, end: number): Position | undefined {
  if (end - start !== hexLength / 2) return undefined
  for (let at = 0; at < headerBytes.length; at++) {
    if (bytes[start + at] !== headerBytes[at]) return undefined
  }
  const at = start + headerBytes.length
  return position(bytes.readDoubleLE(at), bytes.readDoubleLE(at + 8))
}

const written = Buffer.from(header + '0'.repeat(32), 'hex')

/** Writes a position as the hex of a plain point. */
export function writePlainPoint([longitude, latitude]: Position): string {
  written.writeDoubleLE(longitude, 9)
  written.writeDoubleLE(latitude, 17)
  return written.toString('hex')
}
