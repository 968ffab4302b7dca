import type { Peer } from './peer.js'
import { pick, type Random } from './random.js'
import { seededId } from './seeded-id.js'
import { newProducts, renumber } from './new-products.js'
import type { Workload } from './workload.js'

/** What a caller does again and again: each call is one operation. */
export type Caller = () => Promise<unknown>

/** Something that every peer is asked to do. */
export interface Operation {
  readonly title: string
  /** What one operation is, in a table's head. */
  readonly unit: string
  /** The table whose rows it leaves behind; they are taken away between measurements. */
  readonly writes?: 'products' | 'messages'
  /**
   * Of what takes long by itself: fewer rounds, each longer, and no warming up before each. A round has to be many times
   * as long as a call under load, or it measures little more than how all callers begin at once.
   */
  readonly slow?: { readonly mostRounds: number; readonly timesLonger: number }
  /** Makes the nth caller, or gives undefined if the peer leaves this operation out. */
  caller(peer: Peer, workload: Workload, random: Random, n: number): Caller | undefined
}

/** How many products `same-tick` asks for. */
const idsInATick = 50

function randomProductId(workload: Workload, random: Random): string {
  return seededId('product', 1 + Math.floor(random() * workload.productCount))
}

export const operations = {
  'by-id': {
    title: 'A product by id',
    unit: 'products',
    caller({ byId }, workload, random) {
      return byId && (() => byId(randomProductId(workload, random)))
    },
  },
  nearest: {
    title: 'The 20 nearest within 5 km, with distance',
    unit: 'searches',
    caller({ nearest }, { origins }, random) {
      return nearest && (() => nearest(...pick(random, origins)))
    },
  },
  feed: {
    title: 'A page of the feed: 20 of a category, from a cursor in the middle',
    unit: 'pages',
    caller({ feed }, { cursors }, random) {
      return feed && (() => feed(pick(random, cursors)))
    },
  },
  'same-tick': {
    title: '50 products by id, asked for one by one in the same tick',
    unit: 'rounds of 50',
    caller({ byId }, workload, random) {
      return (
        byId &&
        (() => {
          const ids = Array.from({ length: idsInATick }, () => randomProductId(workload, random))
          return Promise.all(ids.map((id) => byId(id)))
        })
      )
    },
  },
  'insert-1000': {
    title: 'Insert of 1,000 products',
    unit: 'batches of 1,000',
    writes: 'products',
    slow: { mostRounds: 3, timesLonger: 4 },
    caller({ insertProducts }, workload, random, n) {
      if (insertProducts === undefined) return undefined
      const batch = newProducts(workload, random)
      let next = n * 1_000_000
      return () => {
        next = renumber(batch, next)
        return insertProducts(batch)
      }
    },
  },
  transaction: {
    title: 'A small write: a message, its conversation counted and dated, and that read back',
    unit: 'writes',
    writes: 'messages',
    caller({ sendMessage }, { conversationCount, userCount }, random) {
      return (
        sendMessage &&
        (() => {
          const conversation = 1 + Math.floor(random() * conversationCount)
          return sendMessage({
            conversationId: seededId('conversation', conversation),
            // As seed.sql gives buyers to conversations.
            senderId: seededId('user', 1 + (conversation % (userCount / 2))),
            content: 'Is it still there? I could come by tonight.',
          })
        })
      )
    },
  },
} as const satisfies Readonly<Record<string, Operation>>

export type OperationName = keyof typeof operations

export const operationNames = Object.keys(operations) as OperationName[]

/** An operation by its name. */
export function operationOf(name: OperationName): Operation {
  return operations[name]
}
