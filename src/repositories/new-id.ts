import { nodeCrypto } from '../node-crypto.js'

const bytes = Buffer.alloc(16)
/** Random bytes for the next ids: to ask for them one id at a time takes longer than all the rest. */
const random = Buffer.alloc(4096)
let randomAt = random.length
let lastMillisecond = 0
let sequence = 0

/**
 * Makes a time-ordered id (UUID version 7, RFC 9562 §5.7), for a `create` that must be safe to retry: give it as
 * `id`, and a second attempt returns the row of the first.
 *
 * Ids of one process are ordered also within a millisecond: the 12 bits after the version count (§6.2, method 1).
 */
export function newId(): string {
  if (randomAt === random.length) {
    nodeCrypto().randomFillSync(random)
    randomAt = 0
  }
  random.copy(bytes, 0, randomAt, (randomAt += bytes.length))
  const now = Date.now()
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = bytes.readUInt16BE(6) & 0x7ff
  } else if (++sequence > 0xfff) {
    lastMillisecond++
    sequence = 0
  }
  bytes.writeUIntBE(lastMillisecond, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
