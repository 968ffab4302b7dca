import { Kysely, PostgresDialect, sql, type ColumnType, type Generated } from 'kysely'
import type { OpenPeer } from '../peer.js'
import { pageSize, pinCount, radiusMetres } from '../workload.js'
import { toCard } from './card.js'
import { gridOf, toCluster } from './cluster.js'
import { ewkt } from './ewkt.js'
import { openPgPool } from './pg-pool.js'
import { toProductRow } from './product-row.js'

interface Products {
  id: string
  seller_id: string
  title: string
  description: string | null
  price_minor: number
  original_price_minor: number | null
  currency: string
  category: string
  condition: string
  feed_type: string
  location: ColumnType<never, string, string>
  public_location: ColumnType<unknown, never, never>
  neighborhood: string | null
  is_available: Generated<boolean>
  view_count: Generated<number>
  like_count: Generated<number>
  image_urls: readonly string[]
  video_url: string | null
  video_thumbnail_url: string | null
  tags: readonly string[]
  sold_at: Date | null
  hidden_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

interface Messages {
  id: Generated<string>
  conversation_id: string
  sender_id: string
  content: string
  created_at: Generated<Date>
}

interface Conversations {
  id: string
  buyer_id: string
  seller_id: string
  product_id: string | null
  last_message_id: string | null
  last_message_at: Date | null
  seller_unread_count: number
}

/** A view of the schema's. */
interface Profiles {
  profile_id: string
  profile_username: string
  profile_full_name: string | null
  profile_avatar_url: string | null
  profile_neighborhood: string | null
  profile_is_verified: boolean
  profile_is_closed: boolean
  profile_member_since: Date
  profile_follower_count: number
  profile_following_count: number
  profile_rating_count: number
  profile_rating_sum: number
  profile_badges: readonly string[] | null
}

interface Tables {
  products: Products
  profiles: Profiles
  messages: Messages
  conversations: Conversations
}

const columns = [
  'id',
  'seller_id',
  'title',
  'description',
  'price_minor',
  'original_price_minor',
  'currency',
  'category',
  'condition',
  'feed_type',
  'public_location',
  'neighborhood',
  'is_available',
  'view_count',
  'like_count',
  'image_urls',
  'video_url',
  'video_thumbnail_url',
  'tags',
  'sold_at',
  'hidden_at',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof Products)[]

const cardColumns = [
  'products.id',
  'products.seller_id',
  'products.title',
  'products.price_minor',
  'products.original_price_minor',
  'products.currency',
  'products.category',
  'products.condition',
  'products.feed_type',
  'products.public_location',
  'products.neighborhood',
  'products.is_available',
  'products.created_at',
] as const

/** Kysely: its query builder over a pool of pg, and the `sql` tag for what is PostGIS's. */
export const open: OpenPeer = async (settings) => {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: await openPgPool(settings) }) })
  const cards = db
    .selectFrom('products')
    .innerJoin('profiles', 'profiles.profile_id', 'products.seller_id')
    .select(cardColumns)
    .select(sql<string | null>`products.image_urls[1]`.as('cover_image_url'))
    .selectAll('profiles')
    .where('products.is_available', '=', true)
  return {
    byId: async (id) =>
      (await db.selectFrom('products').select(columns).where('id', '=', id).executeTakeFirst()) ?? null,
    nearest: (longitude, latitude) => {
      const origin = sql`${ewkt(longitude, latitude)}::geography`
      return db
        .selectFrom('products')
        .select(columns)
        .select(sql<number>`st_distance(public_location, ${origin})`.as('distance_metres'))
        .where('is_available', '=', true)
        .where(sql<boolean>`st_dwithin(public_location, ${origin}, ${radiusMetres})`)
        .orderBy(sql`public_location <-> ${origin}`)
        .orderBy('id')
        .limit(pageSize)
        .execute()
    },
    feed: ({ category, feedType, createdAt, id }) =>
      db
        .selectFrom('products')
        .select(columns)
        .where('is_available', '=', true)
        .where('category', '=', category)
        .where('feed_type', '=', feedType)
        .where('created_at', '<=', createdAt)
        .where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(createdAt, id)))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(pageSize)
        .execute(),
    cards: async ({ category, feedType, createdAt, id }) =>
      (
        await cards
          .where('category', '=', category)
          .where('feed_type', '=', feedType)
          .where('created_at', '<=', createdAt)
          .where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(createdAt, id)))
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(pageSize)
          .execute()
      ).map(toCard),
    nearestCards: async (longitude, latitude) => {
      const origin = sql`${ewkt(longitude, latitude)}::geography`
      const rows = await cards
        .select(sql<number>`st_distance(public_location, ${origin})`.as('distance_metres'))
        .where(sql<boolean>`st_dwithin(public_location, ${origin}, ${radiusMetres})`)
        .orderBy(sql`public_location <-> ${origin}`)
        .orderBy('id')
        .limit(pageSize)
        .execute()
      return rows.map(toCard)
    },
    search: async ({ text, category, maxPriceMinor }) =>
      (
        await cards
          .where(
            sql<boolean>`products.search @@ websearch_to_tsquery('souk', souk_stem(souk_normalize(${text})))`,
          )
          .$if(category !== null, (query) => query.where('category', '=', category))
          .$if(maxPriceMinor !== null, (query) =>
            query.where('currency', '=', 'AED').where('price_minor', '<=', maxPriceMinor),
          )
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(pageSize)
          .execute()
      ).map(toCard),
    pins: ([west, south, east, north]) => {
      const box = sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`
      return db
        .selectFrom('products')
        .select(['id', 'title', 'price_minor', 'currency', 'category', 'public_location'])
        .select(sql<string | null>`image_urls[1]`.as('image_url'))
        .where('is_available', '=', true)
        .where(sql<boolean>`public_location::geometry && ${box}`)
        .orderBy(sql`public_location::geometry <-> st_centroid(${box})`)
        .orderBy('id')
        .limit(pinCount)
        .execute()
    },
    clusters: async (view) => {
      const [west, south, east, north] = view.bounds
      const { middle, width } = gridOf(view)
      const placed = db
        .selectFrom('products')
        .select([
          sql<unknown>`public_location::geometry`.as('place'),
          sql<unknown>`st_snaptogrid(st_transform(public_location::geometry, 3857), ${middle}, ${middle}, ${width}, ${width})`.as(
            'cell',
          ),
        ])
        .where('is_available', '=', true)
        .where(
          sql<boolean>`public_location::geometry && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`,
        )
      const rows = await db
        .selectFrom(placed.as('product'))
        .select([
          sql<number>`st_x(cell)`.as('cell_x'),
          sql<number>`st_y(cell)`.as('cell_y'),
          sql<number>`count(*)::integer`.as('count'),
          sql<number>`avg(st_x(place))`.as('longitude'),
          sql<number>`avg(st_y(place))`.as('latitude'),
        ])
        .groupBy('cell')
        .execute()
      return rows.map((row) => toCluster(row, view))
    },
    insertProducts: (products) => db.insertInto('products').values(products.map(toProductRow)).execute(),
    sendMessage: ({ conversationId, senderId, content }) =>
      db.transaction().execute(async (trx) => {
        const message = await trx
          .insertInto('messages')
          .values({ conversation_id: conversationId, sender_id: senderId, content })
          .returning(['id', 'created_at'])
          .executeTakeFirstOrThrow()
        await trx
          .updateTable('conversations')
          .set((eb) => ({
            last_message_id: message.id,
            last_message_at: message.created_at,
            seller_unread_count: eb('seller_unread_count', '+', 1),
          }))
          .where('id', '=', conversationId)
          .execute()
        return trx
          .selectFrom('conversations')
          .select(['id', 'buyer_id', 'seller_id', 'product_id', 'last_message_id', 'seller_unread_count'])
          .where('id', '=', conversationId)
          .executeTakeFirstOrThrow()
      }),
    close: () => db.destroy(),
  }
}
