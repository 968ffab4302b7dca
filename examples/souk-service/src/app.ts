import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import websocket from '@fastify/websocket'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { readIdentities, requireIdentity } from './auth/identity.js'
import { pages } from './pages.js'
import { answerProblems } from './problem.js'
import { account } from './routes/account.js'
import { authentication } from './routes/auth.js'
import { chat } from './routes/chat.js'
import { health } from './routes/health.js'
import { live } from './routes/live.js'
import { map } from './routes/map.js'
import { offers } from './routes/offers.js'
import { payments } from './routes/payments.js'
import { products } from './routes/products.js'
import { search } from './routes/search.js'
import { streams } from './routes/streams.js'
import { stripeWebhook } from './routes/stripe-webhook.js'
import { verifications } from './routes/verifications.js'
import type { Service } from './service.js'

interface AppOptions {
  /** Says that the instance is about to end, so that no more is sent to it. */
  readonly isStopping?: () => boolean
  readonly logger?: boolean
  /** The time between two signs of life on a socket. A phone that has changed networks gives none, and no end of its connection either. */
  readonly pingEveryMs?: number
}

/** Everything that answers HTTP. */
export async function buildApp(
  service: Service,
  { isStopping = () => false, logger = false, pingEveryMs = 30_000 }: AppOptions = {},
): Promise<FastifyInstance> {
  const { settings, limits } = service
  const app = Fastify({
    logger: logger && { redact: ['req.headers.authorization', 'req.headers.cookie'] },
    trustProxy: settings.trustedProxies ?? false,
    bodyLimit: 256 * 1024,
    // A wrong key is a mistake to tell of, and no key to leave out.
    ajv: { customOptions: { removeAdditional: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  answerProblems(app)
  readIdentities(app, service.tokens)
  await app.register(rateLimit, {
    max: settings.requestsPerMinute,
    keyGenerator: ({ identity, ip }) => `requests:${identity?.userId ?? normalizeIP(ip)}`,
    // Health is asked by the cluster, often; the webhook by Stripe, in bursts, and is signed.
    allowList: ({ url }) => url.startsWith('/health/') || url === '/webhooks/stripe',
    store: limits.store,
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
        styleSrc: ["'self'", "'unsafe-inline'"], // MapLibre places its markers by style attributes
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: settings.isSecure,
  })
  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: 16 * 1024 } })

  await app.register(pages)
  await app.register(health(service, isStopping))
  await app.register(authentication(service))
  await app.register(stripeWebhook(service))
  await app.register(search(service))
  await app.register(map(service))
  await app.register(live(service, pingEveryMs))
  await app.register(products(service))
  await app.register(streams(service))
  await app.register(async (members) => {
    requireIdentity(members)
    await members.register(account(service))
    await members.register(chat(service))
    await members.register(offers(service))
    await members.register(payments(service))
    await members.register(verifications(service))
  })
  return app
}
