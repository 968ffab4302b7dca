import { randomBytes } from 'node:crypto'

/** The settings that differ between one installation and another. All of it comes from the environment. */
export interface Settings {
  readonly host: string
  readonly port: number
  /** The port of the metrics, for the inside of the cluster alone; null: nobody reads them. */
  readonly metricsPort: number | null
  /** Null: the embedded database, in `dataDir`. */
  readonly databases: DatabaseUrls | null
  readonly dataDir: string
  /** Null: no cache, and each instance counts requests by itself. */
  readonly redisUrl: string | null
  readonly jwtSecret: Uint8Array
  /** True behind HTTPS: cookies are sent over nothing else. */
  readonly isSecure: boolean
  /** The addresses of the proxies in front, whose X-Forwarded-For is believed; null: nobody's, or all could choose what limits count. */
  readonly trustedProxies: string | null
  /** Null: payments are not configured. */
  readonly stripe: StripeSettings | null
  /** The requests that a user, or an address, may send in a minute. */
  readonly requestsPerMinute: number
}

/** A login for each part of the service, none with more rights than it needs: deploy/roles.sql makes them. */
export interface DatabaseUrls {
  /** For the requests of users: policies show it what is theirs. */
  readonly app: string
  /** For passwords and sessions, which the others cannot read. */
  readonly accounts: string
  /** For what is nobody's: consumers of events and webhooks. */
  readonly worker: string
}

export interface StripeSettings {
  readonly secretKey: string
  readonly webhookSecret: string
  /** Another address than Stripe's own, for tests. */
  readonly apiUrl: URL | null
}

/** The marketplace's part of a price, in hundredths of a percent. */
export const feeBasisPoints = { discover: 1_000, community: 500 } as const

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const text = (name: string) => env[name]?.trim() || null
  const databases = readDatabases(text)
  const secretKey = text('STRIPE_SECRET_KEY')
  return {
    host: text('HOST') ?? '127.0.0.1',
    port: readNumber('PORT', text('PORT')) ?? 3000,
    metricsPort: readNumber('METRICS_PORT', text('METRICS_PORT')),
    databases,
    dataDir: text('DATA_DIR') ?? './data',
    redisUrl: text('REDIS_URL'),
    jwtSecret: readSecret(text('JWT_SECRET'), databases === null),
    isSecure: text('PUBLIC_URL')?.startsWith('https:') ?? false,
    trustedProxies: text('TRUSTED_PROXIES'),
    stripe:
      secretKey === null
        ? null
        : {
            secretKey,
            webhookSecret: required(text('STRIPE_WEBHOOK_SECRET'), 'STRIPE_WEBHOOK_SECRET'),
            apiUrl: text('STRIPE_API_URL') === null ? null : new URL(text('STRIPE_API_URL') ?? ''),
          },
    requestsPerMinute: readNumber('REQUESTS_PER_MINUTE', text('REQUESTS_PER_MINUTE')) ?? 300,
  }
}

/** One login for everything will do to try it out. In production there are three. */
function readDatabases(text: (name: string) => string | null): DatabaseUrls | null {
  const app = text('DATABASE_URL')
  if (app === null) return null
  return {
    app,
    accounts: text('ACCOUNTS_DATABASE_URL') ?? app,
    worker: text('WORKER_DATABASE_URL') ?? app,
  }
}

function readSecret(secret: string | null, isAlone: boolean): Uint8Array {
  // One process on its own database may forget its secret: everybody refreshes. Several must share one.
  if (secret === null && isAlone) return randomBytes(32)
  const bytes = new TextEncoder().encode(required(secret, 'JWT_SECRET'))
  if (bytes.length < 32) throw new Error('JWT_SECRET must have at least 32 bytes')
  return bytes
}

/** A typing error must not pass for no limit at all. */
function readNumber(name: string, value: string | null): number | null {
  if (value !== null && !/^[1-9]\d*$/.test(value)) throw new Error(`${name} must be a number from 1`)
  return value === null ? null : Number(value)
}

function required(value: string | null, name: string): string {
  if (value === null) throw new Error(`${name} is not set`)
  return value
}
