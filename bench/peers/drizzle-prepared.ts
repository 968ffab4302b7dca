import { and, desc, eq, getTableColumns, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { products } from './drizzle-tables.js'
import { ewkt } from './ewkt.js'

// What is written of a place is not what is read of it.
const { location: _, ...columns } = getTableColumns(products)

/**
 * Drizzle with its prepared statements, for the reads.
 *
 * They belong to the database they were prepared on and cannot run inside a transaction; a bulk insert has no
 * placeholders. There it is the same as Drizzle.
 */
export const open: OpenPeer = async ({ url, connections }) => {
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 })
  const db = drizzle({ client: pool })
  const placeholder = sql.placeholder

  const byId = db
    .select(columns)
    .from(products)
    .where(eq(products.id, placeholder('id')))
    .prepare('product_by_id')

  const origin = sql`${placeholder('origin')}::geography`
  const nearest = db
    .select({
      ...columns,
      distanceMetres: sql<number>`st_distance(${products.publicLocation}, ${origin})`,
    })
    .from(products)
    .where(
      and(
        products.isAvailable,
        sql`st_dwithin(${products.publicLocation}, ${origin}, ${placeholder('radiusMetres')})`,
      ),
    )
    .orderBy(sql`${products.publicLocation} <-> ${origin}`, products.id)
    .limit(placeholder('limit'))
    .prepare('products_nearest')

  const feed = db
    .select(columns)
    .from(products)
    .where(
      and(
        products.isAvailable,
        eq(products.category, placeholder('category')),
        eq(products.feedType, placeholder('feedType')),
        lte(products.createdAt, placeholder('createdAt')),
        sql`(${products.createdAt}, ${products.id}) < (${placeholder('createdAtText')}, ${placeholder('id')})`,
      ),
    )
    .orderBy(desc(products.createdAt), desc(products.id))
    .limit(placeholder('limit'))
    .prepare('product_feed')

  return {
    byId: async (id) => {
      const [product] = await byId.execute({ id })
      return product ?? null
    },
    nearest: (longitude, latitude) =>
      nearest.execute({ origin: ewkt(longitude, latitude), radiusMetres, limit: pageSize }),
    feed: ({ category, feedType, createdAt, id }) =>
      feed.execute({
        category,
        feedType,
        createdAt,
        createdAtText: createdAt.toISOString(),
        id,
        limit: pageSize,
      }),
    close: () => pool.end(),
  }
}
