import { offerStatuses } from '../../../generated/enums.js'
import { object, oneOf, optional, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type {
  BuyerOffersInput,
  ConversationOffersInput,
  OffersToAnswerInput,
  ProductOffersInput,
  SellerOffersInput,
} from './offer.js'

const status = optional(oneOf(offerStatuses))

/** A buyer's offers, newest first. */
export const buyerOffers = {
  kind: 'offers.byBuyer',
  readFilters: object({ buyerId: uuid, status } satisfies Keys<FiltersOf<BuyerOffersInput>>),
} satisfies TimeList<object>

/** A seller's offers, newest first. */
export const sellerOffers = {
  kind: 'offers.bySeller',
  readFilters: object({ sellerId: uuid, status } satisfies Keys<FiltersOf<SellerOffersInput>>),
} satisfies TimeList<object>

const readProduct = object({ productId: uuid, sellerId: uuid } satisfies Keys<FiltersOf<ProductOffersInput>>)

/** The offers on a product, newest first. */
export const productOffers = {
  kind: 'offers.byProduct',
  readFilters: readProduct,
} satisfies TimeList<object>

/** The pending offers on a product, newest first. */
export const pendingOffers = {
  kind: 'offers.pending',
  readFilters: readProduct,
} satisfies TimeList<object>

/** The negotiations of a conversation, newest first. */
export const conversationOffers = {
  kind: 'offers.byConversation',
  readFilters: object({ conversationId: uuid, userId: uuid } satisfies Keys<
    FiltersOf<ConversationOffersInput>
  >),
} satisfies TimeList<object>

/** The offers that wait for a user's answer, newest first. */
export const offersToAnswer = {
  kind: 'offers.toAnswer',
  readFilters: object({ userId: uuid } satisfies Keys<FiltersOf<OffersToAnswerInput>>),
} satisfies TimeList<object>
