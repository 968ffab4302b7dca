import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '../generated/prisma/client.js'
import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { ewkt } from './ewkt.js'
import { productColumns } from './product-columns.js'
import { toProductRow } from './product-row.js'
import { insertProducts } from './sql.js'

/** The columns with the place as JSON: `$queryRaw` cannot read the type geography. */
const columns = Prisma.raw(
  productColumns.replace(
    'products.public_location',
    'st_asgeojson(products.public_location)::json as public_location',
  ),
)

interface Prices {
  price_minor: bigint | number
  original_price_minor: bigint | number | null
}

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
