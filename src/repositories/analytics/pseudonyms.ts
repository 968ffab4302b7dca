import { keepAnalyticsSalt } from '../../../generated/analytics.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { nodeCrypto } from '../../node-crypto.js'
import { dayOf, yesterday, type ReadEvent } from './analytics-input.js'

/**
 * The pseudonyms of visitors: an HMAC of what the service calls them, under a salt that is random for each day.
 *
 * The salts are in the database, for all processes of a service, until their day is past. They are kept here as long, so
 * that a call does not ask for them. Nobody can go back from a pseudonym to a visitor without trying all visitors with
 * the salt, and once that is deleted not even so.
 */
export class Pseudonyms {
  readonly #executor: Executor
  readonly #salts = new Map<string, Buffer>()

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /** Returns the visitor of each event; null where none is given, and for days whose salt is gone. */
  async of(events: readonly ReadEvent[], options?: CallOptions): Promise<readonly (string | null)[]> {
    const oldest = yesterday()
    const made = new Map<string, string>()
    const visitors: (string | null)[] = []
    for (const { visitorId, occurredAt } of events) {
      const day = dayOf(occurredAt)
      if (visitorId === undefined || day < oldest) {
        visitors.push(null)
        continue
      }
      const key = `${day} ${visitorId}`
      let visitor = made.get(key)
      if (visitor === undefined) {
        visitor = pseudonym(this.#salts.get(day) ?? (await this.#saltOf(day, oldest, options)), visitorId)
        made.set(key, visitor)
      }
      visitors.push(visitor)
    }
    return visitors
  }

  async #saltOf(day: string, oldest: string, options?: CallOptions): Promise<Buffer> {
    for (const kept of this.#salts.keys()) if (kept < oldest) this.#salts.delete(kept)
    const offered = nodeCrypto().randomBytes(32)
    const { salt } = await this.#executor.one(keepAnalyticsSalt, { day, salt: offered }, options)
    this.#salts.set(day, salt)
    return salt
  }
}

/** Makes 122 bits of the HMAC a UUID of version 8 (RFC 9562 §5.8). */
function pseudonym(salt: Buffer, visitorId: string): string {
  const hash = nodeCrypto().createHmac('sha256', salt).update(visitorId).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex', 0, 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
