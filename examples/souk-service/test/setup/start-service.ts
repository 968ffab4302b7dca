import { createTestDatabase, type TestDatabase } from '@souk/db/testing'
import { Redis } from 'ioredis'
import { buildApp } from '../../src/app.js'
import { startBackgroundWork } from '../../src/background.js'
import { closeService, openService, type Service } from '../../src/service.js'
import { readSettings } from '../../src/settings.js'
import { deploy, type LoginUrls } from './logins.js'
import { startStripe, webhookSecret, type StandInStripe } from './stripe.js'

/** A Redis of nobody else's, which each test empties. Without one the instances have none. */
const testRedisUrl = process.env['SOUK_TEST_REDIS_URL']

/** An instance of the service, in this process. */
export interface Instance extends AsyncDisposable {
  readonly url: string
  readonly service: Service
  stop(): Promise<void>
}

/** A database, a stand-in for Stripe, and as many instances as a test starts. */
export interface TestSetting extends AsyncDisposable {
  readonly database: TestDatabase
  readonly stripe: StandInStripe
  /** The urls of the logins with roles, under policies; null on the embedded database, where one role owns all. */
  readonly logins: LoginUrls | null
  /** The status of what is between others: policies hide it, and without them it is refused. */
  readonly notYours: 403 | 404
  /** The settings of its instances. */
  readonly env: Readonly<Record<string, string>>
  start(
    env?: Readonly<Record<string, string>>,
    options?: { readonly pingEveryMs?: number },
  ): Promise<Instance>
}

export async function openSetting(): Promise<TestSetting> {
  const database = await createTestDatabase({ migrations: 'none' })
  const deployed = database.provider === 'embedded' ? null : await deploy(database.directUrl)
  if (deployed === null) await database.db.migrate()
  const logins = deployed?.urls ?? null
  const stripe = await startStripe()
  const settings = environmentOf(logins ?? database.url, stripe.url)
  if (testRedisUrl !== undefined) {
    const redis = new Redis(testRedisUrl)
    await redis.flushdb()
    redis.disconnect()
  }
  const instances = new Set<Instance>()
  return {
    database,
    stripe,
    logins,
    notYours: logins === null ? 403 : 404,
    env: settings,
    async start(env = {}, options = {}) {
      const instance = await startInstance({ ...settings, ...env }, options)
      instances.add(instance)
      return instance
    },
    async [Symbol.asyncDispose]() {
      for (const instance of instances) await instance.stop()
      await stripe.close()
      await database.drop()
      await deployed?.dropRoles()
    },
  }
}

function environmentOf(logins: LoginUrls | string, stripeUrl: string): Record<string, string> {
  return {
    ...(typeof logins === 'string'
      ? { DATABASE_URL: logins }
      : {
          DATABASE_URL: logins.service,
          ACCOUNTS_DATABASE_URL: logins.accounts,
          WORKER_DATABASE_URL: logins.worker,
        }),
    JWT_SECRET: 'a secret of tests, of thirty-two bytes',
    STRIPE_SECRET_KEY: 'sk_test_of_nobody',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_URL: stripeUrl,
    REQUESTS_PER_MINUTE: '100000',
    ...(testRedisUrl !== undefined && { REDIS_URL: testRedisUrl }),
  }
}

async function startInstance(
  env: NodeJS.ProcessEnv,
  options: { readonly pingEveryMs?: number },
): Promise<Instance> {
  const service = await openService(readSettings(env))
  const app = await buildApp(service, options)
  const work = await startBackgroundWork(service, app.log)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  let stopping: Promise<void> | undefined
  const stop = () =>
    (stopping ??= (async () => {
      await app.close()
      await work.stop()
      await closeService(service)
    })())
  return { url, service, stop, [Symbol.asyncDispose]: stop }
}
