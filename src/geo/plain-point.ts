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

/** The position whose bytes are in `read`; undefined if it is an empty point, which is one of two NaN. */
function readPosition(): Position | undefined {
  const longitude = read.getFloat64(0, true)
  const latitude = read.getFloat64(8, true)
  return Number.isFinite(longitude) && Number.isFinite(latitude) ? [longitude, latitude] : undefined
}

/** Reads the hex of a plain point; undefined if it is anything else, an empty point included. */
export function readPlainPoint(hex: string): Position | undefined {
  if (hex.length !== hexLength || !hex.startsWith(header)) return undefined
  let seen = 0
  for (let byte = 0, at = header.length; byte < 16; byte++, at += 2) {
    const high = nibbles[hex.charCodeAt(at)] ?? notHex
    const low = nibbles[hex.charCodeAt(at + 1)] ?? notHex
    seen |= high | low
    read.setUint8(byte, (high << 4) | low)
  }
  return seen > 15 ? undefined : readPosition()
}

const headerBytes = Buffer.from(header)

/** Does what {@link readPlainPoint} does for hex that lies between two offsets. */
export function readPlainPointBytes(bytes: Buffer, start: number, end: number): Position | undefined {
  if (end - start !== hexLength) return undefined
  for (let at = 0; at < headerBytes.length; at++) {
    if (bytes[start + at] !== headerBytes[at]) return undefined
  }
  let seen = 0
  for (let byte = 0, at = start + headerBytes.length; byte < 16; byte++, at += 2) {
    const high = nibbles[bytes[at] ?? notHex] ?? notHex
    const low = nibbles[bytes[at + 1] ?? notHex] ?? notHex
    seen |= high | low
    read.setUint8(byte, (high << 4) | low)
  }
  return seen > 15 ? undefined : readPosition()
}

const written = Buffer.from(header + '0'.repeat(32), 'hex')

/** Writes a position as the hex of a plain point. */
export function writePlainPoint([longitude, latitude]: Position): string {
  written.writeDoubleLE(longitude, 9)
  written.writeDoubleLE(latitude, 17)
  return written.toString('hex')
}
