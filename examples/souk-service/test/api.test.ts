import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Limits } from '../src/limits.js'
import { Client, until } from './setup/client.js'
import { maintain } from './setup/logins.js'
import { openSetting, type Instance, type TestSetting } from './setup/start-service.js'
import { deliver, succeeded } from './setup/stripe.js'

let setting: TestSetting
let instance: Instance
let seller: Client
let buyer: Client

before(async () => {
  setting = await openSetting()
  instance = await setting.start()
  seller = await Client.register(instance.url, 'aisha', { isSeller: true })
  buyer = await Client.register(instance.url, 'noor')
})
after(() => setting[Symbol.asyncDispose]())

const listing = {
  title: 'Court shoes (Nike), size 42',
  priceMinor: 25_000,
  category: 'sneakers',
  condition: 'good',
  location: { type: 'Point', coordinates: [55.2708, 25.2048] },
}
interface Row {
  readonly id: string
  readonly status: string
}
interface Items {
  readonly items: readonly Row[]
}

describe('a session', () => {
  it('is had for the right password alone, and says nothing of who is here', async () => {
    const stranger = new Client(instance.url)
    const wrong = { email: 'noor@example.com', password: 'not the one' }
    const nobody = { email: 'nobody@example.com', password: 'not the one' }
    const [one, other] = await Promise.all([
      stranger.ask('POST', '/auth/login', wrong),
      stranger.ask('POST', '/auth/login', nobody),
    ])
    assert.equal(one.status, 401)
    assert.deepEqual(other, one)
    await stranger.signIn('/auth/login', { email: 'NOOR@example.com', password: 'correct horse' })
    assert.equal(stranger.userId, buyer.userId)
  })

  it('goes on by a refresh token that changes, and ends for both if an old one comes again', async () => {
    const user = await Client.register(instance.url, 'salma')
    const stolen = user.refreshToken
    for (let refreshes = 0; refreshes < 2; refreshes++) await user.signIn('/auth/refresh', {})
    assert.notEqual(user.refreshToken, stolen)
    const thief = Object.assign(new Client(instance.url), { refreshToken: stolen })
    const { rule } = await thief.expect(401, 'POST', '/auth/refresh')
    assert.equal(rule, 'refresh_token_reused')
    await user.expect(401, 'POST', '/auth/refresh')
  })

  it('can be ended from another device, and ends with the password', async () => {
    const phone = await Client.register(instance.url, 'huda')
    const login = { email: 'huda@example.com', password: 'correct horse' }
    const laptop = new Client(instance.url)
    await laptop.signIn('/auth/login', login)
    const sessions = await phone.expect<{ id: string; isThisOne: boolean }[]>(200, 'GET', '/auth/sessions')
    assert.equal(sessions.length, 2)
    const other = sessions.find(({ isThisOne }) => !isThisOne)
    await phone.expect(204, 'DELETE', `/auth/sessions/${other?.id ?? ''}`)
    await laptop.expect(401, 'POST', '/auth/refresh')
    await laptop.signIn('/auth/login', login)
    await phone.expect(403, 'PUT', '/auth/password', { password: 'a guess', newPassword: 'a longer secret' })
    await phone.expect(204, 'PUT', '/auth/password', {
      password: 'correct horse',
      newPassword: 'a longer secret',
    })
    await laptop.expect(401, 'POST', '/auth/refresh')
    await phone.signIn('/auth/refresh', {})
    const { refreshToken } = phone
    await phone.expect(204, 'POST', '/auth/logout')
    await Object.assign(phone, { refreshToken }).expect(401, 'POST', '/auth/refresh')
  })

  it('is not had by a token that somebody else signed', async () => {
    const [header, payload] = buyer.accessToken.split('.')
    const forged = Object.assign(new Client(instance.url), { accessToken: `${header}.${payload}.AAAA` })
    assert.equal((await forged.ask('GET', '/me')).status, 401)
  })
})

