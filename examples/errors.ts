// One function from any error to an HTTP answer, and one that repeats what may be repeated.
import { createDatabase, isSoukError, newId } from '@souk/db'
import type { AnySoukError, Database } from '@souk/db'

const statuses: Partial<Record<AnySoukError['code'], number>> = {
  invalid_input: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  constraint: 409,
  timeout: 504,
}

/** The message holds no value, no row and no password, so it may be shown and logged. */
function answerTo(error: unknown): { readonly status: number; readonly body: object } {
  if (!isSoukError(error)) return { status: 500, body: { code: 'internal' } }
  const status = statuses[error.code] ?? (error.retryable || error.code === 'connection' ? 503 : 500)
  return { status, body: { code: error.code, message: error.message } }
}

/** With an id of the caller's, a create may also be repeated when it is unknown whether the first attempt was applied. */
async function insist<T>(attempt: () => Promise<T>): Promise<T> {
  for (let pauseMs = 50; ; pauseMs *= 2) {
    try {
      return await attempt()
    } catch (error) {
      const mayRepeat = isSoukError(error) && (error.retryable || error.outcome === 'unknown')
      if (!mayRepeat || pauseMs > 1_000) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

const register = (db: Database, id: string, username: string) =>
  insist(() => db.users.create({ id, email: `${username}@example.com`, username }))

const db = createDatabase({ url: process.env['DATABASE_URL'] })
await db.migrate()

const id = '019a0000-0000-7000-8000-000000000051'
console.log((await register(db, id, 'salma')).id === (await register(db, id, 'salma')).id)

const failing = [
  () => db.users.getAccount(newId()),
  () => db.products.nearby({ near: [25.2048, 95], radiusMetres: 5_000 }),
  () => db.users.create({ id: newId(), email: 'SALMA@example.com', username: 'salma_too' }),
  () => db.users.create({ id, email: 'salma@example.com', username: 'somebody_else' }),
]
for (const call of failing) {
  const answer = await call().then(() => null, answerTo)
  console.log(answer?.status, JSON.stringify(answer?.body))
}
await db.close()
