import type { BenchDatabase } from './database.js'
import { operationOf, type OperationName } from './operations.js'
import { peers } from './peers.js'
import type { PeerProcess } from './peer-process.js'
import { firstDifference, toPlain } from './plain.js'

const samples = {
  'by-id': 50,
  nearest: 20,
  feed: 20,
  cards: 20,
  'nearest-cards': 20,
  search: 48,
  'search-rare': 32,
  map: 20,
  clusters: 8,
  'clusters-near': 20,
  'same-tick': 2,
  'insert-1000': 2,
  transaction: 10,
  four: 10,
  'one-statement': 10,
  send: 10,
  inbox: 20,
  wide: 2,
  stream: 2,
} as const

/**
 * Asks every peer the same and compares what comes back, and what is then in the tables, before anything is measured.
 *
 * @throws if two peers differ: what is not the same work is not worth a figure.
 */
export async function checkEquality(
  database: BenchDatabase,
  processes: readonly PeerProcess[],
  operation: OperationName,
): Promise<number> {
  const { writes } = operationOf(operation)
  let reference: { readonly title: string; readonly answers: unknown } | undefined
  let compared = 0
  for (const peer of processes) {
    const returned = await peer.sample(operation, samples[operation], 1)
    if (returned === null) continue
    if (returned.some(isEmpty)) throw new Error(`${operation}: ${peers[peer.name].title} found nothing`)
    const stored = writes === undefined ? [] : (await database.written(writes)).map(toPlain)
    if (writes !== undefined) await database.clear(writes)
    const answers = { returned: returned.map(withoutServerIds), stored }
    compared = Math.max(compared, returned.length)
    reference ??= { title: peers[peer.name].title, answers }
    const difference = firstDifference(reference.answers, answers)
    if (difference !== null) {
      throw new Error(
        `${operation}: ${reference.title} and ${peers[peer.name].title} differ at ${difference}`,
      )
    }
  }
  return compared
}

function isEmpty(result: unknown): boolean {
  return result === null || (Array.isArray(result) && (result.length === 0 || result.some(isEmpty)))
}

/** The server makes ids and times of what is written: that there are some is all that can be the same. */
function withoutServerIds(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result
  // A message that was just sent, or its conversation; an inbox has only what is seeded.
  const made =
    'conversationId' in result
      ? ['id', 'createdAt', 'updatedAt']
      : 'buyerId' in result
        ? ['lastMessageId']
        : []
  return { ...result, ...Object.fromEntries(made.map((key) => [key, typeof Reflect.get(result, key)])) }
}
