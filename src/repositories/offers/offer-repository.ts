import * as queries from '../../../generated/offers.queries.js'
import { findProduct } from '../../../generated/products.queries.js'
import { findPayment } from '../../../generated/payments.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
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
  CloseOfferInput,
  BuyerOffersInput,
  ConversationOffersInput,
  CounterOfferInput,
  MakeOfferInput,
  OffersToAnswerInput,
  ProductOffersInput,
  SellerOffersInput,
  SweepInput,
} from './offer.js'
import type { Offer } from '../../../generated/models.js'
import {
  readAcceptOffer,
  readAnswerOffer,
  readCloseOffer,
  readCounterOffer,
  readMakeOffer,
  readSweep,
} from './offer-input.js'
import {
  buyerOffers,
  conversationOffers,
  offersToAnswer,
  pendingOffers,
  productOffers,
  sellerOffers,
} from './offer-lists.js'
import { timePage } from '../../pagination/time-page.js'
import { assertParticipantOf } from '../assert-participant.js'
import { ifRefusedBy, refuse } from '../refuse.js'
import { withDigest } from '../request-digest.js'
import { withoutColumns } from '../without-columns.js'

/** Offers: prices that buyers and sellers put to each other for a product. The two parties read them, nobody else. */
export class SqlOfferRepository {
  readonly #executor: Executor
  readonly #byId: ById<Offer>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findOffer, { id }, options),
      many: (ids, options) => executor.many(queries.listOffersByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Makes a buyer's offer for a product, and shows it in the conversation with the seller.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the offer that the
   * first one made, as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such product or conversation.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `own_product` if the seller makes it.
   * @throws {@link ConflictError} with rule `product_not_of_conversation`, `product_already_sold`,
   * `product_not_available`, `offer_already_pending` (offers whose time has passed do not count), `account_closed`, or
   * `repeated_differently` if the id was used with other content.
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
  async make(input: MakeOfferInput, options?: CallOptions): Promise<Offer> {
    const offer = withDigest('offers.make', readMakeOffer(input))
    const { requestDigest } = offer
    const named = Object.assign(offer, { id: offer.id ?? newId() })
    const row = await this.#executor.maybeOne(queries.makeOffer, named, options)
    if (row?.wasMade === true) return offerOf(row)
    const first = await this.#findFirst(named.id, requestDigest, options)
    if (first !== null) return first
    if (row !== null) return refuse(row.refusal ?? 'repeated_differently')
    const product = await this.#executor.maybeOne(findProduct, { id: offer.productId }, options)
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
   * `product_not_available`, `account_closed`, or `repeated_differently` if the id was used with other content.
   */
  async counter(input: CounterOfferInput, options?: CallOptions): Promise<Offer> {
    const offer = withDigest('offers.counter', readCounterOffer(input))
    const { requestDigest } = offer
    const named = Object.assign(offer, { id: offer.id ?? newId() })
    const row = await this.#executor.maybeOne(queries.counterOffer, named, options)
    if (row === null) return notFound()
    if (row.wasMade) return offerOf(row)
    const first = await this.#findFirst(named.id, requestDigest, options)
    return first ?? refuse(row.refusal ?? 'repeated_differently')
  }

  /**
   * Accepts an offer: takes its product off the market, declines the other pending offers on it, and opens a payment.
   *
   * All or nothing, in one statement. Of any number of acceptances and purchases of one product at once, one wins.
   * With a `paymentId` of the caller's the call is safe to repeat: a second one with the same content returns what the
   * first one led to, as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such offer.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `own_offer` if the user made it.
   * @throws {@link ConflictError} with rule `offer_not_pending`, `offer_expired`, `product_already_sold`,
   * `product_not_available`, `currency_changed`, `account_closed`, or `repeated_differently` if the id was used with other
   * content.
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
  async accept(input: AcceptOfferInput, options?: CallOptions): Promise<AcceptedOffer> {
    const {
      offerId,
      userId,
      paymentId: givenId,
      feeBasisPoints,
      holdSeconds,
      notify,
    } = readAcceptOffer(input)
    const { requestDigest } = withDigest('offers.accept', {
      id: givenId,
      offerId,
      userId,
      feeBasisPoints,
      holdSeconds,
      notify,
    })
    const paymentId = givenId ?? newId()
    const parameters = {
      offerId,
      userId,
      paymentId,
      requestDigest: requestDigest ?? null,
      ...feeParameters(feeBasisPoints),
      holdSeconds,
      notify,
    }
    const row = await this.#executor
      .maybeOne(queries.acceptOffer, parameters, options)
      .catch(ifRefusedBy(['transactions_pkey'], () => refuse('repeated_differently')))
    if (row === null) return notFound()
    if (row.refusal === null) return acceptedOf(row, paymentId)
    if (requestDigest !== undefined) {
      const payment = await this.#executor.maybeOne(findPayment, { id: paymentId, requestDigest }, options)
      if (payment !== null) return { offer: (await this.#byId.load(offerId, options)) ?? notFound(), payment }
    }
    return refuse(row.refusal)
  }

  /**
   * Declines an offer.
   *
   * @throws {@link NotFoundError} if there is no such offer.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `own_offer` if the user made it.
   * @throws {@link ConflictError} with rule `offer_not_pending` or `offer_expired`, or `account_closed` if the
   * user's own account is closed.
   */
  async decline(input: CloseOfferInput, options?: CallOptions): Promise<Offer> {
    return closed(await this.#executor.maybeOne(queries.declineOffer, readCloseOffer(input), options))
  }

  /**
   * Takes an offer back, on behalf of the party who made it.
   *
   * @throws {@link NotFoundError} if there is no such offer.
   * @throws {@link ForbiddenError} with rule `not_a_participant`, or `not_the_maker` if the other party made it.
   * @throws {@link ConflictError} with rule `offer_not_pending` or `offer_expired`, or `account_closed` if the
   * user's own account is closed.
   */
  async cancel(input: CloseOfferInput, options?: CallOptions): Promise<Offer> {
    return closed(await this.#executor.maybeOne(queries.cancelOffer, readCloseOffer(input), options))
  }

  /**
   * Marks pending offers as expired whose time has passed by the server's clock: up to `limit`, the oldest first.
   *
   * Several may run at once. Offers that another command holds at that moment are left to it.
   * With `notify` each is told to the party who made it.
   *
   * @returns How many it marked: call again while that is `limit`.
   */
  async expireDue(input: SweepInput = {}, options?: CallOptions): Promise<number> {
    return this.#executor.execute(queries.expireOffers, readSweep(input), options)
  }

  /**
   * Gets an offer for one of its two parties.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async get(input: AnswerOfferInput, options?: CallOptions): Promise<Offer> {
    return (await this.find(input, options)) ?? notFound()
  }

  /**
   * Finds an offer for one of its two parties. Those that are asked for in one tick, here and by {@link get}, are one
   * statement.
   *
   * @throws {@link ForbiddenError} with rule `not_a_participant`.
   */
  async find(input: AnswerOfferInput, options?: CallOptions): Promise<Offer | null> {
    const { offerId, userId } = readAnswerOffer(input)
    const offer = await this.#byId.load(offerId, options)
    if (offer !== null) assertParticipantOf(offer, userId)
    return offer
  }

  /** Lists the offers of a buyer's negotiations, made by either party, newest first, for that buyer. */
  async listByBuyer(input: BuyerOffersInput, options?: CallOptions): Promise<Page<Offer>> {
    return timePage(buyerOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersByBuyer, parameters, options),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Lists the offers of a seller's negotiations, made by either party, newest first, for that seller. */
  async listBySeller(input: SellerOffersInput, options?: CallOptions): Promise<Page<Offer>> {
    return timePage(sellerOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersBySeller, parameters, options),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Lists every offer on a product, newest first, for its seller. For anybody else the list is empty. */
  async listByProduct(input: ProductOffersInput, options?: CallOptions): Promise<Page<Offer>> {
    return timePage(productOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersByProduct, parameters, options),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Lists the offers on a product that wait for an answer, newest first, for its seller, as {@link listByProduct}. */
  async listPending(input: ProductOffersInput, options?: CallOptions): Promise<Page<Offer>> {
    return timePage(pendingOffers, input, {
      read: (parameters) => this.#executor.many(queries.listPendingOffers, parameters, options),
      ...byCreatedAt<Offer>(),
    })
  }

  /**
   * Lists the offers that wait for a user's answer, as a buyer or as a seller, newest first. One whose time has passed is
   * among them until {@link expireDue} marks it.
   */
  async listToAnswer(input: OffersToAnswerInput, options?: CallOptions): Promise<Page<Offer>> {
    return timePage(offersToAnswer, input, {
      read: (parameters) => this.#executor.many(queries.listOffersToAnswer, parameters, options),
      ...byCreatedAt<Offer>(),
    })
  }

  /**
   * Lists the negotiations of a conversation for one of its participants, newest first: `parentOfferId` leads from an offer to
   * the one it answers. For anybody else the list is empty.
   */
  async listByConversation(input: ConversationOffersInput, options?: CallOptions): Promise<Page<Offer>> {
    return timePage(conversationOffers, input, {
      read: (parameters) => this.#executor.many(queries.listOffersByConversation, parameters, options),
      ...byCreatedAt<Offer>(),
    })
  }

  /** Finds the offer that the first call made, if this one repeats it. */
  async #findFirst(id: string, requestDigest?: string, options?: CallOptions): Promise<Offer | null> {
    if (requestDigest === undefined) return null
    return this.#executor.maybeOne(queries.findOffer, { id, requestDigest }, options)
  }
}

/** Offers: prices that buyers and sellers put to each other for a product. */
export interface OfferRepository extends Pick<SqlOfferRepository, keyof SqlOfferRepository> {}

/** An offer as it was made, without what the statement tells of itself. */
function offerOf(row: queries.MakeOfferRow | queries.CounterOfferRow): Offer {
  return withoutColumns(row, 'wasMade', 'refusal')
}

/** The offer and the payment of an acceptance that no rule refused. */
function acceptedOf(row: queries.AcceptOfferRow, paymentId: string): AcceptedOffer {
  const { buyerId, sellerId, productId, amountMinor, currency } = row
  const { platformFeeMinor, sellerPayoutMinor, feedType, feeBasisPoints, holdEndsAt, openedAt } = row
  const own = [
    'refusal',
    'openedAt',
    'holdEndsAt',
    'feeBasisPoints',
    'feedType',
    'sellerPayoutMinor',
    'platformFeeMinor',
  ] as const
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
    feeBasisPoints,
    expiresAt: holdEndsAt,
    paidAt: null,
    cancelledAt: null,
    expiredAt: null,
    failedAttempts: 0,
    amountReceivedMinor: 0,
    amountRefundedMinor: 0,
    largestRefundMinor: 0,
    amountDisputedMinor: 0,
    amountTransferredMinor: 0,
    amountDueMinor: 0,
    needsReview: false,
    reviewedAt: null,
    streamId: null,
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
