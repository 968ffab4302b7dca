import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '../generated/prisma/client.js'
import type { OpenPeer } from '../peer.js'
import { pageSize, pinCount, radiusMetres, type MapView } from '../workload.js'
import { cardColumns, pinColumns, profileColumns, toCard } from './card.js'
import { gridOf, toCluster } from './cluster.js'
import { ewkt } from './ewkt.js'
import { productColumns } from './product-columns.js'
import { toProductRow } from './product-row.js'
import type { Row } from './row.js'
import { clusters, insertProducts } from './sql.js'

/** Makes columns with the place as JSON: `$queryRaw` cannot read the type geography. */
function withJson(columns: string) {
  return Prisma.raw(
    columns.replace(
      'products.public_location',
      'st_asgeojson(products.public_location)::json as public_location',
    ),
  )
}

const columns = withJson(productColumns)
const card = withJson(`${cardColumns}, ${profileColumns}`)
const pin = withJson(pinColumns)

/** The same columns for its client, which reads whole arrays. */
const cardFields = {
  id: true,
  sellerId: true,
  title: true,
  priceMinor: true,
  originalPriceMinor: true,
  currency: true,
  category: true,
  condition: true,
  feedType: true,
  publicLocation: true,
  neighborhood: true,
  isAvailable: true,
  imageUrls: true,
  createdAt: true,
  seller: true,
} as const

interface Prices {
  price_minor: bigint | number
  original_price_minor: bigint | number | null
}

interface RawCard extends Row, Prices {}

/** Prisma gives bigint as BigInt. */
function withNumbers<Row extends Prices>(row: Row): Row {
  row.price_minor = Number(row.price_minor)
  if (row.original_price_minor !== null) row.original_price_minor = Number(row.original_price_minor)
  return row
}

/** Prisma with its adapter for pg: its client where that can, `$queryRaw` where its documentation says so. */
export const open: OpenPeer = async ({ url, connections }) => {
  const names = new Map<string, string>()
  const adapter = new PrismaPg(
    { connectionString: url, max: connections, idleTimeoutMillis: 0 },
    {
      // Without names, statements are not kept.
      statementNameGenerator: ({ sql }) => {
        let name = names.get(sql)
        if (name === undefined) names.set(sql, (name = `prisma_${names.size}`))
        return name
      },
    },
  )
  const prisma = new PrismaClient({ adapter })
  return {
    byId: async (id) => {
      const product = await prisma.product.findUnique({ where: { id } })
      if (product === null) return null
      return {
        ...product,
        priceMinor: Number(product.priceMinor),
        originalPriceMinor: product.originalPriceMinor === null ? null : Number(product.originalPriceMinor),
      }
    },
    nearest: async (longitude, latitude) => {
      const origin = ewkt(longitude, latitude)
      const products = await prisma.$queryRaw<Prices[]>`
        select ${columns}, st_distance(products.public_location, ${origin}::geography) as distance_metres
        from products
        where products.is_available and st_dwithin(products.public_location, ${origin}::geography, ${radiusMetres})
        order by products.public_location <-> ${origin}::geography, products.id
        limit ${pageSize}`
      return products.map(withNumbers)
    },
    feed: async ({ category, feedType, createdAt, id }) => {
      const products = await prisma.$queryRaw<Prices[]>`
        select ${columns}
        from products
        where products.is_available and products.category = ${category}::product_category
          and products.feed_type = ${feedType}::feed_type
          and products.created_at <= ${createdAt}
          and (products.created_at, products.id) < (${createdAt}, ${id}::uuid)
        order by products.created_at desc, products.id desc
        limit ${pageSize}`
      return products.map(withNumbers)
    },
    cards: async ({ category, feedType, createdAt, id }) => {
      const products = await prisma.product.findMany({
        where: {
          isAvailable: true,
          category,
          feedType,
          createdAt: { lte: createdAt },
          OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: pageSize,
        select: cardFields,
      })
      return products.map(
        ({ imageUrls, seller: { ratingCount: count, ratingSum, ...seller }, ...product }) => ({
          ...product,
          priceMinor: Number(product.priceMinor),
          originalPriceMinor: product.originalPriceMinor === null ? null : Number(product.originalPriceMinor),
          coverImageUrl: imageUrls[0] ?? null,
          seller: { ...seller, rating: count === 0 ? null : { count, average: ratingSum / count } },
        }),
      )
    },
    nearestCards: async (longitude, latitude) => {
      const origin = ewkt(longitude, latitude)
      const products = await prisma.$queryRaw<RawCard[]>`
        select ${card}, st_distance(products.public_location, ${origin}::geography) as distance_metres
        from products join profiles on profiles.profile_id = products.seller_id
        where products.is_available and st_dwithin(products.public_location, ${origin}::geography, ${radiusMetres})
        order by products.public_location <-> ${origin}::geography, products.id
        limit ${pageSize}`
      return products.map((row) => toCard(withNumbers(row)))
    },
    search: async ({ text, category, maxPriceMinor }) => {
      const products = await prisma.$queryRaw<RawCard[]>`
        select ${card}
        from products join profiles on profiles.profile_id = products.seller_id
        where products.is_available
          and products.search @@ websearch_to_tsquery('souk', souk_stem(souk_normalize(${text})))
          ${category === null ? Prisma.empty : Prisma.sql`and products.category = ${category}::product_category`}
          ${maxPriceMinor === null ? Prisma.empty : Prisma.sql`and products.currency = 'AED' and products.price_minor <= ${maxPriceMinor}`}
        order by products.created_at desc, products.id desc
        limit ${pageSize}`
      return products.map((row) => toCard(withNumbers(row)))
    },
    pins: async ([west, south, east, north]) => {
      const box = Prisma.sql`st_makeenvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`
      const products = await prisma.$queryRaw<{ price_minor: bigint | number }[]>`
        select ${pin}
        from products
        where products.is_available and products.public_location::geometry && ${box}
        order by products.public_location::geometry <-> st_centroid(${box}), products.id
        limit ${pinCount}`
      for (const product of products) product.price_minor = Number(product.price_minor)
      return products
    },
    clusters: async (view: MapView) => {
      const [west, south, east, north] = view.bounds
      const { middle, width } = gridOf(view)
      const rows = await prisma.$queryRawUnsafe<Row[]>(clusters, west, south, east, north, middle, width)
      return rows.map((row) => toCluster(row, view))
    },
    insertProducts: (products) =>
      prisma.$executeRawUnsafe(insertProducts, JSON.stringify(products.map(toProductRow))),
    sendMessage: ({ conversationId, senderId, content }) =>
      prisma.$transaction(async (tx) => {
        const message = await tx.message.create({
          data: { conversationId, senderId, content },
          select: { id: true, createdAt: true },
        })
        await tx.conversation.updateMany({
          where: { id: conversationId },
          data: {
            lastMessageId: message.id,
            lastMessageAt: message.createdAt,
            sellerUnreadCount: { increment: 1 },
          },
        })
        return tx.conversation.findUniqueOrThrow({
          where: { id: conversationId },
          omit: { lastMessageAt: true },
        })
      }),
    close: () => prisma.$disconnect(),
  }
}
