import * as queries from '../generated/messages.queries.js'
import type {
  CountUnreadParams,
  CountUnreadRow,
  FindConversationParams,
  FindConversationRow,
  InsertMessageParams,
  InsertMessageRow,
  SendMessageParams,
  SendMessageRow,
  SetLastMessageParams,
  SetLastMessageRow,
} from '../generated/messages.queries.js'
import * as productQueries from '../generated/products.queries.js'
import type { StreamProductsParams } from '../generated/products.queries.js'
import * as naps from '../generated/naps.queries.js'
import type { NapParams, NapRow } from '../generated/naps.queries.js'
import type { Peer, PeerSettings } from '../peer.js'
import { pageSize, pinCount, radiusMetres, type FeedCursor } from '../workload.js'

/** A build of the package: what its users import. */
export type SoukPackage = typeof import('@souk/db')

function openDatabase(souk: SoukPackage, { url, connections }: PeerSettings) {
  return souk.createDatabase({ url, maxConnections: connections, minConnections: connections })
}

/**
 * The package by its public API. The small write is a query of a service's own: one statement, as docs/engine.md advises
 * for what belongs together. Lists return whole rows, as those of the other peers do.
 */
export async function openSouk(souk: SoukPackage, settings: PeerSettings): Promise<Peer> {
  const db = openDatabase(souk, settings)
  const { sendMessage, insertMessage, countUnread, findConversation, streamProducts, nap } = queriesOf(souk)
  const cursors = await readCursors(db, settings.workload.cursors)
  return {
    byId: (id) => db.products.find(id),
    nearest: async (longitude, latitude) =>
      (
        await db.products.nearby({
          near: [longitude, latitude],
          radiusMetres,
          limit: pageSize,
          columns: 'all',
        })
      ).items,
    feed: async ({ id, category, feedType }) =>
      (
        await db.products.feed({
          category,
          feedType,
          cursor: cursors.get(id) ?? '',
          limit: pageSize,
          columns: 'all',
        })
      ).items,
    cards: async ({ id, category, feedType }) =>
      (await db.products.feed({ category, feedType, cursor: cursors.get(id) ?? '', limit: pageSize })).items,
    nearestCards: async (longitude, latitude) =>
      (await db.products.nearby({ near: [longitude, latitude], radiusMetres, limit: pageSize })).items,
    search: async ({ text, category, maxPriceMinor }) =>
      (
        await db.products.search({
          text,
          sort: 'newest',
          limit: pageSize,
          ...(category === null ? {} : { category }),
          ...(maxPriceMinor === null ? {} : { currency: 'AED', maxPriceMinor }),
        })
      ).items,
    pins: async (bounds) => (await db.map.products({ bounds, limit: pinCount })).items,
    // A map's zoom is two less than the level of its clusters' cells.
    clusters: async ({ bounds, level }) => (await db.map.clusters({ bounds, zoom: level - 2 })).features,
    insertProducts: (products) => db.products.createMany(products),
    sendMessage: (message) => db.one(sendMessage, message),
    sendMessageAtOnce: (message) => db.one(sendMessage, message),
    fourStatements: (message) =>
      db.transaction(async (tx) => {
        const [, , , conversation] = await Promise.all([
          tx.one(insertMessage, message),
          tx.one(insertMessage, message),
          tx.execute(countUnread, { id: message.conversationId }),
          tx.last.one(findConversation, { id: message.conversationId }),
        ])
        return conversation
      }),
    send: (message) => db.messages.send(message),
    inbox: async (userId) => (await db.conversations.inbox({ userId, limit: pageSize })).items,
    byIds: (ids) => db.products.listByIds(ids),
    stream: (from, to) => db.stream(streamProducts, { from, to }),
    nap: (seconds) => db.one(nap, { seconds }),
    close: () => db.close(),
  }
}

/** The same small write in a transaction, statement by statement, as the peers do it. */
export function openSoukSteps(souk: SoukPackage, settings: PeerSettings): Peer {
  const db = openDatabase(souk, settings)
  const { insertMessage, setLastMessage, countUnread, findConversation } = queriesOf(souk)
  return {
    sendMessage: ({ conversationId, senderId, content }) =>
      db.transaction(async (tx) => {
        const message = await tx.one(insertMessage, { conversationId, senderId, content })
        await tx.execute(setLastMessage, {
          messageId: message.id,
          sentAt: message.createdAt,
          id: conversationId,
        })
        return tx.one(findConversation, { id: conversationId })
      }),
    fourStatements: (message) =>
      db.transaction(async (tx) => {
        await tx.one(insertMessage, message)
        await tx.one(insertMessage, message)
        await tx.execute(countUnread, { id: message.conversationId })
        return tx.one(findConversation, { id: message.conversationId })
      }),
    close: () => db.close(),
  }
}

/** The generated queries as queries of this build: another one's executor would not know them. */
function queriesOf({ PreparedQuery }: SoukPackage) {
  const { insertMessage, sendMessage, setLastMessage, countUnread, findConversation } = queries
  const { streamProducts } = productQueries
  return {
    streamProducts: new PreparedQuery<StreamProductsParams, object>(
      streamProducts.queryIR,
      streamProducts.metadata,
    ),
    nap: new PreparedQuery<NapParams, NapRow>(naps.nap.queryIR, naps.nap.metadata),
    sendMessage: new PreparedQuery<SendMessageParams, SendMessageRow>(
      sendMessage.queryIR,
      sendMessage.metadata,
    ),
    insertMessage: new PreparedQuery<InsertMessageParams, InsertMessageRow>(
      insertMessage.queryIR,
      insertMessage.metadata,
    ),
    setLastMessage: new PreparedQuery<SetLastMessageParams, SetLastMessageRow>(
      setLastMessage.queryIR,
      setLastMessage.metadata,
    ),
    countUnread: new PreparedQuery<CountUnreadParams, CountUnreadRow>(
      countUnread.queryIR,
      countUnread.metadata,
    ),
    findConversation: new PreparedQuery<FindConversationParams, FindConversationRow>(
      findConversation.queryIR,
      findConversation.metadata,
    ),
  }
}

/** A cursor is opaque, so each feed is read up to the last row that a page begins after. */
async function readCursors(
  db: ReturnType<SoukPackage['createDatabase']>,
  places: readonly FeedCursor[],
): Promise<ReadonlyMap<string, string>> {
  const missing = new Set(places.map(({ id }) => id))
  const cursors = new Map<string, string>()
  for (const { category, feedType, id: begin } of places) {
    if (!missing.has(begin)) continue
    const list = { category, feedType, limit: 100 }
    let page = await db.products.feed(list)
    while (missing.has(begin)) {
      const last = page.items.at(-1)
      if (last === undefined || page.nextCursor === null) throw new Error('a feed ends before its cursor')
      if (missing.delete(last.id)) cursors.set(last.id, page.nextCursor)
      page = await db.products.feed({ ...list, cursor: page.nextCursor })
    }
  }
  return cursors
}
