import { InvalidInputError } from '../../errors.js'
import { seededRandom, type Random } from '../truth/seeded-random.js'

/** The random choices for one row. */
export interface Dice {
  readonly random: Random
  /** Chooses one of a list, which is not empty. */
  pick<Item>(items: readonly Item[]): Item
  /** Returns a whole number from 0 up to but not including `below`. */
  below(below: number): number
}

/** Makes the choices of a row: the same for the same key. */
export function diceOf(key: string): Dice {
  // FNV-1a.
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  const random = seededRandom(hash)
  const below = (limit: number) => Math.floor(random() * limit)
  return {
    random,
    below,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('there is nothing to choose from')
      return item
    },
  }
}

/** The time in the ids of a market: they come before those that are made while it is used. */
const firstMs = Date.UTC(2026, 0, 1)

/** The id of a row of a market (UUID version 7): in the order of their numbers, and the same for the same key. */
export function idOf(key: string, index: number): string {
  const { random } = diceOf(`${key}:id`)
  const bytes = Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256)))
  bytes.writeUIntBE(firstMs + index, 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Checks a seed. */
export function readSeed(seed: number): number {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new InvalidInputError('seed', 'must be a whole number from 0 to 4,294,967,295')
  }
  return seed
}
