import { nodeCrypto } from '../node-crypto.js'

/** The input of a command that creates a row, as it was read. */
interface Given {
  readonly id?: string | undefined
}

/** The input, and the digest of it if the caller gave its id. */
type Digested<Input> = Input & { requestDigest?: string }

/**
 * Adds the digest of an input to it, by which a repeated command is known, if the caller gave an id.
 *
 * It covers every value but the id: two inputs with the same digest ask for the same. Null and an absent key do. The form is
 * that of UUID version 8 (RFC 9562 §5.8) with 122 bits of a SHA-256, which a column of 16 bytes holds.
 *
 * @param command - The name of the command, such as `products.create`: another one with the same values is no repeat.
 */
export function withDigest<Input extends Given>(command: string, input: Input): Digested<Input> {
  return input.id === undefined ? input : addDigest(command, input)
}

/** Does the same as {@link withDigest} for an input that has an id whoever made it. */
export function addDigest<Input extends object>(command: string, input: Input): Digested<Input> {
  const values: unknown[] = [command]
  for (const [key, value] of Object.entries(input).sort(byName)) {
    if (key !== 'id' && value !== null && value !== undefined) values.push(key, value)
  }
  const hash = nodeCrypto().createHash('sha256').update(JSON.stringify(values)).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex', 0, 16)
  const requestDigest = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return Object.assign(input, { requestDigest })
}

/** Returns the ids that a batch's caller gave, and the digests of their rows: as many exist when all were written or repeated. */
export function digestsOf(rows: readonly { readonly id: string; readonly requestDigest?: string }[]) {
  const given = rows.flatMap(({ id, requestDigest }) =>
    requestDigest === undefined ? [] : [{ id, requestDigest }],
  )
  return {
    ids: given.map(({ id }) => id),
    digests: given.map(({ requestDigest }) => requestDigest),
  }
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}
