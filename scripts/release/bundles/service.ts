/** The way in which a service names its packages. */
export type ModuleKind = 'import' | 'require'

/** The words that a service prints when it has done everything. */
export const expectedReport = {
  applied: true,
  current: true,
  found: 'Court shoes',
  line: 'LineString',
  collection: 'FeatureCollection',
  error: { name: 'NotFoundError', constructor: 'NotFoundError', stack: true, instance: true, guard: true },
  traced: true,
} as const

/** The report of a service with a tracer provider of `@opentelemetry/api`. */
export const expectedSpans = { spans: true, failed: true } as const

/** The message of the embedded database in a bundle that stands alone. */
export const embeddedRefusal =
  /^the folder of @souk\/db cannot be found .*: leave the package out of the bundle/

interface ServiceOptions {
  readonly kind: ModuleKind
  /** Registers a tracer provider of `@opentelemetry/api`. */
  readonly traced?: boolean
  /** Asks for the embedded database too. */
  readonly embedded?: boolean
}

/** Returns the code of a service that creates, migrates, writes, queries, fails and traces, and reports it in JSON. */
export function serviceCode({ kind, traced = false, embedded = false }: ServiceOptions): string {
  const load = (names: string, from: string) =>
    kind === 'import' ? `import { ${names} } from '${from}'` : `const { ${names} } = require('${from}')`
  const lazily =
    kind === 'import' ? `import('@souk/db/embedded')` : `Promise.resolve(require('@souk/db/embedded'))`
  return `
${load('tracingChannel', 'node:diagnostics_channel')}
${load('createDatabase, isSoukError, newId, NotFoundError, PreparedQuery', '@souk/db')}
${load('toFeatureCollection', '@souk/db/geo')}
${traced ? load('trace', '@opentelemetry/api') : ''}
${traced ? provider : ''}
async function main() {
  const statements = []
  tracingChannel('souk-db:statement').subscribe({ start: ({ query }) => statements.push(query) })
  const db = createDatabase({ url: process.env.DATABASE_URL })
  const first = await db.migrate()
  const second = await db.migrate()
  const seller = await db.users.create({ id: newId(), email: 'aisha@example.com', username: 'aisha', role: 'seller' })
  await db.products.create({
    id: newId(), sellerId: seller.id, title: 'Court shoes', priceMinor: 25_000, category: 'sneakers',
    condition: 'good', location: { type: 'Point', coordinates: [55.2708, 25.2048] },
  })
  const page = await db.products.nearby({ near: [55.27, 25.2], radiusMetres: 5_000 })
  const line = await db.one(new PreparedQuery(
    { usedParamSet: {}, params: [], statement: "select 'LINESTRING(1 2, 3 4)'::geometry as line" }))
  await db.map.tile({ z: 11, x: 1338, y: 875 })
  const error = await db.users.getAccount(newId()).catch((reason) => reason)
  ${traced ? `await db.one(new PreparedQuery({ usedParamSet: {}, params: [], statement: 'select 1/0 as n' })).catch(() => undefined)` : ''}
  const report = {
    applied: first.applied.length > 10 && second.applied.length === 0,
    current: first.version === second.version && first.version === first.applied.at(-1).id,
    found: page.items[0].title,
    line: line.line.type,
    collection: toFeatureCollection(page.items).type,
    error: {
      name: error.name, constructor: error.constructor.name, stack: error.stack.startsWith('NotFoundError: '),
      instance: error instanceof NotFoundError, guard: isSoukError(error),
    },
    traced: statements.includes('createProduct'),
    ${traced ? 'spans: spans.length > 3, failed: spans.some((span) => span.status === 2),' : ''}
  }
  ${embedded ? `report.embedded = await ${lazily}.then(({ startEmbeddedServer }) => startEmbeddedServer()).then(() => 'started', ({ message }) => message)` : ''}
  await db.close()
  console.log(JSON.stringify(report))
}
main().catch((error) => { console.error(error); process.exitCode = 1 })
`
}

/** A tracer provider that keeps its spans. */
const provider = `
const spans = []
trace.setGlobalTracerProvider({
  getTracer: () => ({
    startSpan(name) {
      const span = { name, setAttributes: () => span, setStatus({ code }) { span.status = code; return span }, end() {} }
      spans.push(span)
      return span
    },
  }),
})`
