import { minorUnits, object, optional, text, uuid, type Keys } from '../../input/index.js'
import { readFeeBasisPoints } from './fee-input.js'
import type { ExpectedPrice, OpenPaymentInput, PaymentIdsInput } from './payment.js'
import { readCurrency } from '../../input/currency.js'

/** Reads an id of Stripe's. */
export const readStripeId = text({ min: 1, max: 255 })

const readPaymentMethod = text({ min: 1, max: 100 })

/** Reads what a purchase is made of. */
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

/** Reads which payment, and what Stripe calls it. */
export const readPaymentIds = object({
  id: uuid,
  stripePaymentIntentId: optional(readStripeId),
  stripeChargeId: optional(readStripeId),
  stripeTransferId: optional(readStripeId),
  paymentMethod: optional(readPaymentMethod),
} satisfies Keys<PaymentIdsInput>)
