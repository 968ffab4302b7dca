/**
 * Has people chat, haggle and pay while instances are killed and the database is started anew, and then looks for what was lost
 * or doubled. Three instances, each person at any of them.
 *
 * The database must keep what it has confirmed: with synchronous_commit = off it may forget, and this program would say so.
 *
 *   DATABASE_URL=… npm run faults -- --seconds 30 --restart 'pg_ctl -D … restart'
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { findBrokenInvariants } from '@souk/db/testing'
import { Client, until } from '../test/setup/client.js'
import { Listener } from '../test/setup/listener.js'
import { openSetting } from '../test/setup/start-service.js'
import { deliver, succeeded } from '../test/setup/stripe.js'
import { InstanceProcess } from './instance.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    pairs: { type: 'string', default: '6' },
    restart: { type: 'string' },
  },
})
const setting = await openSetting()
const { database, stripe, env } = setting
const instances = await Promise.all([1, 2, 3].map(() => InstanceProcess.start(env)))
const anyUrl = () => instances[Math.floor(Math.random() * instances.length)]?.url ?? ''
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let retries = 0
/** Asks any instance until one answers. Each request is one that can be sent again. */
async function insist<Body>(
  client: Client,
  method: string,
  path: string,
  body?: object,
  key?: string,
): Promise<Body> {
  for (;;) {
    try {
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
      const answer = await client.at(anyUrl()).ask<Body>(method, path, body, headers)
      if (answer.status < 300) return answer.body
      if (answer.status < 500) throw new TypeError(`${path}: ${JSON.stringify(answer.body)}`)
    } catch (error) {
      if (error instanceof TypeError && error.message.startsWith('/')) throw error
    }
    retries++
    await pause(100)
  }
}

interface Row {
  readonly id: string
}
let isOver = false
const seller = await Client.register(anyUrl(), 'seller', { isSeller: true })

/** A pair who talk all the time, and make a deal every now and then. */
class Pair {
  readonly sent: string[] = []
  readonly paymentIds: string[] = []
  readonly listener: Listener
  readonly #buyer: Client

  constructor(buyer: Client) {
    this.#buyer = buyer
    this.listener = new Listener(buyer, anyUrl)
  }

  async run(): Promise<void> {
    await this.listener.connect()
    while (!isOver) {
      const { id: productId } = await insist<Row>(seller, 'POST', '/products', {
        ...{ id: randomUUID(), title: 'A thing', priceMinor: 10_000, category: 'other', condition: 'good' },
      })
      const { id } = await insist<Row>(this.#buyer, 'POST', '/conversations', { productId })
      for (let count = 0; count < 10 && !isOver; count++) {
        const content = `${this.sent.length} ${randomUUID()}`
        this.sent.push(content)
        await insist(seller, 'POST', `/conversations/${id}/messages`, { id: randomUUID(), content })
        if (Math.random() < 0.1) this.listener.drop()
      }
      const offer = { conversationId: id, productId, amountMinor: 9_000 }
      const { id: offerId } = await insist<Row>(this.#buyer, 'POST', '/offers', offer, randomUUID())
      const paymentId = randomUUID()
      await insist(seller, 'POST', `/offers/${offerId}/accept`, { paymentId })
      await insist(this.#buyer, 'POST', `/payments/${paymentId}/intent`)
      this.paymentIds.push(paymentId)
    }
  }
}

/** Reports each intent until somebody answers, and then once more, as Stripe may. */
async function reportPayments(): Promise<void> {
  const reported = new Set<string>()
  while (!isOver || reported.size < stripe.intents.size) {
    for (const intent of stripe.intents.values()) {
      if (reported.has(intent.id)) continue
      const status = await deliver(anyUrl(), succeeded(intent)).then(
        (answer) => answer.status,
        () => 0,
      )
      if (status !== 200) continue
      reported.add(intent.id)
      void deliver(anyUrl(), succeeded(intent)).catch(() => undefined)
    }
    await pause(50)
  }
}

const pairs: Pair[] = []
for (let index = 0; index < Number(values.pairs); index++)
  pairs.push(new Pair(await Client.register(anyUrl(), `buyer${index}`)))
const running = [...pairs.map((pair) => pair.run()), reportPayments()]

const started = Date.now()
let kills = 0
let stops = 0
let restarts = 0
while (Date.now() - started < Number(values.seconds) * 1_000) {
  const victim = instances[(kills + stops) % instances.length]
  if (victim === undefined) break
  if ((kills + stops) % 3 === 2) {
    await victim.end('SIGTERM')
    stops++
  } else {
    await victim.end('SIGKILL')
    kills++
  }
  if (values.restart !== undefined && (kills + stops) % 3 === 1) {
    // A server that it starts would keep a pipe open.
    await once(spawn('bash', ['-c', values.restart], { stdio: 'ignore' }), 'exit')
    restarts++
  }
  await victim.start()
  await pause(1_000)
}
isOver = true
await Promise.all(running)
await until('each message came to its page', () =>
  pairs.every(
    ({ sent, listener }) => listener.messages.filter((one) => sent.includes(one)).length >= sent.length,
  ),
)

const mistakes: string[] = []
let messages = 0
let deals = 0
for (const { sent, listener, paymentIds } of pairs) {
  const heard = listener.messages.filter((content) => content !== '')
  if (heard.join() !== sent.join())
    mistakes.push(`${sent.length} messages were sent, and these came: ${heard.length}`)
  messages += sent.length
  for (const payment of await database.db.payments.listForService(paymentIds)) {
    deals++
    if (payment.status !== 'completed' || payment.amountReceivedMinor !== 9_000)
      mistakes.push(`a payment is ${payment.status} with ${payment.amountReceivedMinor}`)
  }
  listener.close()
}
for (const { invariant, id } of await findBrokenInvariants(database.db)) mistakes.push(`${invariant}: ${id}`)
const exitCodes = await Promise.all(instances.map((instance) => instance.end('SIGTERM')))
if (exitCodes.some((code) => code !== 0)) mistakes.push(`instances ended with ${exitCodes.join()}`)
await setting[Symbol.asyncDispose]()
const reconnects = pairs.reduce((sum, { listener }) => sum + listener.connections - 1, 0)
console.log({ messages, deals, retries, reconnects, kills, stops, restarts, mistakes })
process.exitCode = mistakes.length === 0 ? 0 : 1
