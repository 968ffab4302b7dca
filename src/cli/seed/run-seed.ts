import { createDatabase } from '../../database.js'
import { PreparedQuery } from '../../engine/statement/prepared-query.js'
import { SetupError } from '../../errors.js'
import { assertSchema } from '../../migrate/index.js'
import { seedMarketplace } from '../../testing/market/seed-marketplace.js'
import { databaseUrl } from '../database-url.js'
import { interruptible } from '../interrupt.js'
import { startProgress } from '../start-progress.js'

/** The options of `souk-db seed`. */
export interface SeedFlags {
  readonly url?: string
  readonly users: number
  readonly products: number
  readonly seed: number
  readonly force?: boolean
  readonly json?: boolean
}

const findUsers = new PreparedQuery<undefined, { readonly found: boolean }>(
  { usedParamSet: {}, params: [], statement: 'select exists (select from users) as found' },
  { name: 'findUsers', file: '', parameterTypes: {}, access: 'read', primary: true },
)

/** Fills a database with a market, and prints what it made. */
export async function runSeed(flags: SeedFlags): Promise<void> {
  const { url: given, users, products, seed, force = false, json = false } = flags
  const url = databaseUrl(given)
  let rows = 0
  let isSeeding = false
  using progress = startProgress({ label: 'Seeding', total: users + products })
  const market = await interruptible(
    async (signal) => {
      await assertSchema({ url })
      const db = createDatabase({
        url,
        applicationName: 'souk-db seed',
        maxConnections: 2,
        statementTimeoutMs: 120_000,
      })
      try {
        const { found } = await db.one(findUsers, undefined, { signal })
        if (found && !force)
          throw new SetupError('this database has users: --force adds the rows to what is there')
        isSeeding = true
        const onProgress = (made: number) => progress.update((rows = made))
        return await seedMarketplace(db, { users, products, seed, signal, onProgress })
      } finally {
        await db.close()
      }
    },
    {
      stopped: () =>
        rows === 0
          ? `stopped ${isSeeding ? 'when at most' : 'before'} the first rows were made`
          : `stopped; at least ${count(rows)} of ${count(users + products)} rows are made and stay, and the same command with --force makes the rest`,
    },
  )
  const made = {
    seed,
    users: market.userIds.length,
    sellers: market.sellerIds.length,
    products: market.productIds.length,
  }
  progress.finish(`${count(made.users)} users and ${count(made.products)} products`)
  if (json) process.stdout.write(`${JSON.stringify(made, null, 2)}\n`)
}

function count(number: number): string {
  return number.toLocaleString('en')
}
