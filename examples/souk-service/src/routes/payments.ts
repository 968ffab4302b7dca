import type { Payment } from '@souk/db'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { acting } from '../auth/identity.js'
import { once } from '../once.js'
import { ProblemError } from '../problem.js'
import { Currency, IdParams, IdempotencyHeaders, MinorUnits, PagingQuery, Uuid, exact } from '../schemas.js'
import type { Service } from '../service.js'
import { feeBasisPoints } from '../settings.js'
import { applyStripeEvent } from '../stripe-events.js'

const Purchase = exact({
  productId: Uuid,
  expectedPrice: exact({ amountMinor: MinorUnits, currency: Currency }),
})
const List = exact({ ...PagingQuery.properties, as: Type.Enum(['buyer', 'seller']) })

/** Paying. The service makes intents and records what Stripe reports: see stripe-events.ts. */
export const payments =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { worker, stripe } = service
    const params = { schema: { params: IdParams } }

    app.post(
      '/payments',
      { schema: { headers: IdempotencyHeaders, body: Purchase } },
      async (request, reply) => {
        const { userId, mine } = acting(service, request)
        const paymentId = await once(service, request, 'payments.open', (tx) =>
          tx.payments.open({ ...request.body, buyerId: userId, feeBasisPoints, notify: true }),
        )
        return reply.status(201).send(shownPayment(await mine.payments.get({ paymentId, userId })))
      },
    )

    /** The secret with which the buyer's page pays at Stripe. Asked again, it is the same one. */
    app.post('/payments/:id/intent', params, async (request) => {
      const { userId, mine } = acting(service, request)
      const payment = await mine.payments.get({ paymentId: request.params.id, userId })
      if (payment.buyerId !== userId)
        throw new ProblemError(403, 'forbidden', 'a payment is paid by its buyer')
      if (payment.status !== 'pending') throw new ProblemError(409, 'conflict', 'the payment is not pending')
      if (stripe === null) throw new ProblemError(503, 'unavailable', 'payments are not configured')
      const intent =
        payment.stripePaymentIntentId === null
          ? await stripe.paymentIntents.create(
              {
                amount: payment.amountMinor,
                currency: payment.currency.toLowerCase(),
                metadata: { paymentId: payment.id },
                automatic_payment_methods: { enabled: true },
              },
              { idempotencyKey: `payment:${payment.id}` },
            )
          : await stripe.paymentIntents.retrieve(payment.stripePaymentIntentId)
      // Events of the intent may have come before this: they wait under its id, and are applied with it. They are nobody's.
      const attached = await worker.webhooks.release(
        { provider: 'stripe', waitsFor: intent.id },
        (tx) => tx.payments.attachIntent({ paymentId: payment.id, stripePaymentIntentId: intent.id }),
        applyStripeEvent,
      )
      // It was called off while Stripe was asked: nobody is to pay it any more.
      if (attached.status === 'cancelled' || attached.status === 'failed') {
        if (intent.status !== 'succeeded' && intent.status !== 'canceled')
          await stripe.paymentIntents.cancel(intent.id)
        throw new ProblemError(409, 'conflict', 'the payment is not pending')
      }
      return { clientSecret: intent.client_secret }
    })

    app.post('/payments/:id/cancel', params, async (request) => {
      const { userId, mine } = acting(service, request)
      const paymentId = request.params.id
      return shownPayment(await mine.payments.cancel({ paymentId, userId, notify: true }))
    })

    app.get('/payments/:id', params, async (request) => {
      const { userId, mine } = acting(service, request)
      return shownPayment(await mine.payments.get({ paymentId: request.params.id, userId }))
    })

    app.get('/payments', { schema: { querystring: List } }, async (request) => {
      const { userId, mine } = acting(service, request)
      const { as, ...page } = request.query
      const found =
        as === 'buyer'
          ? await mine.payments.listByBuyer({ ...page, buyerId: userId })
          : await mine.payments.listBySeller({ ...page, sellerId: userId })
      return { ...found, items: found.items.map(shownPayment) }
    })
  }

/** A payment as its two parties see it: nothing of what the service keeps for itself. */
export function shownPayment(payment: Payment) {
  const { id, buyerId, sellerId, productId, offerId, amountMinor, currency, status } = payment
  const { platformFeeMinor, sellerPayoutMinor, amountRefundedMinor, expiresAt, completedAt, createdAt } =
    payment
  return {
    ...{ id, buyerId, sellerId, productId, offerId, amountMinor, currency, status },
    ...{ platformFeeMinor, sellerPayoutMinor, amountRefundedMinor, expiresAt, completedAt, createdAt },
  }
}
