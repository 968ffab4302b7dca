import postgres from 'postgres'
import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { ewkt } from './ewkt.js'
import { geographyOid } from './geography-oid.js'
import { parseLocation } from './parse-location.js'
import { toInboxEntry } from './inbox-entry.js'
import { toProductRow } from './product-row.js'
import { productColumns } from './product-columns.js'
import * as text from './sql.js'

/** The statements that a tagged template runs by itself. */
const prepared = { prepare: true } as const

/** postgres.js: tagged templates, which it prepares by itself; custom types for bigint and geography. */
export const open: OpenPeer = async ({ url, connections }) => {
  const geography = await geographyOid(url)
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
        [id, conversationId, senderId, 'text', content, sql.array([], 25)],
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
