import type { Point } from '@souk/db/geo'
import { EntitySchema, type ValueTransformer } from 'typeorm'

export interface ProductEntity {
  id: string
  sellerId: string
  title: string
  description: string | null
  priceMinor: number
  originalPriceMinor: number | null
  currency: string
  category: string
  condition: string
  feedType: string
  location?: Point | null
  publicLocation: Point | null
  neighborhood: string | null
  isAvailable: boolean
  viewCount: number
  likeCount: number
  imageUrls: readonly string[]
  videoUrl: string | null
  videoThumbnailUrl: string | null
  tags: readonly string[]
  soldAt: Date | null
  hiddenAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export interface MessageEntity {
  id: string
  conversationId: string
  senderId: string
  content: string | null
  createdAt: Date
}

export interface ConversationEntity {
  id: string
  buyerId: string
  sellerId: string
  productId: string | null
  lastMessageId: string | null
  lastMessageAt: Date | null
  sellerUnreadCount: number
}

/** A bigint arrives as text. */
const number: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: unknown) => value,
}

export const products = new EntitySchema<ProductEntity>({
  name: 'products',
  columns: {
    id: { type: 'uuid', primary: true },
    sellerId: { name: 'seller_id', type: 'uuid' },
    title: { type: 'text' },
    description: { type: 'text', nullable: true },
    priceMinor: { name: 'price_minor', type: 'bigint', transformer: number },
    originalPriceMinor: {
      name: 'original_price_minor',
      type: 'bigint',
      nullable: true,
      transformer: number,
    },
    currency: { type: 'text' },
    category: { type: 'enum', enumName: 'product_category', enum: [] },
    condition: { type: 'enum', enumName: 'product_condition', enum: [] },
    feedType: { name: 'feed_type', type: 'enum', enumName: 'feed_type', enum: [] },
    location: { type: 'geography', spatialFeatureType: 'Point', srid: 4326, nullable: true, select: false },
    publicLocation: {
      name: 'public_location',
      type: 'geography',
      spatialFeatureType: 'Point',
      srid: 4326,
      nullable: true,
    },
    neighborhood: { type: 'text', nullable: true },
    isAvailable: { name: 'is_available', type: 'boolean', default: true },
    viewCount: { name: 'view_count', type: 'integer', default: 0 },
    likeCount: { name: 'like_count', type: 'integer', default: 0 },
    imageUrls: { name: 'image_urls', type: 'text', array: true },
    videoUrl: { name: 'video_url', type: 'text', nullable: true },
    videoThumbnailUrl: { name: 'video_thumbnail_url', type: 'text', nullable: true },
    tags: { type: 'text', array: true },
    soldAt: { name: 'sold_at', type: 'timestamptz', nullable: true },
    hiddenAt: { name: 'hidden_at', type: 'timestamptz', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', createDate: true },
    updatedAt: { name: 'updated_at', type: 'timestamptz', updateDate: true },
  },
})

export const messages = new EntitySchema<MessageEntity>({
  name: 'messages',
  columns: {
    id: { type: 'uuid', primary: true, default: () => 'uuidv7()' },
    conversationId: { name: 'conversation_id', type: 'uuid' },
    senderId: { name: 'sender_id', type: 'uuid' },
    content: { type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})

export const conversations = new EntitySchema<ConversationEntity>({
  name: 'conversations',
  columns: {
    id: { type: 'uuid', primary: true },
    buyerId: { name: 'buyer_id', type: 'uuid' },
    sellerId: { name: 'seller_id', type: 'uuid' },
    productId: { name: 'product_id', type: 'uuid', nullable: true },
    lastMessageId: { name: 'last_message_id', type: 'uuid', nullable: true },
    lastMessageAt: { name: 'last_message_at', type: 'timestamptz', nullable: true },
    sellerUnreadCount: { name: 'seller_unread_count', type: 'integer', default: 0 },
  },
})
