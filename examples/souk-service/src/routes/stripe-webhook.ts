import type { FastifyPluginAsync } from 'fastify'
import type Stripe from 'stripe'
import { ProblemError } from '../problem.js'
import type { Service } from '../service.js'
import { applyStripeEvent, intentOf } from '../stripe-events.js'

/** Events of Stripe. Each takes effect once, however often it comes. */
export const stripeWebhook =
  ({ worker, stripe, settings }: Service): FastifyPluginAsync =>
  async (app) => {
    // The signature is of the bytes as they came: in this scope, no parser touches them.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

    app.post('/webhooks/stripe', async (request) => {
      if (stripe === null || settings.stripe === null)
        throw new ProblemError(503, 'unavailable', 'payments are not configured')
      const body = request.body as Buffer
      const event = verified(stripe, body, request.headers['stripe-signature'], settings.stripe.webhookSecret)
      const { outcome } = await worker.webhooks.once(
        {
          provider: 'stripe',
          eventId: event.id,
          type: event.type,
          created: event.created,
          body,
          waitsFor: intentOf(event),
        },
        applyStripeEvent,
      )
      return { outcome }
    })
  }

function verified(
  stripe: Stripe,
  body: Buffer,
  signature: string | string[] | undefined,
  secret: string,
): Stripe.Event {
  try {
    return stripe.webhooks.constructEvent(body, signature ?? '', secret)
  } catch {
    throw new ProblemError(400, 'wrong_signature', 'the signature is wrong or too old')
  }
}
