import { Readable } from 'node:stream'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { acting, actor } from '../auth/identity.js'
import { Place, exact, partial } from '../schemas.js'
import type { Service } from '../service.js'
import { confirmPassword, strict } from './auth.js'

const Patch = partial({
  username: Type.String({ maxLength: 40 }),
  fullName: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
  bio: Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()]),
  neighborhood: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
  location: Type.Union([Place, Type.Null()]),
})

const Contact = exact({
  password: Type.String({ maxLength: 200 }),
  email: Type.Optional(Type.String({ maxLength: 320 })),
  phone: Type.Optional(Type.Union([Type.String({ maxLength: 20 }), Type.Null()])),
})

/** A user's own account: what is known of them, as a file too, and its end. */
export const account =
  (service: Service): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { accounts } = service
    app.get('/me', (request) => {
      const { userId, mine } = acting(service, request)
      return mine.users.getAccount(userId)
    })

    app.patch('/me', { schema: { body: Patch } }, (request) => {
      const { userId, mine } = acting(service, request)
      return mine.users.update({ userId, patch: request.body })
    })

    // Whoever has these can take the account over, so a token that was stolen is not enough.
    app.put('/me/contact', { config: strict, schema: { body: Contact } }, async (request) => {
      const { userId, mine } = acting(service, request)
      const { password, ...patch } = request.body
      await confirmPassword(service, userId, password)
      return mine.users.update({ userId, patch })
    })

    app.get('/me/export', { config: strict }, (request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="my-data.json"')
        .header('cache-control', 'no-store')
        .send(Readable.from(accounts.users.exportPersonalData(actor(request).userId))),
    )

    // Sessions end with the account; access tokens that are out there find a closed account.
    const deletion = {
      config: strict,
      schema: { body: exact({ password: Type.String({ maxLength: 200 }) }) },
    }
    app.delete('/me', deletion, async (request) => {
      const { userId } = actor(request)
      await confirmPassword(service, userId, request.body.password)
      const { receiptId, erasedAt } = await accounts.users.erase({ userId })
      return { receiptId, erasedAt }
    })
  }
