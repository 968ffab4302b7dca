import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'

export const webhookSecret = 'whsec_of_tests'

/** A server that makes intents as Stripe does, as far as the service asks it. No test asks Stripe itself. */
export interface StandInStripe {
  readonly url: string
  /** The intents by their ids. */
  readonly intents: ReadonlyMap<string, Intent>
  /** Holds the answer of a new intent back; null holds none. */
  beforeAnswer: (() => Promise<unknown>) | null
  close(): Promise<void>
}

interface Intent {
  readonly id: string
  readonly amount: number
  readonly currency: string
  status: string
}

export async function startStripe(): Promise<StandInStripe> {
  const intents = new Map<string, Intent>()
  const byKey = new Map<string, Intent>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const fields = new URLSearchParams(Buffer.concat(chunks).toString())
      const [, id, action] = /^\/v1\/payment_intents(?:\/(\w+))?(?:\/(\w+))?$/.exec(request.url ?? '') ?? []
      const key = String(request.headers['idempotency-key'])
      let intent = id === undefined ? byKey.get(key) : intents.get(id)
      if (intent === undefined) {
        intent = {
          id: `pi_${randomUUID().replaceAll('-', '')}`,
          amount: Number(fields.get('amount')),
          currency: fields.get('currency') ?? '',
          status: 'requires_payment_method',
        }
        intents.set(intent.id, intent)
        byKey.set(key, intent)
        await standIn.beforeAnswer?.()
      }
      if (action === 'cancel') intent.status = 'canceled'
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({ ...intent, object: 'payment_intent', client_secret: `${intent.id}_secret` }),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const standIn: StandInStripe = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    intents,
    beforeAnswer: null,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return standIn
}

/** Sends an event to the service as Stripe would: signed, unless another signature is given. */
export async function deliver(
  serviceUrl: string,
  event: { readonly id: string; readonly type: string; readonly object: object },
  signature?: string,
): Promise<Response> {
  const { id, type, object } = event
  const payload = JSON.stringify({ id, object: 'event', type, created: 1_790_000_000, data: { object } })
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret })
  return fetch(`${serviceUrl}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature ?? header },
    body: payload,
  })
}

/** The event that an intent was paid. */
export function succeeded({ id, amount, currency }: Intent) {
  const object = {
    id,
    object: 'payment_intent',
    amount_received: amount,
    currency,
    latest_charge: `ch_${id}`,
  }
  return { id: `evt_${id}`, type: 'payment_intent.succeeded', object }
}
