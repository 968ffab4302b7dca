// Thorough: drives a browser.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest'
import { loadMarket } from '../../src/demo/load-market.js'
import { startMapPage, type MapPage } from '../../src/map-page/start-map-page.js'
import { artefact, openChromium } from '../setup/map-page/open-chromium.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()

let site: MapPage
let browser: Browser | null

beforeAll(async () => {
  browser = await openChromium()
  if (browser === null) return
  await loadMarket(db)
  await db.maintain({ tasks: ['map.cells'] })
  site = await startMapPage(db)
})
afterAll(async () => {
  if (browser === null) return
  await browser.close()
  await site[Symbol.asyncDispose]()
})
beforeEach((context: TestContext) => {
  if (browser === null) context.skip('Chromium is not installed')
})

/** Opens the page, and notes all that goes wrong in it, or leaves this machine. */
async function visit(options: BrowserContextOptions) {
  if (browser === null) throw new TypeError('there is no browser')
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const troubles: string[] = []
  await context.route('**/*', async (route) => {
    const { hostname, href } = new URL(route.request().url())
    if (hostname === '127.0.0.1') return route.continue()
    troubles.push(href)
    return route.abort()
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  page.on('pageerror', ({ message }) => troubles.push(message))
  await page.goto(site.url)
  await page.locator('body[data-ready]').waitFor()
  return { page, context, troubles }
}

/** Waits for a new result of a search. */
async function afterSearch(page: Page, act: () => Promise<unknown>): Promise<void> {
  const answered = page.waitForResponse(/\/api\/(?:nearby|search)/)
  await act()
  await answered
  await page.locator('body[data-ready]').waitFor()
}

describe('the page of the map, in Chromium', () => {
  it('shows listings, finds more as the radius grows, and explains what ran', async () => {
    const { page, context, troubles } = await visit({ viewport: { width: 1280, height: 820 } })
    expect(await page.locator('#cards .card').count()).toBe(40)
    const first = page.locator('#statements li', { hasText: 'listProductsNearbyCard' }).first()
    await first.waitFor()
    await page.screenshot({ path: await artefact('map-light.png') })

    const kites = async () => {
      await afterSearch(page, () => page.getByRole('searchbox').fill('kite'))
      return page.locator('#cards .card').count()
    }
    const near = await kites()
    // The slider moves by the keyboard alone.
    await page.locator('#radius').focus()
    const wide = page.waitForResponse(/radiusMetres=14000/)
    for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowRight')
    await wide
    await page.locator('body[data-ready]').waitFor()
    expect(await page.locator('#cards .card').count()).toBeGreaterThan(near)
    expect(await page.locator('#radius-value').textContent()).toBe('14\u00a0km')

    await page.locator('#cards .card').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.pin.marked').waitFor()

    const statement = page.locator('#statements li', { hasText: 'searchProductsCard' }).first()
    await statement.locator('summary').focus()
    await page.keyboard.press('Enter')
    await statement.getByRole('button').click()
    expect(await statement.locator('.plan').textContent()).toContain('Execution Time')
    await page.screenshot({ path: await artefact('map-plan.png') })
    expect(troubles).toEqual([])
    await context.close()
  })

  it('speaks Arabic from right to left, in the dark, at the width of a phone', async () => {
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const
    const { page, context, troubles } = await visit({ ...phone, locale: 'ar-AE', colorScheme: 'dark' })
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    await afterSearch(page, () => page.getByRole('searchbox').fill('حذاء'))
    expect(await page.locator('#cards .card .title').first().textContent()).toContain('حذاء')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await page.screenshot({ path: await artefact('map-phone.png') })

    await page.getByRole('button', { name: 'English' }).click()
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr')
    expect(troubles).toEqual([])
    await context.close()
  })
})
