import { createDatabase, type Database } from '@souk/db'
import { Redis } from 'ioredis'
import Stripe from 'stripe'
import { AccessTokens } from './auth/access-tokens.js'
import { Cache } from './cache.js'
import { Hints } from './hints.js'
import type { Settings, StripeSettings } from './settings.js'

/** The parts that the routes stand on. */
export interface Service {
  readonly settings: Settings
  readonly db: Database
  readonly tokens: AccessTokens
  readonly redis: Redis | null
  readonly cache: Cache
  readonly hints: Hints | null
  readonly stripe: Stripe | null
}

export async function openService(settings: Settings): Promise<Service> {
  const { redisUrl, jwtSecret, stripe } = settings
  const redis = redisUrl === null ? null : openRedis(redisUrl)
  return {
    settings,
    db: await openDatabase(settings),
    tokens: new AccessTokens(jwtSecret),
    redis,
    cache: new Cache(redis),
    hints: redis === null ? null : new Hints(redis),
    stripe: stripe === null ? null : openStripe(stripe),
  }
}

/** Ends all that was opened; a call that still runs has ten seconds. */
export async function closeService({ db, redis, hints }: Service): Promise<void> {
  await db.close({ timeoutMs: 10_000 })
  hints?.close()
  redis?.disconnect()
}

async function openDatabase({ databaseUrl, dataDir }: Settings): Promise<Database> {
  if (databaseUrl !== null) return createDatabase({ url: databaseUrl, applicationName: 'souk-service' })
  const { createEmbeddedDatabase } = await import('@souk/db/embedded')
  return dataDir === 'memory'
    ? createEmbeddedDatabase({ migrate: true })
    : createEmbeddedDatabase({ dataDir, migrate: true })
}

/** A Redis that is away must slow nobody down: calls fail at once, and are answered without it. */
function openRedis(url: string): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 500 })
  redis.on('error', (error: Error) => console.error('redis:', error.message))
  return redis
}

function openStripe({ secretKey, apiUrl }: StripeSettings): Stripe {
  return new Stripe(secretKey, {
    maxNetworkRetries: 2,
    timeout: 10_000,
    ...(apiUrl !== null && {
      protocol: apiUrl.protocol === 'http:' ? ('http' as const) : ('https' as const),
      host: apiUrl.hostname,
      port: apiUrl.port,
    }),
  })
}
