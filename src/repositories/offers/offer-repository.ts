import * as queries from '../../../generated/offers.queries.js'
import { findProduct } from '../../../generated/products.queries.js'
import { findPayment } from '../../../generated/payments.queries.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import { feeParameters } from '../payments/fee-input.js'
import { newId } from '../new-id.js'
import type {
  AcceptedOffer,
  AcceptOfferInput,
  AnswerOfferInput,
  BuyerOffersInput,
  ConversationOffersInput,
  CounterOfferInput,
  MakeOfferInput,
  ProductOffersInput,
  SellerOffersInput,
  SweepInput,
} from './offer.js'
import type { Offer } from '../../../generated/models.js'
import {
  readAcceptOffer,
  readAnswerOffer,
  readCounterOffer,
  readMakeOffer,
  readSweep,
} from './offer-input.js'
import { buyerOffers, conversationOffers, pendingOffers, productOffers, sellerOffers } from './offer-lists.js'
import { timePage } from '../../pagination/time-page.js'
import { refuse } from '../refuse.js'
import { withoutColumns } from '../without-columns.js'

/** Offers: prices that buyers and sellers put to each other for a product. */
export class OfferRepository {
  readonly #executor: Executor
  readonly #byId: ById<Offer>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id) => executor.maybeOne(queries.findOffer, { id }),
      many: (ids) => executor.many(queries.listOffersByIds, { ids }),
      missing: notFound,
    })
  }

  /**
   * Makes a buyer's offer for a product, and shows it in the conversation with the seller.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one gives the offer that the first one made, as
   * it is by then.
   *
   * @throws {@link NotFoundError} if there is no such product or conversation.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `own_product` if the seller makes it.
   * @throws {@link ConflictError} with rule `product_not_of_conversation`, `product_already_sold`,
   * `product_not_available`, `offer_already_pending` (offers whose time has passed do not count), or `id_taken`.
   *
   * @example
   * ```ts
   * const offer = await db.offers.make({
   *   productId: product.id,
   *   conversationId: conversation.id,
   *   buyerId: buyer.id,
   *   amountMinor: 20_000,
   *   expiresInSeconds: 48 * 3_600,
   * })
   * ```
   */
  async make(input: MakeOfferInput): Promise<Offer> {
    const offer = readMakeOffer(input)
    const { id = newId() } = offer
    const row = await this.#executor.maybeOne(queries.makeOffer, { ...offer, id })
    if (row?.wasMade === true) return offerOf(row)
    const existing = input.id === undefined ? null : await this.find(id)
    if (
      existing !== null &&
      existing.parentOfferId === null &&
      existing.productId === offer.productId &&
      existing.conversationId === offer.conversationId &&
      existing.madeBy === offer.buyerId
    ) {
      return existing
    }
    if (row !== null) return refuse(row.refusal ?? 'id_taken')
    const product = await this.#executor.maybeOne(findProduct, { id: offer.productId })
    throw new NotFoundError(product === null ? 'products' : 'conversations')
  }

  /**
   * Answers an offer with another one, which is the other party's to answer then, and shows it in the conversation.
   *
   * With an `id` of the caller's the call is safe to repeat, as {@link make}.
   *
   * @throws {@link NotFoundError} if there is no such offer.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `own_offer` if the user made it.
   * @throws {@link ConflictError} with rule `offer_not_pending`, `offer_expired`, `product_already_sold`,
   * `product_not_available`, or `id_taken`.
   */
  async counter(input: CounterOfferInput): Promise<Offer> {
    const offer = readCounterOffer(input)
    const { id = newId() } = offer
    const row = await this.#executor.maybeOne(queries.counterOffer, { ...offer, id })
    if (row === null) return notFound()
    if (row.wasMade) return offerOf(row)
    const existing = input.id === undefined ? null : await this.find(id)
    if (existing?.parentOfferId === offer.offerId && existing.madeBy === offer.userId) return existing
    return refuse(row.refusal ?? 'id_taken')
  }

  /**
   * Accepts an offer: takes its product off the market, declines the other pending offers on it, and opens a payment.
   *
   * All or nothing, in one statement. Of any number of acceptances and purchases of one product at once, one wins.
   * With a `paymentId` of the caller's the call is safe to repeat: a second one gives what the first one led to,
   * as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such offer.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `own_offer` if the user made it.
   * @throws {@link ConflictError} with rule `offer_not_pending`, `offer_expired`, `product_already_sold`,
   * `product_not_available`, `currency_changed`, or `id_taken`.
   *
   * @example
   * ```ts
   * const { payment } = await db.offers.accept({
   *   offerId: offer.id,
   *   userId: seller.id,
   *   paymentId: newId(),
   *   feeBasisPoints: { discover: 1_000, community: 500 },
   * })
   * ```
   */
  async accept(input: AcceptOfferInput): Promise<AcceptedOffer> {
    const { offerId, userId, paymentId = newId(), feeBasisPoints } = readAcceptOffer(input)
    const parameters = { offerId, userId, paymentId, ...feeParameters(feeBasisPoints) }
    const row = await this.#executor.maybeOne(queries.acceptOffer, parameters)
    if (row === null) return notFound()
    if (row.refusal === null) return acceptedOf(row, paymentId)
    if (input.paymentId !== undefined && row.refusal !== 'not_a_participant' && userId !== row.madeBy) {
      const payment = await this.#executor.maybeOne(findPayment, { id: paymentId })
      if (payment?.offerId === offerId) return { offer: await this.get(offerId), payment }
    }
    return refuse(row.refusal)
  }

  /**
   * Declines an offer.
   *
   * @throws {@link NotFoundError} if there is no such offer.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `own_offer` if the user made it.
   * @throws {@link ConflictError} with rule `offer_not_pending` or `offer_expired`.
   */
  async decline(input: AnswerOfferInput): Promise<Offer> {
    return closed(await this.#executor.maybeOne(queries.declineOffer, readAnswerOffer(input)))
  }

  /**
   * Takes an offer back, on behalf of the party who made it.
   *
   * @throws {@link NotFoundError} if there is no such offer.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `not_the_maker` if the other party made it.
   * @throws {@link ConflictError} with rule `offer_not_pending` or `offer_expired`.
   */
  async cancel(input: AnswerOfferInput): Promise<Offer> {
    return closed(await this.#executor.maybeOne(queries.cancelOffer, readAnswerOffer(input)))
  }

  /**
   * Marks pending offers as expired whose time has passed by the server's clock: up to `limit`, the oldest first.
   *
   * Several may run at once. Offers that another command holds at that moment are left to it.
   *
   * @returns How many it marked: call again while that is `limit`.
   */
  async expireDue(input: SweepInput = {}): Promise<number> {
    return this.#executor.execute(queries.expireOffers, readSweep(input))
  }

  /** Gets an offer by id. @throws {@link NotFoundError} if there is none. */
  get(id: string): Promise<Offer> {
    return this.#byId.get(id)
  }

  /**
   * Gets an offer for one of its two parties.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant` for others.
   */
  async getForParticipant(input: AnswerOfferInput): Promise<Offer> {
    const { offerId, userId } = readAnswerOffer(input)
    const offer = await this.get(offerId)
    return userId === offer.buyerId || userId === offer.sellerId ? offer : refuse('not_a_participant')
  }

  /** Finds an offer by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string): Promise<Offer | null> {
    return this.#byId.find(id)
  }

  /** Lists offers in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[]): Promise<Offer[]> {
    return this.#byId.list(ids)
  }

  /** Lists the offers of a buyer's negotiations, made by either party, newest first. */
  async listByBuyer(input: BuyerOffersInput): Promise<Page<Offer>> {
    return timePage(buyerOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersByBuyer, parameters),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Lists the offers of a seller's negotiations, made by either party, newest first. */
  async listBySeller(input: SellerOffersInput): Promise<Page<Offer>> {
    return timePage(sellerOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersBySeller, parameters),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Lists every offer on a product, newest first. */
  async listByProduct(input: ProductOffersInput): Promise<Page<Offer>> {
    return timePage(productOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersByProduct, parameters),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Lists the offers on a product that wait for an answer, newest first. */
  async listPending(input: ProductOffersInput): Promise<Page<Offer>> {
    return timePage(pendingOffers, input, {
      read: (parameters) => this.#executor.many(queries.listPendingOffers, parameters),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Lists the negotiations of a conversation, newest first: `parentOfferId` leads from an offer to the one it answers. */
  async listByConversation(input: ConversationOffersInput): Promise<Page<Offer>> {
    return timePage(conversationOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersByConversation, parameters),
      ...byCreatedAt<Offer>(),
    })
  }
}

/** An offer as it was made, without what the statement tells of itself. */
function offerOf(row: queries.MakeOfferRow | queries.CounterOfferRow): Offer {
  return withoutColumns(row, 'wasMade', 'refusal')
}

/** The offer and the payment of an acceptance that no rule refused. */
function acceptedOf(row: queries.AcceptOfferRow, paymentId: string): AcceptedOffer {
  const { buyerId, sellerId, productId, amountMinor, currency } = row
  const { platformFeeMinor, sellerPayoutMinor, feedType, openedAt } = row
  const own = ['refusal', 'openedAt', 'feedType', 'sellerPayoutMinor', 'platformFeeMinor'] as const
  const offer = withoutColumns(row, ...own)
  const payment = {
    id: paymentId,
    buyerId,
    sellerId,
    productId,
    offerId: offer.id,
    amountMinor,
    currency,
    platformFeeMinor,
    sellerPayoutMinor,
    feedType,
    status: 'pending',
    stripePaymentIntentId: null,
    stripeChargeId: null,
    stripeTransferId: null,
    paymentMethod: null,
    completedAt: null,
    createdAt: openedAt,
    updatedAt: openedAt,
  } as const
  return { offer, payment }
}

function closed(row: queries.DeclineOfferRow | queries.CancelOfferRow | null): Offer {
  if (row === null) return notFound()
  const { refusal } = row
  return refusal === null ? withoutColumns(row, 'refusal') : refuse(refusal)
}

function notFound(): never {
  throw new NotFoundError('offers')
}
