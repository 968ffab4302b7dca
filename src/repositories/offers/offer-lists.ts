import { offerStatuses } from '../../../generated/enums.js'
import { object, oneOf, optional, uuid, type Keys } from '../../input/index.js'
import type { PagedList } from '../../pagination/list-request.js'
import type {
  BuyerOffersInput,
  ConversationOffersInput,
  ProductOffersInput,
  SellerOffersInput,
} from './offer.js'
import { readTimePosition } from '../../pagination/time-position.js'

const status = optional(oneOf(offerStatuses))

/** A buyer's offers, newest first. */
export const buyerOffers = {
  kind: 'offers.byBuyer',
  readFilters: object({ buyerId: uuid, status } satisfies Keys<Omit<BuyerOffersInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

/** A seller's offers, newest first. */
export const sellerOffers = {
  kind: 'offers.bySeller',
  readFilters: object({ sellerId: uuid, status } satisfies Keys<Omit<SellerOffersInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

const readProduct = object({ productId: uuid } satisfies Keys<Omit<ProductOffersInput, 'limit'>>)

/** The offers on a product, newest first. */
export const productOffers = {
  kind: 'offers.byProduct',
  readFilters: readProduct,
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

/** The pending offers on a product, newest first. */
export const pendingOffers = {
  kind: 'offers.pending',
  readFilters: readProduct,
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

/** The negotiations of a conversation, newest first. */
export const conversationOffers = {
  kind: 'offers.byConversation',
  readFilters: object({ conversationId: uuid } satisfies Keys<Omit<ConversationOffersInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>
