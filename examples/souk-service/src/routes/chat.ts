import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { acting } from '../auth/identity.js'
import { IdParams, Paging, PagingQuery, Uuid, exact } from '../schemas.js'
import type { Service } from '../service.js'

const Text = exact({ id: Uuid, content: Type.String({ minLength: 1, maxLength: 5_000 }) })
const Messages = exact({ ...Paging, direction: Type.Optional(Type.Enum(['older', 'newer'])) })

/**
 * Conversations. What is written comes here, where limits and checks are those of every request, and reaches the other side
 * by the socket of routes/live.ts, whichever instance that is on.
 */
export const chat =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/conversations', { schema: { body: exact({ productId: Uuid }) } }, async (request) => {
      const { userId, mine } = acting(service, request)
      const { productId } = request.body
      const { sellerId } = await mine.products.get(productId)
      return mine.conversations.open({ buyerId: userId, sellerId, productId })
    })

    app.get('/conversations', { schema: { querystring: PagingQuery } }, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.conversations.inbox({ ...request.query, userId })
    })

    app.get('/conversations/:id', { schema: { params: IdParams } }, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.conversations.get({ conversationId: request.params.id, userId })
    })

    app.get(
      '/conversations/:id/messages',
      { schema: { params: IdParams, querystring: Messages } },
      (request) => {
        const { userId, mine } = acting(service, request)
        return mine.messages.list({ ...request.query, conversationId: request.params.id, userId })
      },
    )

    // The client chose the message's id when the button was pressed: sent again after a lost answer, it is still one message.
    app.post(
      '/conversations/:id/messages',
      { schema: { params: IdParams, body: Text } },
      async (request, reply) => {
        const { userId: senderId, mine } = acting(service, request)
        const message = await mine.messages.send({
          ...request.body,
          conversationId: request.params.id,
          senderId,
          notify: true,
        })
        return reply.status(201).send(message)
      },
    )

    app.post('/conversations/:id/read', { schema: { params: IdParams } }, async (request) => {
      const { userId, mine } = acting(service, request)
      return { count: await mine.conversations.markRead({ conversationId: request.params.id, userId }) }
    })

    app.post('/blocks', { schema: { body: exact({ userId: Uuid }) } }, async (request, reply) => {
      const { userId, mine } = acting(service, request)
      await mine.blocks.block({ userId, blockedId: request.body.userId })
      return reply.status(204).send()
    })
  }
