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
import { readFeeBasisPoints } from '../payments/fee-input.js'
import { readHoldSeconds } from '../payments/payment-input.js'
import type {
  AcceptOfferInput,
  AnswerOfferInput,
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
} satisfies Keys<MakeOfferInput>)

/** Reads what a counter-offer is made of. */
export const readCounterOffer = object({
  id: optional(uuid),
  offerId: uuid,
  userId: uuid,
  amountMinor: positiveMinorUnits,
  ...wordsShape,
} satisfies Keys<CounterOfferInput>)

/** Reads which offer is answered, and by whom. */
export const readAnswerOffer = object({ offerId: uuid, userId: uuid } satisfies Keys<AnswerOfferInput>)

/** Reads what an acceptance needs. */
export const readAcceptOffer = object({
  offerId: uuid,
  userId: uuid,
  paymentId: optional(uuid),
  feeBasisPoints: readFeeBasisPoints,
  holdSeconds: withDefault(readHoldSeconds, 86_400),
} satisfies Keys<AcceptOfferInput>)

/** Reads the number of offers that one sweep marks at most. */
export function readSweep(value: SweepInput): { readonly limit: number } {
  const { limit = 1_000 } = readSweepInput(value)
  return { limit }
}

const readSweepInput = object({
  limit: optional(integer({ min: 1, max: 10_000 })),
} satisfies Keys<SweepInput>)
