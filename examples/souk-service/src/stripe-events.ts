import type { DisputeStatus, RefundStatus, Transaction, WebhookDelivery } from '@souk/db'
import type Stripe from 'stripe'

/**
 * Records what an event of Stripe reports: docs/payments.md of the package has the table. Facts may come in any order and any
 * number of times. It runs in the transaction that keeps the event.
 */
export async function applyStripeEvent(tx: Transaction, { body }: WebhookDelivery): Promise<unknown> {
  // Its signature was checked, so it has the form that Stripe gives it.
  const event = body as unknown as Stripe.Event
  switch (event.type) {
    case 'payment_intent.succeeded': {
      const { id, amount_received, currency, latest_charge } = event.data.object
      return tx.payments.recordSuccess({
        stripePaymentIntentId: id,
        amountReceivedMinor: amount_received,
        currency,
        stripeChargeId: idOf(latest_charge),
        notify: true,
      })
    }
    case 'payment_intent.canceled':
      return tx.payments.recordCancellation({ stripePaymentIntentId: event.data.object.id, notify: true })
    case 'payment_intent.payment_failed': {
      const { id, latest_charge, last_payment_error } = event.data.object
      return tx.payments.recordAttempt({
        stripePaymentIntentId: id,
        stripeAttemptId: idOf(latest_charge) ?? event.id,
        failureCode: last_payment_error?.code ?? undefined,
      })
    }
    case 'payment_intent.processing': {
      const payment = await tx.payments.findByPaymentIntent(event.data.object.id)
      return payment && tx.payments.extendHold({ paymentId: payment.id, holdSeconds: 7 * 86_400 })
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const { id, amount, currency, payment_intent, status, failure_reason } = event.data.object
      return tx.payments.recordRefund({
        stripeRefundId: id,
        stripePaymentIntentId: idOf(payment_intent),
        amountMinor: amount,
        currency,
        status: status as RefundStatus,
        failureCode: failure_reason ?? undefined,
        notify: true,
      })
    }
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed': {
      const { id, amount, currency, payment_intent, status } = event.data.object
      return tx.payments.recordDispute({
        stripeDisputeId: id,
        stripePaymentIntentId: idOf(payment_intent),
        amountMinor: amount,
        currency,
        status: status as DisputeStatus,
      })
    }
    default:
      return null // Stripe sends what its dashboard was told to send. This is nothing of ours.
  }
}

/** The id of the intent that an event is about: the event waits for a payment that has it. */
export function intentOf({ data: { object } }: Stripe.Event): string | undefined {
  if (object.object === 'payment_intent') return object.id
  return 'payment_intent' in object
    ? idOf(object.payment_intent as string | { readonly id: string })
    : undefined
}

function idOf(named: string | { readonly id: string } | null | undefined): string | undefined {
  return typeof named === 'string' ? named : named?.id
}