describe('a listing', () => {
  it('is made once by a create that is sent twice, and changed by its seller alone', async () => {
    const id = randomUUID()
    await seller.expect(201, 'POST', '/products', { id, ...listing })
    await seller.expect(201, 'POST', '/products', { id, ...listing })
    const again = await seller.expect(409, 'POST', '/products', { id, ...listing, priceMinor: 1 })
    assert.equal(again['rule'], 'repeated_differently')
    const refused = await buyer.expect(403, 'PATCH', `/products/${id}`, { priceMinor: 1 })
    assert.equal(refused['rule'], 'not_the_owner')
    await seller.expect(200, 'PATCH', `/products/${id}`, { priceMinor: 24_000 })
    const shown = await new Client(instance.url).expect(200, 'GET', `/products/${id}`)
    assert.equal(shown['title'], listing.title)
    // Where it can be picked up is nobody's business before it is bought.
    assert.equal(shown['location'], undefined)
    assert.notDeepEqual((shown['publicLocation'] as typeof listing.location).coordinates, [55.2708, 25.2048])
    await seller.expect(204, 'DELETE', `/products/${id}`)
  })

  it('is refused by the field that is wrong', async () => {
    const answers = await Promise.all([
      seller.expect(400, 'POST', '/products', { ...listing, priceMinor: -1 }),
      seller.expect(400, 'POST', '/products', { ...listing, sellerId: buyer.userId }),
      seller.expect(400, 'POST', '/products', { ...listing, currency: 'XXX' }),
    ])
    assert.deepEqual(
      answers.map(({ field }) => field),
      ['priceMinor', undefined, 'currency'],
    )
    await new Client(instance.url).expect(401, 'POST', '/products', listing)
  })

  it('is found by words in both scripts, nearby, in its box and in a tile', async () => {
    const { id } = await seller.expect<Row>(201, 'POST', '/products', {
      ...listing,
      title: 'حذاء رياضي IKEA',
    })
    const guest = new Client(instance.url)
    const place = 'lng=55.27&lat=25.2&radiusMetres=5000'
    const box = 'west=55.2&south=25.1&east=55.4&north=25.3'
    for (const path of [
      `/search?text=${encodeURIComponent('احذية')}`,
      `/nearby?${place}`,
      `/map/products?${box}`,
    ]) {
      const { items } = await guest.expect<Items>(200, 'GET', path)
      assert.ok(
        items.some((item) => item.id === id),
        path,
      )
    }
    await setting.database.db.maintain({ tasks: ['map.cells'] })
    const tile = await fetch(`${instance.url}/map/tiles/10/669/437`)
    assert.equal(tile.headers.get('content-type'), 'application/vnd.mapbox-vector-tile')
  })

  it('shows a stream on the map while it is live', async () => {
    await seller.expect(200, 'PATCH', '/me', { location: listing.location })
    const { id } = await seller.expect<Row>(201, 'POST', '/streams', {
      title: 'New shoes',
      category: 'sneakers',
    })
    const live = async () => {
      const near = '/map/streams?lng=55.27&lat=25.2&radiusMetres=5000'
      return (await buyer.expect<Items>(200, 'GET', near)).items.map((stream) => stream.id)
    }
    await seller.expect(200, 'POST', `/streams/${id}/live`)
    assert.deepEqual(await live(), [id])
    await seller.expect(200, 'POST', `/streams/${id}/end`)
    assert.deepEqual(await live(), [])
  })
})

