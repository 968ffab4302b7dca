import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { ewkt } from './ewkt.js'
import { openPgPool } from './pg-pool.js'
import { toProductRow } from './product-row.js'
import * as sql from './sql.js'

/** pg with a name for each statement, so that a connection parses and plans it once. */
export const open: OpenPeer = async (settings) => {
  const pool = await openPgPool(settings)
  const named = (name: keyof typeof sql, values: readonly unknown[]) => ({
    name,
    text: sql[name],
    values: [...values],
  })
  return {
    byId: async (id) => (await pool.query(named('byId', [id]))).rows[0] ?? null,
    nearest: async (longitude, latitude) =>
      (await pool.query(named('nearest', [ewkt(longitude, latitude), radiusMetres, pageSize]))).rows,
    feed: async ({ category, feedType, createdAt, id }) =>
      (await pool.query(named('feed', [category, feedType, createdAt, id, pageSize]))).rows,
    insertProducts: (products) =>
      pool.query(named('insertProducts', [JSON.stringify(products.map(toProductRow))])),
    sendMessage: async ({ conversationId, senderId, content }) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const message = (await client.query(named('insertMessage', [conversationId, senderId, content])))
          .rows[0]
        await client.query(named('setLastMessage', [message.id, message.created_at, conversationId]))
        const conversation = (await client.query(named('findConversation', [conversationId]))).rows[0]
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
