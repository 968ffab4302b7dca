import type { Account, Conversation, Message, Offer, Product, Stream } from '../../../generated/models.js'
import { InvalidInputError } from '../../errors.js'
import { integer } from '../../input/index.js'
import { readOptions } from '../../engine/connect/assert-options.js'
import type { OpenConversationInput } from '../../repositories/conversations/conversation.js'
import type { SendTextInput } from '../../repositories/messages/message.js'
import type { MakeOfferInput } from '../../repositories/offers/offer.js'
import type { CreateProductInput } from '../../repositories/products/product.js'
import type { Repositories } from '../../repositories/repositories.js'
import type { CreateStreamInput } from '../../repositories/streams/stream.js'
import type { CreateUserInput } from '../../repositories/users/user.js'
import { builders, rowMakers, type Builders, type Given } from './builders.js'
import { readSeed } from './market-source.js'

/** Creates rows, with the parents that are not given. */
export interface Creators {
  user(given?: Given<CreateUserInput>): Promise<Account>
  /** A seller is made unless one is given. */
  product(given?: Given<CreateProductInput>): Promise<Product>
  /** A user is made unless one is given. */
  stream(given?: Given<CreateStreamInput>): Promise<Stream>
  /** About a product that is made, unless a seller or a product is given. A buyer is made unless one is given. */
  conversation(given?: Given<OpenConversationInput>): Promise<Conversation>
  /** In a conversation that is made, by its buyer, unless a conversation and its sender are given. */
  message(given?: Given<SendTextInput>): Promise<Message>
  /** A tenth below the price, in a conversation of its own, unless an amount, or a conversation and its buyer, are given. */
  offer(given?: Given<MakeOfferInput>): Promise<Offer>
}

/** Creates many rows by few statements, and returns their ids. */
export interface ManyCreators {
  user(count: number, given?: Given<CreateUserInput>): Promise<string[]>
  /** One seller is made for all of them, unless one is given. */
  product(count: number, given?: Given<CreateProductInput>): Promise<string[]>
}

/** Makers of rows for tests. */
export interface Factories {
  readonly build: Builders
  readonly create: Creators
  readonly createMany: ManyCreators
}

/** Options of {@link factories}. */
export interface FactoryOptions {
  /**
   * The same seed makes the same rows, in the order of the calls. Two factories on one database need seeds of their own.
   *
   * @defaultValue 1
   */
  readonly seed?: number | undefined
}

/** Sends rows that are drawn already: calls that run at once make the same rows each time. */
type Sending<Row> = () => Promise<Row>

/** A conversation has its two parties, and lets nobody else in. */
function withParty(field: string): InvalidInputError {
  return new InvalidInputError(field, 'must be given with a conversation')
}

const lines = ['Is it still available?', 'هل ما زال متوفراً؟', 'Where can I see it?', 'ما آخر سعر؟']
const readCount = integer({ min: 0, max: 10_000 })

/**
 * Makes rows for tests: people with English and Arabic names in cities of the Gulf, and what they sell. What is given wins, and
 * the parents that are not given are made.
 *
 * @param db - A database, a transaction, or the database of {@link beginRollback}.
 * @throws {@link InvalidInputError} naming `seed`.
 *
 * @example
 * ```ts
 * const { build, create, createMany } = factories(db, { seed: 7 })
 * const product = await create.product({ priceMinor: 5_000 }) // with a seller
 * await createMany.product(200, { sellerId: product.sellerId })
 * const input = build.user({ role: 'seller' }) // nothing is sent
 * ```
 */
export function factories(db: Repositories, given?: FactoryOptions): Factories {
  const { seed = 1 } = readOptions(given, { seed: ['number'] })
  const build = builders(rowMakers(`f${readSeed(seed).toString(36)}`))
  let sent = 0

  const drawUser = (id?: string): Sending<string> => {
    if (id !== undefined) return () => Promise.resolve(id)
    const row = build.user()
    return async () => (await db.users.create(row)).id
  }
  const drawProduct = (more?: Given<CreateProductInput>): Sending<Product> => {
    const row = build.product(more)
    const seller = drawUser(more?.sellerId)
    return async () => db.products.create({ ...row, sellerId: await seller() })
  }
  const productOf = (id: string | undefined): Sending<Pick<Product, 'id' | 'sellerId' | 'priceMinor'>> =>
    id === undefined ? drawProduct() : () => db.products.get(id)
  const drawConversation = (more: Given<OpenConversationInput>): Sending<Conversation> => {
    const buyer = drawUser(more.buyerId)
    const { sellerId } = more
    if (sellerId !== undefined) {
      return async () => db.conversations.open({ ...more, buyerId: await buyer(), sellerId })
    }
    const product = productOf(more.productId ?? undefined)
    return async () => {
      const buyerId = await buyer()
      const { id: productId, sellerId } = await product()
      return db.conversations.open({ productId, ...more, buyerId, sellerId })
    }
  }

  const create: Creators = {
    user: (more) => db.users.create(build.user(more)),
    product: async (more) => await drawProduct(more)(),
    async stream(more) {
      const row = build.stream(more)
      const user = drawUser(more?.userId)
      return db.streams.create({ ...row, userId: await user() })
    },
    conversation: async (more = {}) => await drawConversation(more)(),
    async message(more = {}) {
      const content = lines[sent++ % lines.length] ?? ''
      if (more.conversationId !== undefined && more.senderId !== undefined) {
        const { conversationId, senderId } = more
        return db.messages.send({ content, ...more, conversationId, senderId })
      }
      if (more.conversationId !== undefined) throw withParty('senderId')
      const { senderId } = more
      const conversation = drawConversation(senderId === undefined ? {} : { buyerId: senderId })
      const { id: conversationId, buyerId } = await conversation()
      return db.messages.send({ content, ...more, conversationId, senderId: buyerId })
    },
    async offer(more = {}) {
      if (more.conversationId !== undefined && more.buyerId === undefined) throw withParty('buyerId')
      const product = productOf(more.productId)
      const buyer = drawUser(more.buyerId)
      const { id: productId, sellerId, priceMinor } = await product()
      const buyerId = await buyer()
      const conversationId =
        more.conversationId ?? (await db.conversations.open({ buyerId, sellerId, productId })).id
      // Prices are multiples of ten minor units, and so is the offer.
      const amountMinor = Math.max(10, Math.round(priceMinor * 0.09) * 10)
      return db.offers.make({ amountMinor, ...more, productId, buyerId, conversationId })
    },
  }

  const many = <Input>(count: number, one: () => Input) =>
    Array.from({ length: readCount(count, 'count') }, one)

  return {
    build,
    create,
    createMany: {
      user: async (count, more) => db.users.createMany(many(count, () => build.user(more))),
      product: async (count, more) => {
        const rows = many(count, () => build.product(more))
        const seller = drawUser(more?.sellerId)
        const sellerId = await seller()
        return db.products.createMany(rows.map((row) => ({ ...row, sellerId })))
      },
    },
  }
}
