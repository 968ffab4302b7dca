import { and, desc, eq, getTableColumns, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { OpenPeer } from '../peer.js'
import { pageSize, pinCount, radiusMetres } from '../workload.js'
import { gridOf, toCluster } from './cluster.js'
import { conversations, messages, products, profiles } from './drizzle-tables.js'
import { ewkt } from './ewkt.js'

// What is written of a place is not what is read of it.
const { location: _, ...columns } = getTableColumns(products)

const card = {
  id: products.id,
  sellerId: products.sellerId,
  title: products.title,
  priceMinor: products.priceMinor,
  originalPriceMinor: products.originalPriceMinor,
  currency: products.currency,
  category: products.category,
  condition: products.condition,
  feedType: products.feedType,
  publicLocation: products.publicLocation,
  neighborhood: products.neighborhood,
  isAvailable: products.isAvailable,
  coverImageUrl: sql<string | null>`${products.imageUrls}[1]`,
  createdAt: products.createdAt,
  seller: {
    id: profiles.id,
    username: profiles.username,
    fullName: profiles.fullName,
    avatarUrl: profiles.avatarUrl,
    neighborhood: profiles.neighborhood,
    isVerified: profiles.isVerified,
    isClosed: profiles.isClosed,
    memberSince: profiles.memberSince,
    followerCount: profiles.followerCount,
    followingCount: profiles.followingCount,
    ratingCount: profiles.ratingCount,
    ratingSum: profiles.ratingSum,
    badges: profiles.badges,
  },
}

interface Seller {
  readonly ratingCount: number
  readonly ratingSum: number
  readonly badges: readonly string[] | null
}

/** Makes a card of a row: the seller's rating is a mean, or nothing. */
function toCard<Row extends { readonly seller: Seller }>(row: Row) {
  const { ratingCount: count, ratingSum, badges, ...seller } = row.seller
  const rating = count === 0 ? null : { count, average: ratingSum / count }
  return { ...row, seller: { ...seller, rating, badges: badges ?? [] } }
}

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
    cards: async ({ category, feedType, createdAt, id }) =>
      (
        await db
          .select(card)
          .from(products)
          .innerJoin(profiles, eq(profiles.id, products.sellerId))
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
          .limit(pageSize)
      ).map(toCard),
    nearestCards: async (longitude, latitude) => {
      const origin = sql`${ewkt(longitude, latitude)}::geography`
      const rows = await db
        .select({ ...card, distanceMetres: sql<number>`st_distance(${products.publicLocation}, ${origin})` })
        .from(products)
        .innerJoin(profiles, eq(profiles.id, products.sellerId))
        .where(
          and(products.isAvailable, sql`st_dwithin(${products.publicLocation}, ${origin}, ${radiusMetres})`),
        )
        .orderBy(sql`${products.publicLocation} <-> ${origin}`, products.id)
        .limit(pageSize)
      return rows.map(toCard)
    },
    search: async ({ text, category, maxPriceMinor }) =>
      (
        await db
          .select(card)
          .from(products)
          .innerJoin(profiles, eq(profiles.id, products.sellerId))
          .where(
            and(
              products.isAvailable,
              sql`products.search @@ websearch_to_tsquery('souk', souk_stem(souk_normalize(${text})))`,
              category === null ? undefined : eq(products.category, category),
              maxPriceMinor === null
                ? undefined
                : and(eq(products.currency, 'AED'), lte(products.priceMinor, maxPriceMinor)),
            ),
          )
          .orderBy(desc(products.createdAt), desc(products.id))
          .limit(pageSize)
      ).map(toCard),
    pins: ([west, south, east, north]) => {
      const box = sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`
      return db
        .select({
          id: products.id,
          title: products.title,
          priceMinor: products.priceMinor,
          currency: products.currency,
          category: products.category,
          imageUrl: sql<string | null>`${products.imageUrls}[1]`,
          publicLocation: products.publicLocation,
        })
        .from(products)
        .where(and(products.isAvailable, sql`${products.publicLocation}::geometry && ${box}`))
        .orderBy(sql`${products.publicLocation}::geometry <-> st_centroid(${box})`, products.id)
        .limit(pinCount)
    },
    clusters: async (view) => {
      const [west, south, east, north] = view.bounds
      const { middle, width } = gridOf(view)
      const { rows } = await db.execute<Record<string, unknown>>(sql`
        select st_x(cell) as cell_x, st_y(cell) as cell_y, count(*)::integer as count,
          avg(st_x(place)) as longitude, avg(st_y(place)) as latitude
        from (
          select ${products.publicLocation}::geometry as place,
            st_snaptogrid(st_transform(${products.publicLocation}::geometry, 3857), ${middle}, ${middle}, ${width}, ${width}) as cell
          from ${products}
          where ${products.isAvailable}
            and ${products.publicLocation}::geometry && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)
        ) as product
        group by cell`)
      return rows.map((row) => toCluster(row, view))
    },
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
