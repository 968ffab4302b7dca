import * as queries from '../../generated/idempotency.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { integer, json, object, text, withDefault, type JsonValue, type Keys } from '../input/index.js'
import { nodeCrypto } from '../node-crypto.js'
import { refuse } from '../repositories/refuse.js'

/** A request of a client, under the key that the client chose. */
export interface IdempotentRequest {
  /** The client's key, as in the header `Idempotency-Key`: 1 to 255 characters. */
  readonly key: string
  /** The scope of the key, such as the user and the endpoint: 1 to 255 characters. The same key in two scopes is two keys. */
  readonly scope: string
  /** The request, as plain JSON data of at most 1 MiB: all that its answer hangs on. */
  readonly request: unknown
  /** The seconds after which the key may be used anew: a minute to 30 days. @defaultValue 86_400: a day */
  readonly expiresInSeconds?: number | undefined
}

/** The answer to a request, and whether it is the one that was given before. */
export interface IdempotentAnswer<Value> {
  readonly value: Value
  readonly isRepeated: boolean
}

/** The parts of a transaction that idempotency needs: savepoints among them. */
export interface IdempotencyTransaction<Tx> extends Executor {
  transaction<T>(body: (tx: Tx) => Promise<T>): Promise<T>
}

/** The parts of a database that idempotency needs. */
export interface IdempotencyDatabase<Tx> {
  transaction<T>(body: (tx: Tx) => Promise<T>, options?: CallOptions): Promise<T>
}

const megabyte = 1_048_576
const readRequest = object({
  key: text({ min: 1, max: 255 }),
  scope: text({ min: 1, max: 255 }),
  request: json({ maxBytes: megabyte, maxDepth: 64 }),
  expiresInSeconds: withDefault(integer({ min: 60, max: 30 * 86_400 }), 86_400),
} satisfies Keys<IdempotentRequest>)
const readAnswer = json({ maxBytes: megabyte, maxDepth: 64 })

/** Answers a request once: see {@link Database.idempotent}. */
export async function idempotent<Tx extends IdempotencyTransaction<Tx>, Value extends JsonValue>(
  database: IdempotencyDatabase<Tx>,
  input: IdempotentRequest,
  body: (tx: Tx) => Promise<Value>,
  options?: CallOptions,
): Promise<IdempotentAnswer<Value>> {
  const { key, scope, request, expiresInSeconds } = readRequest(input)
  const requestHash = nodeCrypto()
    .createHash('sha256')
    .update(JSON.stringify(sorted(request)))
    .digest()
  return database.transaction(async (tx): Promise<IdempotentAnswer<Value>> => {
    const taken = await tx.maybeOne(queries.takeIdempotencyKey, { scope, key, requestHash, expiresInSeconds })
    if (taken === null) {
      const { answer, isSame } = await tx.one(queries.findAnswer, { scope, key, requestHash })
      // What was kept is what a body of this request returned.
      return isSame
        ? { value: answer as unknown as Value, isRepeated: true }
        : refuse('idempotency_key_reused')
    }
    // In a savepoint, where no statement can be the last one: the answer is kept after it.
    const value = readAnswer(await tx.transaction(body), 'answer')
    await tx.execute(queries.keepAnswer, { scope, key, answer: value })
    return { value: value as Value, isRepeated: false }
  }, options)
}

/** Returns JSON whose objects have their keys in one order. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]))
}
