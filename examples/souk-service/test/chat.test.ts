import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { Redis } from 'ioredis'
import { WebSocket } from 'ws'
import { Client, until } from './setup/client.js'
import { Listener } from './setup/listener.js'
import { openSetting, testRedisUrl, type Instance, type TestSetting } from './setup/start-service.js'

let setting: TestSetting
let one: Instance
let other: Instance
let seller: Client
let buyer: Client
let conversationId: string

before(async () => {
  setting = await openSetting()
  ;[one, other] = await Promise.all([setting.start(), setting.start()])
  seller = await Client.register(one.url, 'aisha', { isSeller: true })
  buyer = await Client.register(other.url, 'noor')
  const product = { title: 'Film camera', priceMinor: 50_000, category: 'electronics', condition: 'good' }
  const { id: productId } = await seller.expect<{ id: string }>(201, 'POST', '/products', product)
  ;({ id: conversationId } = await buyer.expect<{ id: string }>(200, 'POST', '/conversations', { productId }))
})
after(() => setting[Symbol.asyncDispose]())

const write = (client: Client, content: string, id: string = randomUUID()) =>
  client.expect(201, 'POST', `/conversations/${conversationId}/messages`, { id, content })

describe('a chat', () => {
  it('reaches the other side at another instance, once, also if it was sent twice', async () => {
    const listener = new Listener(seller)
    await listener.connect()
    const id = randomUUID()
    await write(buyer, 'Is it still there?', id)
    await write(buyer, 'Is it still there?', id)
    await write(buyer, 'Hello?')
    await until('both messages came', () => listener.messages.length >= 2)
    assert.deepEqual(listener.messages, ['Is it still there?', 'Hello?'])
    listener.close()
  })

  it('goes on behind the last event after a lost connection, at another instance', async () => {
    let url = one.url
    const listener = new Listener(seller, () => url)
    await listener.connect()
    await write(buyer, 'first')
    await until('the first came', () => listener.messages.length === 1)
    url = other.url
    listener.drop()
    for (const content of ['second', 'third', 'fourth']) await write(buyer, content)
    await until('all came', () => listener.messages.length >= 4)
    assert.deepEqual(listener.messages, ['first', 'second', 'third', 'fourth'])
    assert.equal(listener.connections, 2)
    listener.close()
  })

  it('tells a stranger nothing, and nobody without a token', async () => {
    const stranger = await Client.register(one.url, 'sami')
    const listener = new Listener(stranger)
    const sellers = new Listener(seller)
    await Promise.all([listener.connect(), sellers.connect()])
    listener.say({ type: 'typing', conversationId })
    await write(buyer, 'between us')
    await until('it came to the seller', () => sellers.messages.includes('between us'))
    assert.deepEqual(listener.heard, [])
    assert.ok(!sellers.heard.some(({ type }) => type === 'typing'))
    await stranger.expect(setting.notYours, 'GET', `/conversations/${conversationId}/messages`)
    const socket = new WebSocket(`${one.url.replace('http', 'ws')}/live`)
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token: 'of nobody' })))
    const code = await new Promise((resolve) => socket.on('close', resolve))
    assert.equal(code, 4401)
    for (const one of [listener, sellers]) one.close()
  })

  it('shows who is there, at another instance too, and to nobody else', async () => {
    const [buyers, strangers] = [new Listener(buyer), new Listener(await Client.register(one.url, 'rami'))]
    await Promise.all([buyers.connect(), strangers.connect()])
    const there = (listener: Listener) =>
      listener.heard.flatMap((event) => (event.type === 'presence' ? [event.isPresent] : []))
    for (const each of [buyers, strangers]) each.say({ type: 'open', conversationId })
    const sellers = new Listener(seller)
    await until('the buyer was told', () => there(buyers).length > 0)
    await sellers.connect()
    await until('the seller is there', () => there(buyers).at(-1) === true)
    assert.deepEqual(there(strangers), [])
    for (const each of [buyers, strangers, sellers]) each.close()
  })

  it('shows that the other side reads and types', async () => {
    const [buyers, sellers] = [new Listener(buyer), new Listener(seller)]
    await Promise.all([buyers.connect(), sellers.connect()])
    await write(buyer, 'Would 400 do?')
    await seller.expect(200, 'POST', `/conversations/${conversationId}/read`)
    sellers.say({ type: 'typing', conversationId })
    await until('both came', () =>
      ['conversation.read', 'typing'].every((type) => buyers.heard.some((event) => event.type === type)),
    )
    for (const one of [buyers, sellers]) one.close()
  })

  it('shows it again after Redis has closed every connection', async (context) => {
    if (testRedisUrl === undefined) return context.skip('SOUK_TEST_REDIS_URL is not set')
    const [buyers, sellers] = [new Listener(buyer), new Listener(seller)]
    await Promise.all([buyers.connect(), sellers.connect()])
    const types = () => {
      sellers.say({ type: 'typing', conversationId })
      return buyers.heard.some(({ type }) => type === 'typing')
    }
    await until('it came', types)
    const redis = new Redis(testRedisUrl)
    for (const type of ['normal', 'pubsub']) await redis.call('CLIENT', 'KILL', 'TYPE', type)
    redis.disconnect()
    buyers.heard.length = 0
    await write(buyer, 'Are you there?')
    await until('it came again', types)
    await until('no message was missed', () => sellers.messages.includes('Are you there?'))
    for (const one of [buyers, sellers]) one.close()
  })

  it('takes one hello of a socket, some of a user, and no more sockets of a user than tabs', async () => {
    await using limited = await setting.start({ REQUESTS_PER_MINUTE: '150', REDIS_URL: '' })
    const user = await Client.register(limited.url, 'huda')
    const hello = JSON.stringify({ type: 'hello', token: user.accessToken, after: null })
    /** Says hello some times, and resolves to the answer to the last one: a message, or the code of a close. */
    const greet = async (times = 1) => {
      const socket = new WebSocket(`${limited.url.replace('http', 'ws')}/live`)
      await new Promise((resolve) => socket.once('open', resolve))
      for (let said = 0; said < times; said++) socket.send(hello)
      return new Promise((resolve) => {
        if (times === 1) socket.once('message', () => resolve(socket))
        socket.once('close', resolve)
      })
    }
    assert.equal(await greet(2), 1008)
    const answers = await Promise.all(Array.from({ length: 21 }, () => greet()))
    const open = answers.filter((answer) => answer instanceof WebSocket)
    assert.deepEqual([open.length, answers.filter((answer) => answer === 4429).length], [20, 1])
    for (const socket of open) socket.terminate()
    // Of thirty hellos in a minute eight are left, one socket at a time.
    for (let left = 8; left > 0; left--) {
      const answer = await greet()
      assert.ok(answer instanceof WebSocket)
      answer.terminate()
    }
    assert.equal(await greet(), 4429)
  })

  it('ends a socket that gives no sign of life, and no other', async () => {
    await using instance = await setting.start({}, { pingEveryMs: 100 })
    const listener = new Listener(seller.at(instance.url))
    await listener.connect()
    // A phone that has changed networks: its connection is open, and nobody is there.
    const halfOpen = new WebSocket(`${instance.url.replace('http', 'ws')}/live`, { autoPong: false })
    halfOpen.on('open', () =>
      halfOpen.send(JSON.stringify({ type: 'hello', token: buyer.accessToken, after: null })),
    )
    let code = 0
    halfOpen.on('close', (closedWith) => (code = closedWith))
    await until('it is closed without a word', () => code === 1006)
    await until(
      'the page has heard of it twice',
      () => listener.heard.filter(({ type }) => type === 'alive').length >= 2,
    )
    assert.equal(listener.connections, 1)
    listener.close()
  })

  it('is told to come back by an instance that stops', async () => {
    const stopping = await setting.start()
    let url = stopping.url
    const listener = new Listener(seller, () => url)
    await listener.connect()
    url = one.url
    await stopping.stop()
    await write(buyer, 'and on')
    await until('it came', () => listener.messages.includes('and on'))
    listener.close()
  })
})
