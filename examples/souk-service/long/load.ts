/**
 * Measures how many requests a second one instance answers, and how long the slowest of a hundred take.
 *
 *   DATABASE_URL=… npm run load -- --seconds 10 --listings 20000
 */
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { PreparedQuery } from '@souk/db'
import autocannon from 'autocannon'
import { Client } from '../test/setup/client.js'
import { openSetting } from '../test/setup/start-service.js'
import { InstanceProcess } from './instance.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    listings: { type: 'string', default: '20000' },
    connections: { type: 'string', default: '20' },
  },
})
const setting = await openSetting()
const { database, env } = setting
const instance = await InstanceProcess.start({
  ...env,
  REQUESTS_PER_MINUTE: '1000000000',
})
const seller = await Client.register(instance.url, 'seller', { isSeller: true })
const buyer = await Client.register(instance.url, 'buyer')

const words = ['shoes', 'camera', 'bicycle', 'table', 'lamp', 'jacket', 'phone', 'guitar', 'حذاء', 'كاميرا']
const place = (spread: number) =>
  [55.27 + (Math.random() - 0.5) * spread, 25.2 + (Math.random() - 0.5) * spread] as const
const listings = Array.from({ length: Number(values.listings) }, (_, index) => ({
  sellerId: seller.userId,
  title: `${words[index % words.length] ?? ''} ${words[(index * 7 + 3) % words.length] ?? ''} ${index}`,
  priceMinor: 1_000 + index,
  category: 'other' as const,
  condition: 'good' as const,
  location: place(0.5),
}))
for (let at = 0; at < listings.length; at += 5_000)
  await database.db.products.createMany(listings.slice(at, at + 5_000))
// The planner learns what is in the tables, as it would by itself within a minute.
await database.db.execute(
  new PreparedQuery({ statement: 'analyze', params: [], usedParamSet: {} }),
  undefined,
)
await database.db.maintain({ tasks: ['map.cells'] })
const [first] = (await database.db.products.listBySeller({ sellerId: seller.userId, limit: 1 })).items
const { id: conversationId } = await buyer.expect<{ id: string }>(200, 'POST', '/conversations', {
  productId: first?.id,
})

const authorization = `Bearer ${buyer.accessToken}`
const near = () => place(0.3).map((degrees) => degrees.toFixed(4))
const cases: Readonly<Record<string, () => autocannon.Request>> = {
  'a listing by id': () => ({ path: `/products/${first?.id ?? ''}` }),
  'what is near, 20 of 5 km': () => {
    const [lng, lat] = near()
    return { path: `/nearby?lng=${lng ?? ''}&lat=${lat ?? ''}&radiusMetres=5000&limit=20` }
  },
  'a search by words, 20': () => ({
    path: `/search?text=${encodeURIComponent(words[Math.floor(Math.random() * words.length)] ?? '')}&limit=20`,
  }),
  'a tile of streets': () => ({
    path: `/map/tiles/14/${10_700 + Math.floor(Math.random() * 16)}/${7_000 + Math.floor(Math.random() * 16)}`,
  }),
  'an inbox': () => ({ path: '/conversations', headers: { authorization } }),
  'a message is sent': () => ({
    method: 'POST',
    path: `/conversations/${conversationId}/messages`,
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), content: 'Is it still there?' }),
  }),
}
console.log(`${values.listings} listings, ${values.connections} connections, ${values.seconds} s each`)
for (const [name, request] of Object.entries(cases)) {
  const result = await autocannon({
    url: instance.url,
    connections: Number(values.connections),
    duration: Number(values.seconds),
    requests: [{ setupRequest: (defaults: autocannon.Request) => ({ ...defaults, ...request() }) }],
  })
  const { requests, latency, non2xx, errors } = result
  console.log(
    `${name.padEnd(26)} ${String(Math.round(requests.average)).padStart(6)} a second, median ${latency.p50} ms, p99 ${latency.p99} ms` +
      (non2xx + errors > 0 ? `, ${non2xx + errors} FAILED` : ''),
  )
}
await instance.end('SIGTERM')
await setting[Symbol.asyncDispose]()
