import type { Payment } from '../../../generated/models.js'
import type { Repositories } from '../../../src/repositories/repositories.js'

/** The payment of an id, as it is stored. */
export async function storedPayment(on: Repositories, paymentId: string): Promise<Payment> {
  const payment = await on.payments.findForService(paymentId)
  if (payment === null) throw new Error('there is no such payment')
  return payment
}

/** Reports the success of a payment's intent, with the whole amount. */
export async function pay(on: Repositories, paymentId: string): Promise<Payment> {
  const { amountMinor, currency, stripePaymentIntentId } = await storedPayment(on, paymentId)
  return on.payments.recordSuccess({
    paymentId,
    stripePaymentIntentId: stripePaymentIntentId ?? `pi_${paymentId}`,
    amountReceivedMinor: amountMinor,
    currency: currency.toLowerCase(),
  })
}

/** Reports a refund of all that was received for a payment. */
export async function payBack(on: Repositories, paymentId: string): Promise<Payment> {
  const { amountReceivedMinor, currency } = await storedPayment(on, paymentId)
  return on.payments.recordRefund({
    paymentId,
    stripeRefundId: `re_${paymentId}`,
    amountMinor: amountReceivedMinor,
    currency,
    status: 'succeeded',
  })
}
