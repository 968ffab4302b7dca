import { newId, type Database } from '../../../src/index.js'
import { makeAdmin } from '../market/make-admin.js'
import { factories } from '../../../src/testing/index.js'

/** Makes values for the names that the blocks of the pages use without declaring them: a deal that has begun, and its people. */
export async function pageNames(db: Database, seed: number): Promise<Readonly<Record<string, unknown>>> {
  const { create } = factories(db, { seed: 1_000 + seed })
  const [seller, buyer, other, admin] = [
    await create.user({ role: 'seller' }),
    await create.user(),
    await create.user(),
    await makeAdmin(db),
  ]
  const product = await create.product({ sellerId: seller.id })
  const offer = await create.offer({ productId: product.id, buyerId: other.id })
  const conversation = await db.conversations.open({
    buyerId: buyer.id,
    sellerId: seller.id,
    productId: product.id,
  })
  const message = await db.messages.send({
    conversationId: conversation.id,
    senderId: buyer.id,
    content: 'Is it there?',
  })
  const { session, refreshToken } = await db.sessions.start({ userId: buyer.id })
  const { token } = await db.tokens.issue({ purpose: 'password_reset', userId: buyer.id })
  const intent = { id: `pi_of_${product.id}`, amount_received: 25_000, currency: 'aed' }
  const event = { id: `evt_${product.id}`, type: 'other', created: 1_700_000_000, data: { object: intent } }
  return {
    ...{ db, user: buyer, buyer, seller, admin, product, offer, conversation, token, refreshToken, intent },
    ...{ userId: buyer.id, adminId: admin.id, buyerId: buyer.id, sellerId: seller.id, senderId: buyer.id },
    ...{ productId: product.id, offerId: offer.id, conversationId: conversation.id, messageId: message.id },
    id: session.id,
    session: { userId: seller.id },
    body: { title: 'Court shoes' },
    page: await db.products.feed({ limit: 10 }),
    ...{ title: 'Court shoes', content: 'Hello', priceMinor: 100, category: 'sneakers', condition: 'good' },
    newHash: '$argon2id$of-tests',
    lastSeen: new Date(),
    event,
    rawBody: new TextEncoder().encode(JSON.stringify(event)),
    askForAnother: () => buyer,
    request: {
      ...{ key: newId(), buyerId: buyer.id, productId: product.id },
      ...{ conversationId: conversation.id, amountMinor: 20_000 },
    },
    ...{ push: nothing, pushAllSince: nothing, warn: nothing, signFor: nothing, applyStripe: nothing },
  }
}

function nothing(): Promise<void> {
  return Promise.resolve()
}
