import {
  bigint,
  boolean,
  customType,
  integer,
  pgEnum,
  pgTable,
  pgView,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { Point } from '@souk/db/geo'
import { ewkt } from './ewkt.js'
import { parseLocation } from './parse-location.js'

const geography = customType<{ data: Point; driverData: string }>({
  dataType: () => 'geography(Point, 4326)',
  fromDriver: (hex) => parseLocation(hex) as Point,
  toDriver: ({ coordinates: [longitude, latitude] }) => ewkt(longitude, latitude),
})

const moment = (name: string) => timestamp(name, { withTimezone: true })

const category = pgEnum('product_category', [
  'trading_cards',
  'mens_fashion',
  'sneakers',
  'sports_cards',
  'collectibles',
  'electronics',
  'home_decor',
  'beauty',
  'kids_baby',
  'furniture',
  'books',
  'other',
])
const condition = pgEnum('product_condition', ['new', 'like_new', 'good', 'fair'])
const feedType = pgEnum('feed_type', ['discover', 'community'])

export const products = pgTable('products', {
  id: uuid('id').primaryKey(),
  sellerId: uuid('seller_id').notNull(),
  title: text('title').notNull(),
  description: text('description'),
  priceMinor: bigint('price_minor', { mode: 'number' }).notNull(),
  originalPriceMinor: bigint('original_price_minor', { mode: 'number' }),
  currency: text('currency').notNull(),
  category: category('category').notNull(),
  condition: condition('condition').notNull(),
  feedType: feedType('feed_type').notNull(),
  location: geography('location'),
  publicLocation: geography('public_location'),
  neighborhood: text('neighborhood'),
  isAvailable: boolean('is_available').notNull().default(true),
  viewCount: integer('view_count').notNull().default(0),
  likeCount: integer('like_count').notNull().default(0),
  imageUrls: text('image_urls').array().notNull(),
  videoUrl: text('video_url'),
  videoThumbnailUrl: text('video_thumbnail_url'),
  tags: text('tags').array().notNull(),
  soldAt: moment('sold_at'),
  hiddenAt: moment('hidden_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** The public face of each user, a view of the schema's. */
export const profiles = pgView('profiles', {
  id: uuid('profile_id').notNull(),
  username: text('profile_username').notNull(),
  fullName: text('profile_full_name'),
  avatarUrl: text('profile_avatar_url'),
  neighborhood: text('profile_neighborhood'),
  isVerified: boolean('profile_is_verified').notNull(),
  isClosed: boolean('profile_is_closed').notNull(),
  memberSince: moment('profile_member_since').notNull(),
  followerCount: integer('profile_follower_count').notNull(),
  followingCount: integer('profile_following_count').notNull(),
  ratingCount: integer('profile_rating_count').notNull(),
  ratingSum: integer('profile_rating_sum').notNull(),
  badges: text('profile_badges').array(),
}).existing()

export const messages = pgTable('messages', {
  id: uuid('id')
    .primaryKey()
    .default(sql`uuidv7()`),
  conversationId: uuid('conversation_id').notNull(),
  senderId: uuid('sender_id').notNull(),
  content: text('content'),
  createdAt: moment('created_at').notNull().defaultNow(),
})

export const conversations = pgTable('conversations', {
  id: uuid('id').primaryKey(),
  buyerId: uuid('buyer_id').notNull(),
  sellerId: uuid('seller_id').notNull(),
  productId: uuid('product_id'),
  lastMessageId: uuid('last_message_id'),
  lastMessageAt: moment('last_message_at'),
  sellerUnreadCount: integer('seller_unread_count').notNull().default(0),
})
