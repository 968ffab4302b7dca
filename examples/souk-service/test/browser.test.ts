import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page, Route } from 'playwright-core'
import { openChromium, picture, visit } from './setup/browser.js'
import { Client, until } from './setup/client.js'
import { openSetting, type Instance, type TestSetting } from './setup/start-service.js'
import { deliver, succeeded } from './setup/stripe.js'

let browser: Browser | null
let setting: TestSetting
let one: Instance
let other: Instance
let seller: Client

const goods = [
  ['Court shoes (Nike), size 42', 'sneakers', 25_000, 0, 0],
  ['حذاء رياضي (IKEA) جديد', 'sneakers', 19_900, 0.012, 0.008],
  ['Film camera, 35 mm', 'electronics', 50_000, -0.015, 0.012],
  ['دراجة هوائية قابلة للطي', 'other', 60_000, 0.02, -0.018],
  ['Folding bicycle', 'other', 55_000, 0.09, 0.07],
] as const

before(async () => {
  browser = await openChromium()
  if (browser === null) return
  setting = await openSetting()
  // Two instances on one database: the seller's page is at the one, and the buyer's at the other.
  ;[one, other] = await Promise.all([setting.start(), setting.start()])
  seller = await Client.register(one.url, 'aisha', { isSeller: true })
  const near = (dx: number, dy: number) => ({ type: 'Point', coordinates: [55.2708 + dx, 25.2048 + dy] })
  for (const [title, category, priceMinor, dx, dy] of goods)
    await seller.expect(201, 'POST', '/products', {
      ...{ title, category, priceMinor, condition: 'good', location: near(dx, dy) },
    })
  // A street where many sell the same: a cluster.
  for (let count = 0; count < 12; count++)
    await seller.expect(201, 'POST', '/products', {
      ...{
        title: `Lamp ${count}`,
        category: 'other',
        priceMinor: 4_000,
        condition: 'fair',
        location: near(-0.03, -0.06),
      },
    })
  await seller.expect(200, 'PATCH', '/me', { location: near(-0.01, -0.01) })
  const { id } = await seller.expect<{ id: string }>(201, 'POST', '/streams', {
    title: 'New',
    category: 'sneakers',
  })
  await seller.expect(200, 'POST', `/streams/${id}/live`)
  await setting.database.db.maintain({ tasks: ['map.cells'] })
})
after(async () => {
  await browser?.close()
  await setting?.[Symbol.asyncDispose]()
})

/** Signs somebody in by the form. */
async function signIn(page: Page, username: string, button: 'Sign in' | 'New account'): Promise<void> {
  await page.getByLabel('E-mail address').fill(`${username}@example.com`)
  await page.getByLabel('Password').fill('correct horse')
  if (button === 'New account') await page.getByLabel('User name').fill(username)
  await page.getByRole('button', { name: button }).click()
  await page.locator('#chats').waitFor()
}

