import { and, desc, eq, getTableColumns, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { conversations, messages, products } from './drizzle-tables.js'
import { ewkt } from './ewkt.js'

// What is written of a place is not what is read of it.
const { location: _, ...columns } = getTableColumns(products)

/** Drizzle: its query builder over a pool of pg, a custom type for geography, and the `sql` tag for PostGIS. */
export const open: OpenPeer = async ({ url, connections }) => {
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 })
  const db = drizzle({ client: pool })
  return {
    byId: async (id) => {
      const [product] = await db.select(columns).from(products).where(eq(products.id, id))
      return product ?? null
    },
    nearest: (longitude, latitude) => {
      const origin = sql`${ewkt(longitude, latitude)}::geography`
      return db
        .select({
          ...columns,
          distanceMetres: sql<number>`st_distance(${products.publicLocation}, ${origin})`,
        })
        .from(products)
        .where(
          and(products.isAvailable, sql`st_dwithin(${products.publicLocation}, ${origin}, ${radiusMetres})`),
        )
        .orderBy(sql`${products.publicLocation} <-> ${origin}`, products.id)
        .limit(pageSize)
    },
    feed: ({ category, feedType, createdAt, id }) =>
      db
        .select(columns)
        .from(products)
        .where(
          and(
            products.isAvailable,
            eq(products.category, category),
            eq(products.feedType, feedType),
            lte(products.createdAt, createdAt),
            sql`(${products.createdAt}, ${products.id}) < (${createdAt.toISOString()}, ${id})`,
          ),
        )
        .orderBy(desc(products.createdAt), desc(products.id))
        .limit(pageSize),
    insertProducts: (batch) => db.insert(products).values([...batch]),
    sendMessage: ({ conversationId, senderId, content }) =>
      db.transaction(async (tx) => {
        const [message] = await tx
          .insert(messages)
          .values({ conversationId, senderId, content })
          .returning({ id: messages.id, createdAt: messages.createdAt })
        if (message === undefined) throw new Error('no message was inserted')
        await tx
          .update(conversations)
          .set({
            lastMessageId: message.id,
            lastMessageAt: message.createdAt,
            sellerUnreadCount: sql`${conversations.sellerUnreadCount} + 1`,
          })
          .where(eq(conversations.id, conversationId))
        const [conversation] = await tx
          .select({
            id: conversations.id,
            buyerId: conversations.buyerId,
            sellerId: conversations.sellerId,
            productId: conversations.productId,
            lastMessageId: conversations.lastMessageId,
            sellerUnreadCount: conversations.sellerUnreadCount,
          })
          .from(conversations)
          .where(eq(conversations.id, conversationId))
        return conversation
      }),
    close: () => pool.end(),
  }
}
