import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { loadMarket } from '../../src/demo/load-market.js'
import { startMapPage, type MapPage } from '../../src/map-page/start-map-page.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()

let page: MapPage

beforeAll(async () => {
  await loadMarket(db)
  page = await startMapPage(db)
})
afterAll(() => page[Symbol.asyncDispose]())

/** Sends a request as a client that sets its own headers. */
async function send(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  { method = 'GET', host = '127.0.0.1' } = {},
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  const sent = request({ host, port: new URL(page.url).port, path, method, headers })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) body += String(chunk)
  return { status: response.statusCode, body }
}

async function ask(question: string) {
  const response = await fetch(new URL(`api/${question}`, page.url))
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
}

const around = 'near=55.2708,25.2048&radiusMetres=5000'

describe('the page of the map', () => {
  it('answers what is around, and says which statements found it', async () => {
    const { status, answer } = await ask(`nearby?${around}`)
    const expected = await db.products.nearby({ near: [55.2708, 25.2048], radiusMetres: 5_000, limit: 40 })
    expect(status).toBe(200)
    expect(answer['result']).toMatchObject({ items: expected.items.map(({ id, title }) => ({ id, title })) })
    expect(answer['statements']).toEqual([
      {
        query: 'listProductsNearbyCard',
        file: 'products.sql',
        text: expect.stringContaining('$1') as string,
        rowCount: 41,
        ranMs: expect.any(Number) as number,
      },
    ])
  })

  it('keeps the statements of two questions at once apart', async () => {
    const answers = await Promise.all([
      ask(`nearby?${around}`),
      ask('view?bounds=55.1,25.0,55.5,25.4&zoom=11'),
      ask(`search?${around}&text=kite`),
    ])
    const sent = answers.map(({ answer }) =>
      (answer['statements'] as { query: string }[]).map(({ query }) => query),
    )
    expect(sent[0]).toEqual(['listProductsNearbyCard'])
    expect(sent[1]).toEqual(['listMapCells'])
    expect(sent[2]).toContain('searchProductsCard')
  })

  it('shows single listings where there are few, and clusters elsewhere', async () => {
    const near = await ask('view?bounds=55.27,25.2,55.275,25.205&zoom=15')
    expect(near.answer['result']).toMatchObject({ pins: expect.any(Array) as unknown })
    const far = await ask('view?bounds=55.0,24.9,55.6,25.5&zoom=14')
    expect(far.answer['result']).toMatchObject({ clusters: { type: 'FeatureCollection' } })
  })

  it.each(['حذاء', 'novels'])('finds listings by %s, and explains how', async (text) => {
    const { answer } = await ask(`search?${around}&text=${encodeURIComponent(text)}&explain=1`)
    const { items } = answer['result'] as { items: { title: string }[] }
    expect(items.length).toBeGreaterThan(0)
    for (const { title } of items) expect(title).toContain(text)
    const plans = answer['plans'] as { query: string; plan: string[] }[]
    const plan = plans.find(({ query }) => query === 'searchProductsCard')?.plan ?? []
    expect(plan.at(-1)).toMatch(/^Execution Time: [\d.]+ ms$/)
  })

  it('names the parameter that is wrong, without its value', async () => {
    const wrong = await ask('nearby?near=55.2708,91.5&radiusMetres=5000')
    expect(wrong).toMatchObject({ status: 400, answer: { error: expect.stringMatching(/^near/) as string } })
    expect(JSON.stringify(wrong)).not.toContain('91.5')
    expect(await ask('view?zoom=3')).toEqual({ status: 400, answer: { error: 'bounds: is required' } })
  })

  it.each([
    ['a name that somebody points at this machine', '/', { host: 'souk.example:80' }, 'GET', 421],
    ['a request that writes', '/api/nearby', {}, 'POST', 405],
    ['a question from another site', '/api/nearby', { 'sec-fetch-site': 'cross-site' }, 'GET', 403],
    ['a question from another port', '/api/nearby', { 'sec-fetch-site': 'same-site' }, 'GET', 403],
    ['a file that is none of the page', '/../start-map-page.ts', {}, 'GET', 404],
    ['a path that leaves the folder', '/%2e%2e/start-map-page.ts', {}, 'GET', 404],
    ['a question that there is not', '/api/constructor', {}, 'GET', 404],
  ])('refuses %s', async (_, path, headers, method, status) => {
    expect((await send(path, headers, { method })).status).toBe(status)
  })

  it('may be opened from anywhere', async () => {
    expect((await send('/', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  })

  it('allows a browser no other address', async () => {
    const { headers } = await fetch(page.url)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/https?:|\*/)
  })

  it('listens to this machine alone', async (context: TestContext) => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')
    if (outside === undefined) return context.skip('this machine has no address but its own')
    await expect(send('/', {}, { host: outside.address })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('says that its port is taken', async () => {
    const port = Number(new URL(page.url).port)
    await expect(startMapPage(db, { port })).rejects.toMatchObject({ code: 'setup' })
  })
})
