import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSQLFile, queryASTToIR } from '@pgtyped/parser'
import { PreparedQuery } from '@pgtyped/runtime'
import { benchFolder } from '../folders.js'
import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { ewkt } from './ewkt.js'
import { openPgPool } from './pg-pool.js'
import { toProductRow } from './product-row.js'

/** pgtyped on a pool of pg: its runtime, and of its generator's output what exists when it runs. */
export const open: OpenPeer = async (settings) => {
  const pool = await openPgPool(settings)
  const queries = readQueries()
  const query = (name: string) => {
    const found = queries.get(name)
    if (found === undefined) throw new Error(`pgtyped.sql has no query ${name}`)
    return found
  }
  const byId = query('byId')
  const nearest = query('nearest')
  const feed = query('feed')
  const insertProducts = query('insertProducts')
  const insertMessage = query('insertMessage')
  const setLastMessage = query('setLastMessage')
  const findConversation = query('findConversation')
  return {
    byId: async (id) => (await byId.run({ id }, pool))[0] ?? null,
    nearest: (longitude, latitude) =>
      nearest.run({ origin: ewkt(longitude, latitude), radiusMetres, limit: pageSize }, pool),
    feed: ({ category, feedType, createdAt, id }) =>
      feed.run({ category, feedType, createdAt, id, limit: pageSize }, pool),
    insertProducts: (products) => insertProducts.run({ products: products.map(toProductRow) }, pool),
    sendMessage: async ({ conversationId, senderId, content }) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const [message] = await insertMessage.run({ conversationId, senderId, content }, client)
        await setLastMessage.run(
          { messageId: message?.['id'], sentAt: message?.['created_at'], id: conversationId },
          client,
        )
        const [conversation] = await findConversation.run({ id: conversationId }, client)
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

type Query = PreparedQuery<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>

function readQueries(): ReadonlyMap<string, Query> {
  const text = readFileSync(join(benchFolder, 'peers/pgtyped.sql'), 'utf8')
  const { queries, events } = parseSQLFile(text)
  if (events.length > 0) throw new Error(`pgtyped.sql: ${JSON.stringify(events)}`)
  return new Map(queries.map((query) => [query.name, new PreparedQuery(queryASTToIR(query))]))
}
