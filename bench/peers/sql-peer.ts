import type { Peer } from '../peer.js'
import { pageSize, pinCount, radiusMetres } from '../workload.js'
import { toCard } from './card.js'
import { gridOf, toCluster } from './cluster.js'
import { ewkt } from './ewkt.js'
import { toInboxEntry } from './inbox-entry.js'
import { toProductRow } from './product-row.js'
import type { Row } from './row.js'
import type * as sql from './sql.js'

export type SqlName = keyof typeof sql

/** Runs statements of sql.ts by their names. */
export type RunSql = (name: SqlName, values: readonly unknown[]) => Promise<Row[]>

/** A client that takes SQL and values. */
export interface SqlClient {
  readonly run: RunSql
  /** Runs a function between BEGIN and COMMIT, on one connection. */
  transaction<T>(body: (run: RunSql) => Promise<T>): Promise<T>
  /** The rows of a statement by a cursor; absent where the client documents none. */
  stream?(name: SqlName, values: readonly unknown[]): AsyncIterable<Row>
  close(): Promise<void>
}

/** Makes a peer of a client that takes SQL: all of them send the same statements. */
export function sqlPeer({ run, transaction, stream, close }: SqlClient): Peer {
  return {
    byId: async (id) => (await run('byId', [id]))[0] ?? null,
    nearest: (longitude, latitude) => run('nearest', [ewkt(longitude, latitude), radiusMetres, pageSize]),
    feed: ({ category, feedType, createdAt, id }) =>
      run('feed', [category, feedType, createdAt, id, pageSize]),
    cards: async ({ category, feedType, createdAt, id }) =>
      (await run('cards', [category, feedType, createdAt, id, pageSize])).map(toCard),
    nearestCards: async (longitude, latitude) =>
      (await run('nearestCards', [ewkt(longitude, latitude), radiusMetres, pageSize])).map(toCard),
    search: async ({ text, category, maxPriceMinor }) => {
      const found =
        category !== null
          ? run('searchCategory', [text, category, pageSize])
          : maxPriceMinor !== null
            ? run('searchPrice', [text, maxPriceMinor, pageSize])
            : run('searchWords', [text, pageSize])
      return (await found).map(toCard)
    },
    pins: (box) => run('pins', [...box, pinCount]),
    clusters: async (view) => {
      const { middle, width } = gridOf(view)
      return (await run('clusters', [...view.bounds, middle, width])).map((row) => toCluster(row, view))
    },
    insertProducts: (products) => run('insertProducts', [JSON.stringify(products.map(toProductRow))]),
    sendMessage: ({ conversationId, senderId, content }) =>
      transaction(async (runInside) => {
        const [message] = await runInside('insertMessage', [conversationId, senderId, content])
        await runInside('setLastMessage', [message?.['id'], message?.['created_at'], conversationId])
        return (await runInside('findConversation', [conversationId]))[0]
      }),
    fourStatements: ({ conversationId, senderId, content }) =>
      transaction(async (runInside) => {
        await runInside('insertMessage', [conversationId, senderId, content])
        await runInside('insertMessage', [conversationId, senderId, content])
        await runInside('countUnread', [conversationId])
        return (await runInside('findConversation', [conversationId]))[0]
      }),
    sendMessageAtOnce: async ({ conversationId, senderId, content }) =>
      (await run('sendMessageAtOnce', [conversationId, senderId, content]))[0],
    send: async ({ id, conversationId, senderId, content }) =>
      (await run('send', [id, conversationId, senderId, 'text', content, [], null]))[0],
    inbox: async (userId) =>
      (await run('inbox', [userId, false, pageSize + 1]))
        .slice(0, pageSize)
        .map((row) => toInboxEntry(row, userId)),
    byIds: (ids) => run('byIds', [ids]),
    nap: (seconds) => run('nap', [seconds]),
    ...(stream === undefined ? {} : { stream: (from, to) => stream('stream', [from, to]) }),
    close,
  }
}
