import type { FastifyBaseLogger } from 'fastify'
import { pageKey } from './routes/products.js'
import type { Service } from './service.js'
import { applyStripeEvent } from './stripe-events.js'

/**
 * The work of an instance beside answering. Every instance does it: consumers share their events, so one that is killed leaves its
 * part to the others. Maintenance is the owner's, and no work of a process that strangers talk to: `souk-db maintain` does it beside
 * the instances. The embedded database is maintained here, for no other process can open it.
 */
export async function startBackgroundWork(
  { settings, worker, cache, redis, stripe }: Service,
  log: FastifyBaseLogger,
): Promise<{ stop(): Promise<void> }> {
  if (redis !== null) {
    const types = ['product.changed', 'product.sold', 'product.unavailable', 'product.available'] as const
    await worker.events.consume(
      'service-cache',
      async (event) => cache.forget(pageKey(event.payload.productId)),
      { types, startAt: 'now', onError: (error) => log.warn(error) },
    )
  }
  if (stripe !== null) {
    // A payment that was called off or has expired must not be paid after all.
    await worker.events.consume(
      'service-intents',
      async ({ payload: { paymentId } }) => {
        const payment = await worker.payments.findForService(paymentId)
        const intentId = payment?.stripePaymentIntentId ?? null
        if (intentId === null || (payment?.status !== 'cancelled' && payment?.status !== 'failed')) return
        const intent = await stripe.paymentIntents.retrieve(intentId)
        if (intent.status !== 'succeeded' && intent.status !== 'canceled')
          await stripe.paymentIntents.cancel(intentId)
      },
      { types: ['payment.cancelled', 'payment.failed'], startAt: 'now', onError: (error) => log.warn(error) },
    )
  }

  const stopped = new AbortController()
  let running: Promise<void> = Promise.resolve()
  async function maintain(): Promise<void> {
    try {
      if (stripe !== null) await worker.webhooks.sweep(applyStripeEvent)
      if (settings.databases !== null) return
      const { tasks } = await worker.maintain({ budgetMs: 30_000, signal: stopped.signal })
      for (const { task, error } of tasks) if (error !== null) log.error({ task, err: error }, 'maintenance')
    } catch (error) {
      if (!stopped.signal.aborted) log.error(error)
    }
  }
  const timer = setInterval(() => {
    running = running.then(maintain)
  }, 60_000)
  return {
    async stop() {
      clearInterval(timer)
      stopped.abort()
      await running
    },
  }
}