describe('the pages, in Chromium', () => {
  it('show on the map what is near and who is live, in both languages', async (context) => {
    if (browser === null) return context.skip('Chromium is not installed')
    const { page, troubles } = await visit(browser, one.url, { viewport: { width: 1200, height: 760 } })
    const cards = page.locator('#cards li')
    assert.equal(await cards.count(), 4)
    await page.locator('.pin.live', { hasText: 'aisha' }).waitFor()
    const isDrawn = () =>
      page.evaluate(`document.querySelector('#map canvas') !== null && document.body.dataset.clusters > 0`)
    await until('clusters are drawn', async () => Boolean(await isDrawn()))
    await picture(page, 'map')

    await page.locator('#radius').fill('20')
    await until('the larger circle has all of them', async () => (await cards.count()) === 17)
    await page.getByRole('searchbox').fill('shoes')
    await until('one has that word', async () => (await cards.count()) === 1)
    await page.getByRole('searchbox').fill('احذية')
    await until(
      'one has that Arabic word',
      async () => (await cards.first().textContent())?.includes('IKEA') ?? false,
    )
    await page.getByRole('searchbox').fill('')

    await page.getByRole('button', { name: 'العربية' }).click()
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl')
    for (let clicks = 0; clicks < 2; clicks++) await page.locator('.maplibregl-ctrl-zoom-in').click()
    await page.locator('.pin:not(.live)').first().waitFor()
    await page.locator('body[data-ready]').waitFor()
    await page.locator('.pin.live', { hasText: 'مباشر' }).waitFor()
    await picture(page, 'map-arabic')

    await page.setViewportSize({ width: 390, height: 780 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.reload()
    await page.locator('body[data-ready]').waitFor()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
    await picture(page, 'map-phone')
    assert.deepEqual(troubles, [])
  })

  it('let two people chat, haggle and pay, each at an instance of their own', async (context) => {
    if (browser === null) return context.skip('Chromium is not installed')
    const size = { viewport: { width: 900, height: 640 } }
    const [selling, buying] = await Promise.all([
      visit(browser, `${one.url}/chat`, size),
      visit(browser, other.url, size),
    ])
    const { page: shop } = selling
    const { page: home } = buying
    await picture(shop, 'sign-in')
    await signIn(shop, 'aisha', 'Sign in')

    await home.locator('#cards li', { hasText: 'Nike' }).getByRole('link').click()
    await signIn(home, 'noor', 'New account')
    await home.locator('#about', { hasText: 'Nike' }).waitFor()
    await home.getByLabel('Message').fill('هل ما زالت متوفرة (مقاس 42)؟')
    await home.getByRole('button', { name: 'Send' }).click()

    // The seller has done nothing: the conversation comes to the page by itself.
    await shop.locator('#inbox button', { hasText: 'noor' }).click()
    await shop.locator('#messages li', { hasText: 'مقاس' }).waitFor()
    await home.locator('#messages small', { hasText: 'seen' }).waitFor()
    await shop.getByLabel('Message').fill('Yes. Would you like to see them?')
    await shop.getByRole('button', { name: 'Send' }).click()
    await home.locator('#messages li', { hasText: 'Would you like' }).waitFor()

    await home.getByLabel('Your offer').fill('200')
    await home.getByRole('button', { name: 'Make an offer' }).click()
    shop.once('dialog', (dialog) => void dialog.accept('220'))
    await shop.getByRole('button', { name: 'Counter' }).click()
    await home.locator('#messages li', { hasText: '220' }).waitFor()
    await picture(home, 'haggle')
    await home.getByRole('button', { name: 'Accept' }).click()
    await shop.locator('#payment', { hasText: '220' }).waitFor()
    await home.locator('#pay').click()
    await home.locator('#payment', { hasText: 'on its way' }).waitFor()
    const intent = [...setting.stripe.intents.values()].at(-1)
    assert.ok(intent)
    assert.equal(intent.amount, 22_000)
    // Stripe reports to whichever instance, and does so twice.
    await Promise.all([deliver(one.url, succeeded(intent)), deliver(other.url, succeeded(intent))])
    await Promise.all([shop, home].map((page) => page.locator('#payment', { hasText: '✓' }).waitFor()))
    assert.equal(await home.locator('#messages li', { hasText: 'Would you like' }).count(), 1)
    await picture(shop, 'paid')
    await home.getByRole('button', { name: 'العربية' }).click()
    await picture(home, 'paid-arabic')

    // A page that comes back is still signed in.
    await home.reload()
    await home.locator('#payment', { hasText: '✓' }).waitFor()
    assert.deepEqual([...selling.troubles, ...buying.troubles], [])
  })

  it('lose and double no message that comes while the history is read, and stay signed in while the service is away', async (context) => {
    if (browser === null) return context.skip('Chromium is not installed')
    const writer = await Client.register(other.url, 'sami')
    const { items } = await writer.expect<{ items: { id: string }[] }>(200, 'GET', '/search?text=lamp')
    const open = async (productId: string) =>
      (await writer.expect<{ id: string }>(200, 'POST', '/conversations', { productId })).id
    const productId = items[0]?.id ?? ''
    const id = await open(productId)
    const elsewhere = await open(items[1]?.id ?? '')
    const write = (content: string, conversationId = id) =>
      writer.expect(201, 'POST', `/conversations/${conversationId}/messages`, { id: randomUUID(), content })
    await write('first')
    await write('last')
    await write('elsewhere', elsewhere)
    const { page, troubles } = await visit(browser, `${one.url}/chat`)
    const texts = () => page.locator('#messages p').allTextContents()
    const come = (content: string) => page.locator('#messages p', { hasText: content }).waitFor()
    await signIn(page, 'aisha', 'Sign in')
    await come('elsewhere')
    await write('by the socket', elsewhere)
    await come('by the socket')

    /** Opens the conversation, and holds the answer back with its history. Returns when it has been read. */
    const openSlowly = async (preview: string) => {
      let release = () => {}
      const isReleased = new Promise<void>((resolve) => (release = resolve))
      const isRead = new Promise<void>((resolve) => {
        const hold = async (route: Route) => {
          const response = await route.fetch()
          const history = (await response.json()) as { readonly items: { createdAt: string }[] }
          // What was written first may be there last: the time of a message is earlier than its end.
          const [newest] = history.items
          if (newest !== undefined) newest.createdAt = new Date(Date.now() + 60_000).toISOString()
          resolve()
          await isReleased
          await route.fulfill({ response, json: history })
        }
        void page.route(`**/conversations/${id}/messages?*`, hold, { times: 1 })
      })
      await page.locator('#inbox button', { hasText: preview }).click()
      await isRead
      return release
    }
    const release = await openSlowly('last')
    await write('second')
    await write('third')
    await come('third')
    release()
    await come('first')
    assert.deepEqual(await texts(), ['first', 'second', 'third', 'last'])

    // An answer that a later one has overtaken is old.
    await page.locator('#inbox button', { hasText: 'by the socket' }).click()
    await come('by the socket')
    const releaseOld = await openSlowly('third')
    const offer = await writer.once<{ id: string }>(201, '/offers', {
      ...{ conversationId: id, productId, amountMinor: 3_000 },
    })
    await page.getByRole('button', { name: 'Accept' }).waitFor()
    releaseOld()
    await write('later')
    await come('later')
    assert.equal(await page.getByRole('button', { name: 'Accept' }).count(), 1)
    await writer.expect(200, 'POST', `/offers/${offer.id}/cancel`)

    // The service starts anew: the page asks until it is answered, and nobody signs in again.
    let refusals = 2
    const refuse = async (route: Route) => {
      if (refusals-- > 0) return route.fulfill({ status: 503, json: { detail: 'no database' } })
      const response = await route.fetch()
      // Over so soon that each request needs another token.
      return route.fulfill({ response, json: { ...(await response.json()), expiresInSeconds: 30 } })
    }
    await page.route('**/auth/refresh', refuse)
    await page.reload()
    await come('later')
    assert.ok(refusals < 0)
    // And once more when its token is about to end.
    refusals = 2
    await page.getByLabel('Message').fill('fourth')
    await page.getByRole('button', { name: 'Send' }).click()
    await come('fourth')
    assert.ok(refusals < 0)
    await page.locator('#offline').waitFor({ state: 'hidden' })
    assert.equal(await page.locator('#sign-in').isVisible(), false)
    await write('fifth')
    await come('fifth')
    assert.deepEqual((await texts()).slice(-3), ['later', 'fourth', 'fifth'])
    assert.deepEqual(troubles, [])
  })
})
