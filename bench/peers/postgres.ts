import postgres from 'postgres'
import type { OpenPeer } from '../peer.js'
import { pageSize, pinCount, radiusMetres } from '../workload.js'
import { cardColumns, pinColumns, profileColumns, toCard } from './card.js'
import { gridOf, toCluster } from './cluster.js'
import { ewkt } from './ewkt.js'
import { readOwnTypes } from './own-types.js'
import { parseLocation } from './parse-location.js'
import { toInboxEntry } from './inbox-entry.js'
import { toProductRow } from './product-row.js'
import { productColumns } from './product-columns.js'
import * as text from './sql.js'

/** The statements that a tagged template runs by itself. */
const prepared = { prepare: true } as const

/** postgres.js: tagged templates, which it prepares by itself; custom types for bigint and geography. */
export const open: OpenPeer = async ({ url, connections }) => {
  const { geography } = await readOwnTypes(url)
  const sql = postgres(url, {
    max: connections,
    types: {
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
      geography: { to: geography, from: [geography], parse: parseLocation, serialize: String },
    },
  })
  // It reads the types of arrays when it first connects, and sends those as text that are asked for meanwhile.
  await sql`select 1`
  const columns = sql.unsafe(productColumns)
  const card = sql.unsafe(`${cardColumns}, ${profileColumns}`)
  return {
    byId: async (id) => {
      const [product] = await sql`select ${columns} from products where products.id = ${id}`
      return product ?? null
    },
    nearest: (longitude, latitude) => {
      const origin = ewkt(longitude, latitude)
      return sql`
        select ${columns}, st_distance(products.public_location, ${origin}::geography) as distance_metres
        from products
        where products.is_available and st_dwithin(products.public_location, ${origin}::geography, ${radiusMetres})
        order by products.public_location <-> ${origin}::geography, products.id
        limit ${pageSize}`
    },
    feed: ({ category, feedType, createdAt, id }) => sql`
      select ${columns}
      from products
      where products.is_available and products.category = ${category} and products.feed_type = ${feedType}
        and products.created_at <= ${createdAt} and (products.created_at, products.id) < (${createdAt}, ${id})
      order by products.created_at desc, products.id desc
      limit ${pageSize}`,
    cards: async ({ category, feedType, createdAt, id }) =>
      (
        await sql`
          select ${card}
          from products join profiles on profiles.profile_id = products.seller_id
          where products.is_available and products.category = ${category} and products.feed_type = ${feedType}
            and products.created_at <= ${createdAt} and (products.created_at, products.id) < (${createdAt}, ${id})
          order by products.created_at desc, products.id desc
          limit ${pageSize}`
      ).map(toCard),
    nearestCards: async (longitude, latitude) => {
      const origin = ewkt(longitude, latitude)
      const rows = await sql`
        select ${card}, st_distance(products.public_location, ${origin}::geography) as distance_metres
        from products join profiles on profiles.profile_id = products.seller_id
        where products.is_available and st_dwithin(products.public_location, ${origin}::geography, ${radiusMetres})
        order by products.public_location <-> ${origin}::geography, products.id
        limit ${pageSize}`
      return rows.map(toCard)
    },
    search: async ({ text: words, category, maxPriceMinor }) =>
      (
        await sql`
          select ${card}
          from products join profiles on profiles.profile_id = products.seller_id
          where products.is_available
            and products.search @@ websearch_to_tsquery('souk', souk_stem(souk_normalize(${words})))
            ${category === null ? sql`` : sql`and products.category = ${category}`}
            ${maxPriceMinor === null ? sql`` : sql`and products.currency = 'AED' and products.price_minor <= ${maxPriceMinor}`}
          order by products.created_at desc, products.id desc
          limit ${pageSize}`
      ).map(toCard),
    pins: ([west, south, east, north]) => {
      const box = sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`
      return sql`
        select ${sql.unsafe(pinColumns)}
        from products
        where products.is_available and products.public_location::geometry && ${box}
        order by products.public_location::geometry <-> st_centroid(${box}), products.id
        limit ${pinCount}`
    },
    clusters: async (view) => {
      const [west, south, east, north] = view.bounds
      const { middle, width } = gridOf(view)
      const rows = await sql.unsafe(text.clusters, [west, south, east, north, middle, width], prepared)
      return rows.map((row) => toCluster(row, view))
    },
    insertProducts: (products) => sql`insert into products ${sql(products.map(toProductRow))}`,
    sendMessage: ({ conversationId, senderId, content }) =>
      sql.begin(async (tx) => {
        const [message] = await tx<{ id: string; created_at: Date }[]>`
          insert into messages (conversation_id, sender_id, content)
          values (${conversationId}, ${senderId}, ${content}) returning id, created_at`
        if (message === undefined) throw new Error('no message was inserted')
        await tx`
          update conversations
          set last_message_id = ${message.id}, last_message_at = ${message.created_at},
            seller_unread_count = seller_unread_count + 1
          where id = ${conversationId}`
        const [conversation] = await tx`
          select id, buyer_id, seller_id, product_id, last_message_id, seller_unread_count
          from conversations where id = ${conversationId}`
        return conversation
      }),
    fourStatements: async ({ conversationId, senderId, content }) => {
      const [, , , conversations] = await sql.begin((tx) => [
        tx`insert into messages (conversation_id, sender_id, content)
          values (${conversationId}, ${senderId}, ${content}) returning id, created_at`,
        tx`insert into messages (conversation_id, sender_id, content)
          values (${conversationId}, ${senderId}, ${content}) returning id, created_at`,
        tx`update conversations set seller_unread_count = seller_unread_count + 1 where id = ${conversationId}`,
        tx`select id, buyer_id, seller_id, product_id, last_message_id, seller_unread_count
          from conversations where id = ${conversationId}`,
      ])
      return conversations[0]
    },
    sendMessageAtOnce: async ({ conversationId, senderId, content }) => {
      const [row] = await sql.unsafe(text.sendMessageAtOnce, [conversationId, senderId, content], prepared)
      return row
    },
    send: async ({ id, conversationId, senderId, content }) => {
      const [row] = await sql.unsafe(
        text.send,
        [id, conversationId, senderId, 'text', content, sql.array([], 25), null],
        prepared,
      )
      return row
    },
    inbox: async (userId) =>
      (await sql.unsafe(text.inbox, [userId, false, pageSize + 1], prepared))
        .slice(0, pageSize)
        .map((row) => toInboxEntry(row, userId)),
    byIds: (ids) => sql.unsafe(text.byIds, [sql.array([...ids], 2950)], prepared),
    async *stream(from, to) {
      for await (const rows of sql.unsafe<{ id: string }[]>(text.stream, [from, to], prepared).cursor(500)) {
        yield* rows
      }
    },
    nap: (seconds) => sql`select pg_sleep(${seconds})`,
    close: () => sql.end(),
  }
}
