import { minorUnits, object, optional, text, uuid, type Keys } from '../../input/index.js'
import { readFeeBasisPoints } from './fee-input.js'
import type { ExpectedPrice, OpenPaymentInput, PaymentAccessInput, PaymentIdsInput } from './payment.js'
import { readCurrency } from '../../input/currency.js'

/** Reads an id of Stripe's. */
export const readStripeId = text({ min: 1, max: 255 })

const readPaymentMethod = text({ min: 1, max: 100 })

/** Reads a purchase. */
export const readOpenPayment = object({
  id: optional(uuid),
  productId: uuid,
  buyerId: uuid,
  feeBasisPoints: readFeeBasisPoints,
  expectedPrice: optional(
    object({ amountMinor: minorUnits, currency: readCurrency } satisfies Keys<ExpectedPrice>),
  ),
  stripePaymentIntentId: optional(readStripeId),
  paymentMethod: optional(readPaymentMethod),
} satisfies Keys<OpenPaymentInput>)

/** Reads a payment, and the user on whose behalf it is read. */
export const readPaymentAccess = object({ paymentId: uuid, userId: uuid } satisfies Keys<PaymentAccessInput>)

/** Reads a payment and its ids at Stripe. */
export const readPaymentIds = object({
  paymentId: uuid,
  stripePaymentIntentId: optional(readStripeId),
  stripeChargeId: optional(readStripeId),
  stripeTransferId: optional(readStripeId),
  paymentMethod: optional(readPaymentMethod),
} satisfies Keys<PaymentIdsInput>)
