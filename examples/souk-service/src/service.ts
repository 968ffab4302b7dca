import { createDatabase, type Database } from '@souk/db'
import { Redis } from 'ioredis'
import Stripe from 'stripe'
import { AccessTokens } from './auth/access-tokens.js'
import { Cache } from './cache.js'
import { Hints } from './hints.js'
import { Limits } from './limits.js'
import type { Settings, StripeSettings } from './settings.js'

/** The parts that the routes stand on. */
export interface Service {
  readonly settings: Settings
  /** The database of requests. What a user does or reads of their own goes by `acting` of auth/identity.ts. */
  readonly db: Database
  /** The database of passwords and sessions. */
  readonly accounts: Database
  /** The database of what is nobody's: consumers of events, and webhooks. */
  readonly worker: Database
  readonly tokens: AccessTokens
  readonly redis: Redis | null
  readonly cache: Cache
  readonly limits: Limits
  readonly hints: Hints | null
  readonly stripe: Stripe | null
}

export async function openService(settings: Settings): Promise<Service> {
  const { redisUrl, jwtSecret, stripe } = settings
  const redis = redisUrl === null ? null : openRedis(redisUrl)
  return {
    settings,
    ...(await openDatabases(settings)),
    tokens: new AccessTokens(jwtSecret),
    redis,
    cache: new Cache(redis),
    limits: new Limits(redis),
    hints: redis === null ? null : new Hints(redis),
    stripe: stripe === null ? null : openStripe(stripe),
  }
}

/** Ends all that was opened; a call that still runs has ten seconds. */
export async function closeService({ db, accounts, worker, redis, hints }: Service): Promise<void> {
  await Promise.all([db, accounts, worker].map((database) => database.close({ timeoutMs: 10_000 })))
  hints?.close()
  redis?.disconnect()
}

async function openDatabases({
  databases,
  dataDir,
}: Settings): Promise<Pick<Service, 'db' | 'accounts' | 'worker'>> {
  if (databases !== null) {
    const open = (url: string) => createDatabase({ url, applicationName: 'souk-service' })
    const { app, accounts, worker } = databases
    const db = open(app)
    return {
      db,
      accounts: accounts === app ? db : open(accounts),
      worker: worker === app ? db : open(worker),
    }
  }
  const { createEmbeddedDatabase } = await import('@souk/db/embedded')
  const db = await createEmbeddedDatabase({ ...(dataDir !== 'memory' && { dataDir }), migrate: true })
  return { db, accounts: db, worker: db }
}

/** A Redis that is away must slow nobody down: calls fail at once, and are answered without it. */
function openRedis(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 500,
    commandTimeout: 500,
  })
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
