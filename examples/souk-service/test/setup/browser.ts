import { accessSync, constants } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Starts the Chromium of this machine, which draws without a graphics card; null if there is none. */
export async function openChromium(): Promise<Browser | null> {
  const executablePath = paths.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (executablePath === undefined) return null
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0, // it does not start for root
    args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
}

/** Opens a page in a browser of its own, and notes all that goes wrong in it, or would leave this machine. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-AE', ...options })
  context.setDefaultTimeout(60_000)
  const troubles: string[] = []
  await context.route('**/*', async (route) => {
    const { hostname, href } = new URL(route.request().url())
    if (hostname === '127.0.0.1') return route.continue()
    troubles.push(href)
    return route.abort()
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    // That nobody is signed in yet is an answer, and no trouble.
    if (message.type() === 'error' && !message.location().url.endsWith('/auth/refresh'))
      troubles.push(message.text())
  })
  page.on('pageerror', ({ message }) => troubles.push(message))
  await page.goto(url)
  await page.locator('body[data-ready]').waitFor()
  return { page, context, troubles }
}

/** Keeps a picture of a page, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '../../../../.artifacts')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `service-${name}.png`) })
}
