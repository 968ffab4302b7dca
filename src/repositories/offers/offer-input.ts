import {
  integer,
  nullable,
  object,
  optional,
  positiveMinorUnits,
  readableText,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { notifyShape } from '../notifications/notify-input.js'
import { readFeeBasisPoints } from '../payments/fee-input.js'
import { readHoldSeconds } from '../payments/payment-input.js'
import type {
  AcceptOfferInput,
  AnswerOfferInput,
  CloseOfferInput,
  CounterOfferInput,
  MakeOfferInput,
  SweepInput,
} from './offer.js'

const wordsShape = {
  message: optional(nullable(readableText({ max: 1_000 }))),
  expiresInSeconds: optional(nullable(integer({ min: 1, max: 31_536_000 }))),
} as const

/** Reads what a buyer's offer is made of. */
export const readMakeOffer = object({
  id: optional(uuid),
  productId: uuid,
  conversationId: uuid,
  buyerId: uuid,
  amountMinor: positiveMinorUnits,
  ...wordsShape,
  ...notifyShape,
} satisfies Keys<MakeOfferInput>)

/** Reads what a counter-offer is made of. */
export const readCounterOffer = object({
  id: optional(uuid),
  offerId: uuid,
  userId: uuid,
  amountMinor: positiveMinorUnits,
  ...wordsShape,
  ...notifyShape,
} satisfies Keys<CounterOfferInput>)

/** Reads which offer is answered, and by whom. */
export const readAnswerOffer = object({ offerId: uuid, userId: uuid } satisfies Keys<AnswerOfferInput>)

/** Reads an answer that ends an offer. */
export const readCloseOffer = object({
  offerId: uuid,
  userId: uuid,
  ...notifyShape,
} satisfies Keys<CloseOfferInput>)

/** Reads what an acceptance needs. */
export const readAcceptOffer = object({
  offerId: uuid,
  userId: uuid,
  paymentId: optional(uuid),
  feeBasisPoints: readFeeBasisPoints,
  holdSeconds: withDefault(readHoldSeconds, 86_400),
  ...notifyShape,
} satisfies Keys<AcceptOfferInput>)

/** Reads the number of offers that one sweep marks at most. */
export const readSweep = object({
  limit: withDefault(integer({ min: 1, max: 10_000 }), 1_000),
  ...notifyShape,
} satisfies Keys<SweepInput>)
