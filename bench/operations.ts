import type { Peer } from './peer.js'
import { pick, type Random } from './random.js'
import { seededId } from './seeded-id.js'
import { newProducts, renumber } from './new-products.js'
import type { NewMessage, Workload } from './workload.js'

/** A call that a caller repeats: each is one operation. */
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
  /** True measures it with callers that are out of step too. */
  readonly isMeasuredOutOfStep?: boolean
  /** True reports it on the page of cards, search and the map. */
  readonly isOfSearchPage?: boolean
  /** True measures it over slow networks too. */
  readonly isMeasuredFar?: boolean
  /** Makes the nth caller, or gives undefined if the peer leaves this operation out. */
  caller(peer: Peer, workload: Workload, random: Random, n: number): Caller | undefined
}

/** The number of products `same-tick` asks for one by one, and `wide` in one call. */
const idsInATick = 50
const idsInACall = 100

/** The number of rows that `stream` reads. */
const streamedRows = 5_000

function randomProductId(workload: Workload, random: Random): string {
  return seededId('product', 1 + Math.floor(random() * workload.productCount))
}

function randomMessage({ conversationCount }: Workload, random: Random): NewMessage {
  const conversation = 1 + Math.floor(random() * conversationCount)
  return {
    conversationId: seededId('conversation', conversation),
    // As seed.sql gives buyers to conversations.
    senderId: seededId('user', 1 + (conversation % 2_500)),
    content: 'Is it still there? I could come by tonight.',
  }
}

export const operations = {
  'by-id': {
    title: 'A product by id',
    unit: 'products',
    isMeasuredOutOfStep: true,
    isMeasuredFar: true,
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
    isMeasuredOutOfStep: true,
    caller({ feed }, { cursors }, random) {
      return feed && (() => feed(pick(random, cursors)))
    },
  },
  cards: {
    title: 'The same page of the feed as cards, each with its seller',
    unit: 'pages',
    isOfSearchPage: true,
    caller({ cards }, { cursors }, random) {
      return cards && (() => cards(pick(random, cursors)))
    },
  },
  'nearest-cards': {
    title: 'The 20 nearest within 5 km as cards, each with its distance and seller',
    unit: 'searches',
    isOfSearchPage: true,
    caller({ nearestCards }, { origins }, random) {
      return nearestCards && (() => nearestCards(...pick(random, origins)))
    },
  },
  search: {
    title: 'The 20 newest with words that many have, as cards',
    unit: 'searches',
    isOfSearchPage: true,
    caller({ search }, { commonSearches }, random) {
      return search && (() => search(pick(random, commonSearches)))
    },
  },
  'search-rare': {
    title: 'The 20 newest with a word that few have, as cards',
    unit: 'searches',
    isOfSearchPage: true,
    caller({ search }, { rareSearches }, random) {
      return search && (() => search(pick(random, rareSearches)))
    },
  },
  map: {
    title: 'The products in a box of some streets, as pins',
    unit: 'boxes',
    isOfSearchPage: true,
    caller({ pins }, { boxes }, random) {
      return pins && (() => pins(pick(random, boxes)))
    },
  },
  clusters: {
    title: 'Clusters of a city (@souk/db: as of the last maintenance; peers: as of now)',
    unit: 'views',
    isOfSearchPage: true,
    slow: { mostRounds: 3, timesLonger: 2 },
    caller({ clusters }, { cityViews }, random) {
      return clusters && (() => clusters(pick(random, cityViews)))
    },
  },
  'clusters-near': {
    title: 'Clusters of some streets, as of now for all',
    unit: 'views',
    isOfSearchPage: true,
    caller({ clusters }, { streetViews }, random) {
      return clusters && (() => clusters(pick(random, streetViews)))
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
    title:
      'A small write: a message, its conversation counted and dated, and that read back (@souk/db: one statement; peers: three in a transaction)',
    unit: 'writes',
    writes: 'messages',
    caller({ sendMessage }, workload, random) {
      return sendMessage && (() => sendMessage(randomMessage(workload, random)))
    },
  },
  four: {
    title: 'A transaction of four statements, none of which needs what another gives',
    unit: 'transactions',
    writes: 'messages',
    isMeasuredFar: true,
    caller({ fourStatements }, workload, random) {
      return fourStatements && (() => fourStatements(randomMessage(workload, random)))
    },
  },
  'one-statement': {
    title: 'The same small write as one statement, the same for all',
    unit: 'writes',
    writes: 'messages',
    isMeasuredOutOfStep: true,
    caller({ sendMessageAtOnce }, workload, random) {
      return sendMessageAtOnce && (() => sendMessageAtOnce(randomMessage(workload, random)))
    },
  },
  send: {
    title: 'messages.send, by the same SQL for all',
    unit: 'messages',
    writes: 'messages',
    isMeasuredFar: true,
    caller({ send }, workload, random) {
      // The rows of a round stay until its end: no two callers of any peer may draw the same ids.
      let next = Math.floor(Math.random() * 8e11)
      return send && (() => send({ id: seededId('message', ++next), ...randomMessage(workload, random) }))
    },
  },
  inbox: {
    title: 'A page of an inbox: 20 conversations, each with its last message and the other participant',
    unit: 'pages',
    caller({ inbox }, { inboxOwnerCount }, random) {
      return inbox && (() => inbox(seededId('inboxOwner', 1 + Math.floor(random() * inboxOwnerCount))))
    },
  },
  wide: {
    title: '100 whole products by one call',
    unit: 'calls',
    caller({ byIds }, workload, random) {
      return (
        byIds && (() => byIds(Array.from({ length: idsInACall }, () => randomProductId(workload, random))))
      )
    },
  },
  stream: {
    title: '5,000 products as a stream',
    unit: 'streams',
    slow: { mostRounds: 3, timesLonger: 2 },
    caller({ stream }, { productCount }, random) {
      return (
        stream &&
        (async () => {
          const first = 1 + Math.floor(random() * (productCount - streamedRows))
          let count = 0
          let last: unknown
          for await (const { id } of stream(
            seededId('product', first),
            seededId('product', first + streamedRows - 1),
          )) {
            count++
            last = id
          }
          return { count, last }
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
