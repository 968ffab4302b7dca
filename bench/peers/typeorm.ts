import { DataSource } from 'typeorm'
import type { OpenPeer } from '../peer.js'
import { pageSize, radiusMetres } from '../workload.js'
import { ewkt } from './ewkt.js'
import { conversations, messages, products } from './typeorm-entities.js'

/** TypeORM: repositories, its query builder where a search needs PostGIS, and its own GeoJSON for geography. */
export const open: OpenPeer = async ({ url, connections }) => {
  const source = new DataSource({
    type: 'postgres',
    url,
    poolSize: connections,
    extra: { idleTimeoutMillis: 0 },
    entities: [products, messages, conversations],
    installExtensions: false,
  })
  await source.initialize()
  const repository = source.getRepository(products)
  return {
    byId: (id) => repository.findOneBy({ id }),
    nearest: async (longitude, latitude) => {
      const { entities, raw } = await repository
        .createQueryBuilder('product')
        .addSelect('st_distance(product.publicLocation, cast(:origin as geography))', 'distance')
        .addSelect('product.publicLocation <-> cast(:origin as geography)', 'nearness')
        .where('product.isAvailable')
        .andWhere('st_dwithin(product.publicLocation, cast(:origin as geography), :radiusMetres)')
        .setParameters({ origin: ewkt(longitude, latitude), radiusMetres })
        .orderBy('nearness')
        .addOrderBy('product.id')
        .limit(pageSize)
        .getRawAndEntities<{ distance: number }>()
      return entities.map((product, index) => ({ ...product, distanceMetres: raw[index]?.distance }))
    },
    feed: ({ category, feedType, createdAt, id }) =>
      repository
        .createQueryBuilder('product')
        .where('product.isAvailable')
        .andWhere('product.category = :category and product.feedType = :feedType')
        .andWhere('product.createdAt <= :createdAt and (product.createdAt, product.id) < (:createdAt, :id)')
        .setParameters({ category, feedType, createdAt, id })
        .orderBy('product.createdAt', 'DESC')
        .addOrderBy('product.id', 'DESC')
        .limit(pageSize)
        .getMany(),
    insertProducts: (batch) =>
      repository
        .createQueryBuilder()
        .insert()
        .values([...batch])
        .updateEntity(false)
        .execute(),
    sendMessage: ({ conversationId, senderId, content }) =>
      source.transaction(async (manager) => {
        const { generatedMaps } = await manager.insert(messages, { conversationId, senderId, content })
        const [message] = generatedMaps
        await manager.update(conversations, conversationId, {
          lastMessageId: message?.['id'],
          lastMessageAt: message?.['createdAt'],
          sellerUnreadCount: () => 'seller_unread_count + 1',
        })
        return manager.findOneOrFail(conversations, {
          select: {
            id: true,
            buyerId: true,
            sellerId: true,
            productId: true,
            lastMessageId: true,
            sellerUnreadCount: true,
          },
          where: { id: conversationId },
        })
      }),
    close: () => source.destroy(),
  }
}
