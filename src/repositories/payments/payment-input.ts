import { InvalidInputError } from '../../errors.js'
import {
  integer,
  minorUnits,
  object,
  oneOf,
  optional,
  text,
  uuid,
  withDefault,
  type Keys,
  type Read,
} from '../../input/index.js'
import { readCurrency } from '../../input/currency.js'
import { notifyShape } from '../notifications/notify-input.js'
import { readFeeBasisPoints } from './fee-input.js'
import {
  disputeStatuses,
  refundStatuses,
  type AttachIntentInput,
  type CancelPaymentInput,
  type ExpectedPrice,
  type ExpireDueInput,
  type ExpirePaymentInput,
  type ExtendHoldInput,
  type PaymentIdInput,
  type OpenPaymentInput,
  type PaymentAccessInput,
  type PaymentReference,
  type RecordAttemptInput,
  type RecordCancellationInput,
  type RecordDisputeInput,
  type RecordRefundInput,
  type RecordSuccessInput,
  type RecordTransferInput,
  type ReportedAmount,
} from './payment.js'

/** Reads an id of Stripe's. */
export const readStripeId = text({ min: 1, max: 255 })

const readPaymentMethod = text({ min: 1, max: 100 })

/** Reads the time that a payment holds its product, in seconds. */
export const readHoldSeconds = integer({ min: 60, max: 2_678_400 })

/** Reads a purchase. */
export const readOpenPayment = object({
  id: optional(uuid),
  productId: uuid,
  buyerId: uuid,
  feeBasisPoints: readFeeBasisPoints,
  expectedPrice: optional(
    object({ amountMinor: minorUnits, currency: readCurrency } satisfies Keys<ExpectedPrice>),
  ),
  holdSeconds: withDefault(readHoldSeconds, 1_800),
  stripePaymentIntentId: optional(readStripeId),
  paymentMethod: optional(readPaymentMethod),
  streamId: optional(uuid),
  ...notifyShape,
} satisfies Keys<OpenPaymentInput>)

/** Reads a payment, and the acting user. */
export const readPaymentAccess = object({ paymentId: uuid, userId: uuid } satisfies Keys<PaymentAccessInput>)

/** Reads a payment that its buyer calls off. */
export const readCancelPayment = object({
  paymentId: uuid,
  userId: uuid,
  ...notifyShape,
} satisfies Keys<CancelPaymentInput>)

/** Reads a payment, and the intent that is made for it. */
export const readAttachIntent = object({
  paymentId: uuid,
  stripePaymentIntentId: readStripeId,
} satisfies Keys<AttachIntentInput>)

/** Reads a payment that holds its product for longer. */
export const readExtendHold = object({
  paymentId: uuid,
  holdSeconds: readHoldSeconds,
} satisfies Keys<ExtendHoldInput>)

/** Reads a payment that the service looked at or ends. */
export const readPaymentId = object({ paymentId: uuid } satisfies Keys<PaymentIdInput>)

/** Reads a payment that the service ends before its time. */
export const readExpirePayment = object({
  paymentId: uuid,
  ...notifyShape,
} satisfies Keys<ExpirePaymentInput>)

/** Reads the number of payments that one sweep ends at most. */
export const readExpireDue = object({
  limit: withDefault(integer({ min: 1, max: 1_000 }), 100),
} satisfies Keys<ExpireDueInput>)

const readForm = text({
  min: 3,
  max: 3,
  pattern: { matches: /^[A-Za-z]{3}$/, problem: 'must be a currency: three letters' },
})

/** Reads a currency as the provider writes it, in small letters. It may be one that is new to ISO 4217. */
const readReportedCurrency: Read<string> = (value, field) => readForm(value, field).toUpperCase()

const referenceShape = {
  paymentId: optional(uuid),
  stripePaymentIntentId: optional(readStripeId),
} satisfies Keys<PaymentReference>

const amountShape = { amountMinor: minorUnits, currency: readReportedCurrency } satisfies Keys<ReportedAmount>

/** Makes a reader that also wants the payment to be named in one of the two ways. */
function ofPayment<Input extends PaymentReference>(read: Read<Input>): (value: unknown) => Input {
  return (value) => {
    const input = read(value, '')
    if (input.paymentId === undefined && input.stripePaymentIntentId === undefined) {
      throw new InvalidInputError('paymentId', 'is required, or else stripePaymentIntentId')
    }
    return input
  }
}

/** Reads a payment intent that succeeded. */
export const readSuccess = object({
  paymentId: optional(uuid),
  stripePaymentIntentId: readStripeId,
  amountReceivedMinor: minorUnits,
  currency: readReportedCurrency,
  stripeChargeId: optional(readStripeId),
  paymentMethod: optional(readPaymentMethod),
  ...notifyShape,
} satisfies Keys<RecordSuccessInput>)

/** Reads a payment intent that was canceled. */
export const readCancellation = object({
  paymentId: optional(uuid),
  stripePaymentIntentId: readStripeId,
  ...notifyShape,
} satisfies Keys<RecordCancellationInput>)

/** Reads an attempt that failed. */
export const readAttempt = ofPayment(
  object({
    ...referenceShape,
    stripeAttemptId: readStripeId,
    failureCode: optional(readStripeId),
  } satisfies Keys<RecordAttemptInput>),
)

/** Reads a refund. */
export const readRefund = ofPayment(
  object({
    ...referenceShape,
    ...amountShape,
    stripeRefundId: readStripeId,
    status: oneOf(refundStatuses),
    failureCode: optional(readStripeId),
    ...notifyShape,
  } satisfies Keys<RecordRefundInput>),
)

/** Reads a dispute. */
export const readDispute = ofPayment(
  object({
    ...referenceShape,
    ...amountShape,
    stripeDisputeId: readStripeId,
    status: oneOf(disputeStatuses),
  } satisfies Keys<RecordDisputeInput>),
)

const readTransferOf = ofPayment(
  object({
    ...referenceShape,
    ...amountShape,
    stripeTransferId: readStripeId,
    amountReversedMinor: withDefault(minorUnits, 0),
  } satisfies Keys<RecordTransferInput>),
)

/** Reads a transfer. No more of it comes back than was sent. */
export function readTransfer(value: unknown) {
  const transfer = readTransferOf(value)
  if (transfer.amountReversedMinor > transfer.amountMinor) {
    throw new InvalidInputError('amountReversedMinor', 'must be at most amountMinor')
  }
  return transfer
}