describe('a deal', () => {
  async function haggled() {
    const { id: productId } = await seller.expect<Row>(201, 'POST', '/products', listing)
    const { id: conversationId } = await buyer.expect<Row>(200, 'POST', '/conversations', { productId })
    const offer = { conversationId, productId, amountMinor: 20_000 }
    const key = randomUUID()
    const made = await Promise.all([
      buyer.once<Row>(201, '/offers', offer, key),
      buyer.once<Row>(201, '/offers', offer, key),
    ])
    assert.equal(made[0].id, made[1].id)
    const reused = await buyer.once(422, '/offers', { ...offer, amountMinor: 19_000 }, key)
    assert.equal(reused['rule'], 'idempotency_key_reused')
    const counter = await seller.once<Row>(201, `/offers/${made[0].id}/counter`, { amountMinor: 22_000 })
    const own = await seller.expect(403, 'POST', `/offers/${counter.id}/accept`, { paymentId: randomUUID() })
    assert.equal(own['rule'], 'own_offer')
    const { payment } = await buyer.expect<{ payment: Row }>(200, 'POST', `/offers/${counter.id}/accept`, {
      paymentId: randomUUID(),
    })
    return { productId, paymentId: payment.id }
  }

  it('is haggled over and paid, by events of Stripe that come early, twice and forged', async () => {
    const { productId, paymentId } = await haggled()
    await seller.expect(403, 'POST', `/payments/${paymentId}/intent`)
    const intents = await Promise.all([
      buyer.expect(200, 'POST', `/payments/${paymentId}/intent`),
      buyer.expect(200, 'POST', `/payments/${paymentId}/intent`),
    ])
    assert.deepEqual(intents[0], intents[1])
    const intent = [...setting.stripe.intents.values()].at(-1)
    assert.ok(intent)
    assert.equal(intent.amount, 22_000)
    const event = succeeded(intent)
    assert.equal((await deliver(instance.url, event, 't=1,v1=00')).status, 400)
    assert.equal((await buyer.expect<Row>(200, 'GET', `/payments/${paymentId}`)).status, 'pending')
    const deliveries = await Promise.all([1, 2, 3].map(() => deliver(instance.url, event)))
    const outcomes = await Promise.all(
      deliveries.map(async (one) => ((await one.json()) as { outcome: string }).outcome),
    )
    assert.deepEqual(outcomes.sort(), ['applied', 'duplicate', 'duplicate'])
    const paid = await seller.expect(200, 'GET', `/payments/${paymentId}`)
    assert.equal(paid['status'], 'completed')
    assert.equal(paid['sellerPayoutMinor'], 19_800)
    assert.equal(paid['stripePaymentIntentId'], undefined)
    const stranger = await Client.register(instance.url, 'sami')
    await stranger.expect(setting.notYours, 'GET', `/payments/${paymentId}`)
    const late = { productId, expectedPrice: { amountMinor: 25_000, currency: 'AED' } }
    assert.equal((await stranger.once(409, '/payments', late))['rule'], 'product_already_sold')
  })

  it('waits for its payment if the event comes before the intent is attached', async () => {
    const { paymentId } = await haggled()
    // The intent is made at Stripe, and the service is killed before it has written it down.
    const early = await fetch(`${setting.stripe.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { 'idempotency-key': `payment:${paymentId}` },
      body: new URLSearchParams({ amount: '22000', currency: 'aed' }),
    })
    const intent = (await early.json()) as { id: string; amount: number; currency: string; status: string }
    assert.deepEqual(await (await deliver(instance.url, succeeded(intent))).json(), { outcome: 'parked' })
    await buyer.expect(200, 'POST', `/payments/${paymentId}/intent`)
    assert.equal((await buyer.expect<Row>(200, 'GET', `/payments/${paymentId}`)).status, 'completed')
  })

  it('that is called off is called off at Stripe, too', async () => {
    const { paymentId } = await haggled()
    await buyer.expect(200, 'POST', `/payments/${paymentId}/intent`)
    const intent = [...setting.stripe.intents.values()].at(-1)
    await buyer.expect(200, 'POST', `/payments/${paymentId}/cancel`)
    await until('the intent is canceled', () => intent?.status === 'canceled')
  })

  it('can be paid by nobody if it is called off while Stripe is asked', async () => {
    const { paymentId } = await haggled()
    setting.stripe.beforeAnswer = () => buyer.expect(200, 'POST', `/payments/${paymentId}/cancel`)
    try {
      await buyer.expect(409, 'POST', `/payments/${paymentId}/intent`)
    } finally {
      setting.stripe.beforeAnswer = null
    }
    assert.equal([...setting.stripe.intents.values()].at(-1)?.status, 'canceled')
  })
})

describe('what is between two people', () => {
  it('is listed for both of them and for nobody else, and what one of them does reaches the other', async () => {
    const stranger = await Client.register(instance.url, 'layla')
    const { id: productId } = await seller.expect<Row>(201, 'POST', '/products', listing)
    const { id } = await buyer.expect<Row>(200, 'POST', '/conversations', { productId })
    const offer = { conversationId: id, productId, amountMinor: 20_000 }
    const declined = await buyer.once<Row>(201, '/offers', offer)
    assert.equal((await seller.expect<Row>(200, 'POST', `/offers/${declined.id}/decline`)).status, 'declined')
    const takenBack = await buyer.once<Row>(201, '/offers', offer)
    assert.equal((await buyer.expect<Row>(200, 'POST', `/offers/${takenBack.id}/cancel`)).status, 'cancelled')
    const waiting = await buyer.once<Row>(201, '/offers', offer)
    const idsOf = async (client: Client, path: string) =>
      (await client.expect<Items>(200, 'GET', path)).items.map((one) => one.id)
    assert.ok((await idsOf(seller, '/offers/to-answer')).includes(waiting.id))
    assert.equal((await idsOf(seller, `/conversations/${id}/offers`)).length, 3)
    assert.equal((await seller.expect<Row>(200, 'GET', `/conversations/${id}`)).id, id)
    await stranger.expect(setting.notYours, 'GET', `/conversations/${id}`)
    assert.deepEqual(await idsOf(stranger, `/conversations/${id}/offers`), [])

    const bought = { productId, expectedPrice: { amountMinor: listing.priceMinor, currency: 'AED' } }
    const payment = await buyer.once<Row>(201, '/payments', bought)
    assert.ok((await idsOf(buyer, '/payments?as=buyer')).includes(payment.id))
    assert.ok((await idsOf(seller, '/payments?as=seller')).includes(payment.id))
    assert.deepEqual(await idsOf(stranger, '/payments?as=seller'), [])
    await buyer.expect(200, 'POST', `/payments/${payment.id}/cancel`)

    // The sale declines what others offered: a trigger does, which sees what the seller may not change.
    await seller.expect(200, 'POST', `/products/${productId}/sold`)
    const { items } = await buyer.expect<Items>(200, 'GET', `/conversations/${id}/offers`)
    assert.equal(items.find((one) => one.id === waiting.id)?.status, 'declined')
    await seller.expect(204, 'POST', '/blocks', { userId: stranger.userId })
    await stranger.expect(409, 'POST', '/conversations', {
      productId: (await seller.expect<Row>(201, 'POST', '/products', listing)).id,
    })
  })

  it('is kept by a login that sees nothing by itself, and maintained by another one', async (context) => {
    if (setting.logins === null) return context.skip('the embedded database has one role, which owns all')
    const { db, accounts } = instance.service
    await buyer.expect(200, 'GET', '/conversations')
    assert.equal((await db.conversations.inbox({ userId: buyer.userId })).items.length, 0)
    await assert.rejects(db.sessions.list({ userId: buyer.userId }), { sqlState: '42501' })
    await assert.rejects(accounts.payments.listByBuyer({ buyerId: buyer.userId }), { sqlState: '42501' })
    await maintain(setting.logins)

    const ACCOUNTS_DATABASE_URL = setting.logins.accounts.replace(/:[^:@]*@/, ':wrong@')
    await using locked = await setting.start({ ACCOUNTS_DATABASE_URL })
    assert.equal((await fetch(`${locked.url}/health/ready`)).status, 503)
  })

  it('is reached by the logins of deploy/roles.sql, each with a password of its own, as compose.yaml has them', async () => {
    const read = (name: string) => readFile(join(import.meta.dirname, '..', name), 'utf8')
    const [roles, compose] = await Promise.all([read('deploy/roles.sql'), read('compose.yaml')])
    const logins = Array.from(roles.matchAll(/create role souk_(\w+) login password :'(\w+)'/g))
    assert.equal(logins.length, 5)
    for (const [, login = '', variable = ''] of logins) {
      const name = `${login.toUpperCase()}_PASSWORD`
      assert.ok(roles.includes(`\\getenv ${variable} ${name}\n`), name)
      assert.ok(compose.includes(`      ${name}: \${${name}:?}\n`), name)
      assert.ok(compose.includes(`_URL: postgres://souk_${login}:\${${name}:?}@postgres:5432/souk\n`), login)
    }
    assert.equal(compose.match(/\$\{POSTGRES_PASSWORD/g)?.length, 1)
  })
})

describe('what is public', () => {
  it('is listed for anybody', async () => {
    const guest = new Client(instance.url)
    const { id } = await seller.expect<Row>(201, 'POST', '/products', listing)
    const stream = await seller.expect<Row>(201, 'POST', '/streams', {
      title: 'Old shoes',
      category: 'sneakers',
    })
    const paths = [
      `/users/${seller.userId}/products`,
      '/streams',
      '/map/streams?lng=55&lat=25&radiusMetres=10',
    ]
    for (const path of paths) await guest.expect(200, 'GET', path)
    await guest.expect(200, 'GET', `/products/${id}/similar`)
    await guest.expect(200, 'GET', '/suggest?text=sho')
    assert.equal((await guest.expect<Row>(200, 'GET', `/streams/${stream.id}`)).id, stream.id)
  })
})

describe('a request', () => {
  it('cannot name another user than the one of its token', async () => {
    const thief = await Client.register(instance.url, 'omar')
    for (const path of [
      `/conversations?userId=${buyer.userId}`,
      `/payments?as=buyer&buyerId=${buyer.userId}`,
      `/payments?as=seller&sellerId=${seller.userId}`,
      `/offers/to-answer?userId=${seller.userId}`,
      `/verifications?userId=${seller.userId}`,
      `/streams?viewerId=${buyer.userId}`,
      `/search?viewerId=${buyer.userId}`,
    ]) {
      await thief.expect(400, 'GET', path)
    }
    await thief.expect(400, 'PATCH', '/me', { userId: buyer.userId, bio: 'me' })
  })
})

describe('the verification queue', () => {
  it('is for administrators, as the database knows them', async () => {
    const admin = await Client.register(instance.url, 'fatima')
    const { id } = await seller.expect<Row>(201, 'POST', '/verifications', {
      verificationType: 'trade_license',
      documents: [{ kind: 'trade_license', storageKey: 'a/1.pdf' }],
    })
    assert.equal((await admin.expect(403, 'GET', '/admin/verifications'))['rule'], 'not_an_admin')
    // The token still says 'buyer': what counts is the row.
    await setting.database.db.users.setRole({ userId: admin.userId, role: 'admin', adminId: null })
    const { items } = await admin.expect<Items>(200, 'GET', '/admin/verifications')
    assert.deepEqual(
      items.map((one) => one.id),
      [id],
    )
    assert.equal((await admin.expect<Row>(200, 'GET', `/admin/verifications/${id}`)).id, id)
    await admin.expect(200, 'POST', `/admin/verifications/${id}/approve`)
    await admin.expect(409, 'POST', `/admin/verifications/${id}/reject`, { reason: 'too late' })
    const papers = {
      verificationType: 'emirates_id',
      documents: [{ kind: 'other', storageKey: 'b/1.pdf' }],
    }
    const second = await buyer.expect<Row>(201, 'POST', '/verifications', papers)
    await admin.expect(200, 'POST', `/admin/verifications/${second.id}/reject`, { reason: 'not legible' })
    const own = (await buyer.expect<Items>(200, 'GET', '/verifications')).items
    assert.deepEqual(
      own.map((one) => one.status),
      ['rejected'],
    )
  })
})

describe('an account', () => {
  it('is exported, and erased with its sessions after its password', async () => {
    const user = await Client.register(instance.url, 'karim', { fullName: 'Karim of Jumeirah' })
    const data = await user.expect<{ users: { email: string }[] }>(200, 'GET', '/me/export')
    assert.equal(data.users[0]?.email, 'karim@example.com')
    assert.ok(!JSON.stringify(data).includes('argon2'))
    const contact = { phone: '+971501234567' }
    await user.expect(400, 'PATCH', '/me', contact)
    await user.expect(403, 'PUT', '/me/contact', { ...contact, password: 'a guess' })
    const changed = await user.expect(200, 'PUT', '/me/contact', {
      ...contact,
      password: 'correct horse',
    })
    assert.equal(changed['phone'], contact.phone)
    await user.expect(403, 'DELETE', '/me', { password: 'a guess' })
    await user.expect(200, 'DELETE', '/me', { password: 'correct horse' })
    await user.expect(401, 'POST', '/auth/refresh')
    await new Client(instance.url).expect(401, 'POST', '/auth/login', {
      email: 'karim@example.com',
      password: 'correct horse',
    })
    await user.expect(409, 'POST', '/products', listing)
  })
})

describe('the service', () => {
  it('says that it is well, and sends headers that keep others out', async () => {
    assert.equal((await fetch(`${instance.url}/health/live`)).status, 200)
    assert.equal((await fetch(`${instance.url}/health/ready`)).status, 200)
    const page = await fetch(instance.url)
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /default-src 'none'.*frame-ancestors 'none'/,
    )
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
    assert.equal((await fetch(`${instance.url}/maplibre/../package.json`)).status, 404)
    assert.equal((await fetch(`${instance.url}/maplibre/package.json`)).status, 404)
  })

  for (const [redis, url] of [
    ['without Redis', ''],
    ['while Redis is away', 'redis://127.0.0.1:1'],
  ] as const) {
    it(`limits requests by user, and attempts at a password by account, ${redis}`, async () => {
      await using limited = await setting.start({ REQUESTS_PER_MINUTE: '15', REDIS_URL: url })
      const guest = new Client(limited.url)
      const guess = (email: string) => guest.ask('POST', '/auth/login', { email, password: 'a guess' })
      const statuses: number[] = []
      for (let attempt = 0; attempt < 12; attempt++)
        statuses.push((await guess(attempt % 2 === 0 ? 'noor@example.com' : 'NOOR@example.com')).status)
      assert.deepEqual(statuses, [...Array(10).fill(401), 429, 429])
      const user = buyer.at(limited.url)
      // Whoever guesses does not shut out the user who is signed in.
      await user.expect(403, 'DELETE', '/me', { password: 'a guess' })
      const asked = await Promise.all(Array.from({ length: 20 }, () => user.ask('GET', '/me')))
      assert.equal(asked.filter(({ status }) => status === 429).length, 5)
      assert.equal((await fetch(`${limited.url}/health/live`)).status, 200)
    })
  }

  it('remembers no more for its limits than it has room for, and those of the last minute first', async () => {
    const limits = new Limits(null, 100)
    for (let user = 0; user < 1_000; user++) assert.equal(await limits.isOver(`user ${user}`, 1), false)
    assert.equal(limits.size, 100)
    assert.equal(await limits.isOver('user 999', 1), true)
  })
})
