import { Kysely, PostgresDialect, sql, type ColumnType, type Generated } from 'kysely'
import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
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

interface Tables {
  products: Products
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
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof Products)[]

/** Kysely: its query builder over a pool of pg, and the `sql` tag for what is PostGIS's. */
export const open: OpenPeer = async (settings) => {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: await openPgPool(settings) }) })
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
