import { createTestDatabase, type Snapshot, type TestDatabase } from '@souk/db/testing'
import { Redis } from 'ioredis'
import { buildApp } from '../../src/app.js'
import { startBackgroundWork } from '../../src/background.js'
import { closeService, openService, type Service } from '../../src/service.js'
import { readSettings } from '../../src/settings.js'
import { atDatabase, deploy, type Deployment, type LoginUrls } from './logins.js'
import { startStripe, webhookSecret, type StandInStripe } from './stripe.js'

/** A Redis of nobody else's, which each test empties. Without one the instances have none. */
export const testRedisUrl = process.env['SOUK_TEST_REDIS_URL']

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

interface Kept extends Pick<TestSetting, 'database' | 'logins'> {
  readonly deployment: Deployment | null
  /** The database as it was deployed. */
  readonly snapshot: Snapshot | null
}

/** The deployment of this process, and the number of settings that use it: hooks of several files may run side by side. */
let kept: Promise<Kept> | null = null
let users = 0

/** Makes a database with the roles and policies of production, but for the embedded one, where one role owns all. */
async function deployNew(): Promise<Kept> {
  const database = await createTestDatabase({ migrations: 'none' })
  if (database.provider === 'embedded') {
    await database.db.migrate()
    return { database, logins: null, deployment: null, snapshot: null }
  }
  const deployment = await deploy(database.directUrl)
  return { database, logins: deployment.urls, deployment, snapshot: await database.snapshot() }
}

async function openDatabase(): Promise<Pick<TestSetting, 'database' | 'logins'>> {
  users++
  if (kept === null) return await (kept = deployNew())
  const { deployment, snapshot } = await kept
  if (deployment === null || snapshot === null) return await deployNew()
  const database = await snapshot.createDatabase()
  return { database, logins: atDatabase(deployment.urls, database.directUrl) }
}

async function dropDatabase(database: TestDatabase): Promise<void> {
  await database.drop()
  if (--users > 0) return
  const deployed = await kept
  kept = null
  await deployed?.deployment?.dropRoles()
}

export async function openSetting(): Promise<TestSetting> {
  const { database, logins } = await openDatabase()
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
      await dropDatabase(database)
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
