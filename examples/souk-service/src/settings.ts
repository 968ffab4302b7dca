import { randomBytes } from 'node:crypto'

/** The settings that differ between one installation and another. All of it comes from the environment. */
export interface Settings {
  readonly host: string
  readonly port: number
  /** The port of the metrics, for the inside of the cluster alone; null: nobody reads them. */
  readonly metricsPort: number | null
  /** Null: the embedded database, in `dataDir`. */
  readonly databaseUrl: string | null
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
  const databaseUrl = text('DATABASE_URL')
  const secretKey = text('STRIPE_SECRET_KEY')
  return {
    host: text('HOST') ?? '127.0.0.1',
    port: Number(text('PORT') ?? 3000),
    metricsPort: text('METRICS_PORT') === null ? null : Number(text('METRICS_PORT')),
    databaseUrl,
    dataDir: text('DATA_DIR') ?? './data',
    redisUrl: text('REDIS_URL'),
    jwtSecret: readSecret(text('JWT_SECRET'), databaseUrl),
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
    requestsPerMinute: Number(text('REQUESTS_PER_MINUTE') ?? 300),
  }
}

function readSecret(secret: string | null, databaseUrl: string | null): Uint8Array {
  // One process on its own database may forget its secret: everybody refreshes. Several must share one.
  if (secret === null && databaseUrl === null) return randomBytes(32)
  const bytes = new TextEncoder().encode(required(secret, 'JWT_SECRET'))
  if (bytes.length < 32) throw new Error('JWT_SECRET must have at least 32 bytes')
  return bytes
}

function required(value: string | null, name: string): string {
  if (value === null) throw new Error(`${name} is not set`)
  return value
}
