import { InvalidInputError } from '@souk/db'
import type { FastifyPluginAsync } from 'fastify'
import type { WebSocket } from 'ws'
import type { Identity } from '../auth/access-tokens.js'
import { eventsOf, openFeed } from '../live.js'
import type { Service } from '../service.js'

/** The reasons for which a socket is closed, as its page knows them. */
const closeCodes = {
  goingAway: 1001,
  notUnderstood: 1008,
  tooSlow: 1013,
  notSignedIn: 4401,
  unknownPosition: 4404,
  tooMany: 4429,
} as const
/** The sockets that a user may have open at an instance: one for each tab. */
const mostSockets = 20
/** The bytes that may wait for a slow page. It is closed then, and goes on from its position. */
const mostWaiting = 1_000_000
const typingEveryMs = 2_000

/** A message of a page. */
type Said =
  | { readonly type: 'hello'; readonly token: string; readonly after: number | null }
  | { readonly type: 'typing'; readonly conversationId: string }
  /** The page shows a conversation, and wants to know whether the other side is there. */
  | { readonly type: 'open'; readonly conversationId: string }

/**
 * The socket of a page. Its first message brings the access token, which stands in no URL and no log, and the position of the last
 * event that the page has. From then on it is told what concerns its user. When the token is over the socket is closed, and the
 * page comes back with a fresh one.
 */
export const live =
  (service: Service, pingEveryMs: number): FastifyPluginAsync =>
  async (app) => {
    const socketsOf = new Map<string, number>()
    // Each hello has the database look for what was missed, so a user may say fewer of them than they may send requests.
    const mostHellos = Math.ceil(service.settings.requestsPerMinute / 5)

    app.get('/live', { websocket: true }, (socket, request) => {
      const gone = new AbortController()
      const mustSayHello = setTimeout(() => socket.close(closeCodes.notSignedIn, 'say hello first'), 5_000)
      let hasSaidHello = false
      let identity: Identity | null = null
      let typedAt = 0
      let feed: ReturnType<typeof openFeed> | null = null
      let shown: string | null = null

      let isAlive = true
      const pinging = setInterval(() => {
        if (!isAlive) return socket.terminate()
        isAlive = false
        socket.ping()
        // Pings are not shown to the page, which looks for these.
        say({ type: 'alive' })
      }, pingEveryMs)
      socket.on('pong', () => (isAlive = true))
      socket.on('close', () => {
        clearTimeout(mustSayHello)
        clearInterval(pinging)
        gone.abort()
      })
      socket.on('error', () => socket.terminate())
      socket.on('message', (data) => {
        hear(read(String(data))).catch((error: unknown) => {
          request.log.error(error)
          socket.close(1011, 'something unexpected went wrong')
        })
      })

      function say(event: object): void {
        if (socket.bufferedAmount <= mostWaiting) return socket.send(JSON.stringify(event))
        socket.close(closeCodes.tooSlow, 'too slow')
        gone.abort()
      }

      async function hear(said: Said | null): Promise<void> {
        if (said?.type === 'hello' && !hasSaidHello) {
          hasSaidHello = true
          clearTimeout(mustSayHello)
          identity = await service.tokens.verify(said.token)
          if (identity === null) socket.close(closeCodes.notSignedIn, 'sign in again')
          else await tell(identity, said.after)
        } else if (said?.type === 'typing' && hasSaidHello) {
          if (identity === null || Date.now() - typedAt < typingEveryMs) return
          typedAt = Date.now()
          // A hint may be lost, and a stranger's goes nowhere.
          await tellOfTyping(service, identity.userId, said.conversationId).catch(() => undefined)
        } else if (said?.type === 'open' && hasSaidHello) {
          if (identity !== null) await watch(identity, said.conversationId)
        } else socket.close(closeCodes.notUnderstood, 'not understood')
      }

      async function watch({ userId }: Identity, conversationId: string): Promise<void> {
        if (
          feed === null ||
          (await service.limits.isOver(`open:${userId}`, service.settings.requestsPerMinute))
        )
          return
        if (shown !== null) feed.unwatchPresence({ conversationId: shown })
        shown = null
        try {
          await feed.watchPresence({ conversationId })
          shown = conversationId
        } catch {
          // A stranger is told of nobody.
        }
      }

      async function tell({ userId, expiresAt }: Identity, after: number | null): Promise<void> {
        const isOften = await service.limits.isOver(`hello:${userId}`, mostHellos)
        const others = socketsOf.get(userId) ?? 0
        if (isOften || others >= mostSockets) return socket.close(closeCodes.tooMany, 'too many')
        socketsOf.set(userId, others + 1)
        const tokenEnds = setTimeout(
          () => socket.close(closeCodes.notSignedIn, 'the token is over'),
          expiresAt * 1_000 - Date.now(),
        )
        const stopHints = service.hints?.listen(userId, say)
        try {
          feed = openFeed(service.db, { userId, after, signal: gone.signal })
          for await (const event of eventsOf(service.db, userId, feed)) say(event)
          socket.close(closeCodes.goingAway, 'come back')
        } catch (error) {
          if (gone.signal.aborted) return
          // A position of another database, or of one that was restored: the page begins anew.
          if (!(error instanceof InvalidInputError)) throw error
          socket.close(closeCodes.unknownPosition, 'begin anew')
        } finally {
          clearTimeout(tokenEnds)
          stopHints?.()
          const left = (socketsOf.get(userId) ?? 1) - 1
          if (left > 0) socketsOf.set(userId, left)
          else socketsOf.delete(userId)
        }
      }
    })
  }

/** Closes the sockets of an instance that stops: their pages come back to another one, and miss nothing. */
export function closeSockets(sockets: Iterable<WebSocket>): void {
  for (const socket of sockets) socket.close(closeCodes.goingAway, 'come back')
}

async function tellOfTyping({ db, hints }: Service, userId: string, conversationId: string): Promise<void> {
  if (hints === null) return db.typing({ conversationId, userId })
  const conversation = await db.as({ userId }).conversations.find({ conversationId, userId })
  if (conversation === null) return
  const { buyerId, sellerId } = conversation
  const otherId = buyerId === userId ? sellerId : buyerId
  if (await db.blocks.isBlockedBetween({ userId, otherId })) return
  hints.send(otherId, { type: 'typing', conversationId, userId })
}

function read(text: string): Said | null {
  try {
    const said = JSON.parse(text) as Partial<Record<string, unknown>> | null
    const { type, token, after, conversationId } = said ?? {}
    if (type === 'hello' && typeof token === 'string')
      return { type, token, after: typeof after === 'number' && Number.isSafeInteger(after) ? after : null }
    const isId =
      typeof conversationId === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(conversationId)
    return (type === 'typing' || type === 'open') && isId ? { type, conversationId } : null
  } catch {
    return null
  }
}
