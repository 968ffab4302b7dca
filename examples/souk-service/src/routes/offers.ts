import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { acting } from '../auth/identity.js'
import { once } from '../once.js'
import { shownPayment } from './payments.js'
import { IdParams, IdempotencyHeaders, PagingQuery, Uuid, exact } from '../schemas.js'
import type { Service } from '../service.js'
import { feeBasisPoints } from '../settings.js'

const Terms = {
  amountMinor: Type.Integer({ minimum: 1 }),
  message: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
}
const NewOffer = exact({ conversationId: Uuid, productId: Uuid, ...Terms })
const expiresInSeconds = 2 * 86_400

/** Haggling. Who may answer which offer, and which of two answers at once counts, the database decides. */
export const offers =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    const params = { schema: { params: IdParams } }

    app.post(
      '/offers',
      { schema: { headers: IdempotencyHeaders, body: NewOffer } },
      async (request, reply) => {
        const { userId, mine } = acting(service, request)
        const offerId = await once(service, request, 'offers.make', (tx) =>
          tx.offers.make({ ...request.body, buyerId: userId, expiresInSeconds, notify: true }),
        )
        return reply.status(201).send(await mine.offers.get({ offerId, userId }))
      },
    )

    app.post(
      '/offers/:id/counter',
      { schema: { headers: IdempotencyHeaders, params: IdParams, body: exact(Terms) } },
      async (request, reply) => {
        const { userId, mine } = acting(service, request)
        const answered = request.params.id
        const offerId = await once(service, request, 'offers.counter', (tx) =>
          tx.offers.counter({ ...request.body, offerId: answered, userId, expiresInSeconds, notify: true }),
        )
        return reply.status(201).send(await mine.offers.get({ offerId, userId }))
      },
    )

    // The client chose the payment's id, so an acceptance that is sent again opens no second one.
    app.post(
      '/offers/:id/accept',
      { schema: { params: IdParams, body: exact({ paymentId: Uuid }) } },
      async (request) => {
        const { userId, mine } = acting(service, request)
        const { offer, payment } = await mine.offers.accept({
          ...request.body,
          offerId: request.params.id,
          userId,
          feeBasisPoints,
          notify: true,
        })
        return { offer, payment: shownPayment(payment) }
      },
    )
    app.post('/offers/:id/decline', params, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.offers.decline({ offerId: request.params.id, userId, notify: true })
    })
    app.post('/offers/:id/cancel', params, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.offers.cancel({ offerId: request.params.id, userId, notify: true })
    })

    app.get(
      '/conversations/:id/offers',
      { schema: { params: IdParams, querystring: PagingQuery } },
      (request) => {
        const { userId, mine } = acting(service, request)
        return mine.offers.listByConversation({
          ...request.query,
          conversationId: request.params.id,
          userId,
        })
      },
    )
    app.get('/offers/to-answer', { schema: { querystring: PagingQuery } }, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.offers.listToAnswer({ ...request.query, userId })
    })
  }
