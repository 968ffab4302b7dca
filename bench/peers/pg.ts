import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { ewkt } from './ewkt.js'
import { openPgPool } from './pg-pool.js'
import { toProductRow } from './product-row.js'
import * as sql from './sql.js'

/** pg: `pool.query(text, values)`, and a client of the pool for a transaction. */
export const open: OpenPeer = async (settings) => {
  const pool = await openPgPool(settings)
  return {
    byId: async (id) => (await pool.query(sql.byId, [id])).rows[0] ?? null,
    nearest: async (longitude, latitude) =>
      (await pool.query(sql.nearest, [ewkt(longitude, latitude), radiusMetres, pageSize])).rows,
    feed: async ({ category, feedType, createdAt, id }) =>
      (await pool.query(sql.feed, [category, feedType, createdAt, id, pageSize])).rows,
    insertProducts: (products) =>
      pool.query(sql.insertProducts, [JSON.stringify(products.map(toProductRow))]),
    sendMessage: async ({ conversationId, senderId, content }) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const message = (await client.query(sql.insertMessage, [conversationId, senderId, content])).rows[0]
        await client.query(sql.setLastMessage, [message.id, message.created_at, conversationId])
        const conversation = (await client.query(sql.findConversation, [conversationId])).rows[0]
        await client.query('commit')
        return conversation
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    close: () => pool.end(),
  }
}
