// Two people talk about a product: an inbox, unread counts, and messages that are sent again without coming twice.
import { createDatabase, newId } from '@souk/db'

const db = createDatabase({ url: process.env['DATABASE_URL'] })
await db.migrate()

const seller = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000021',
  email: 'omar@example.com',
  username: 'omar',
  role: 'seller',
})
const buyer = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000022',
  email: 'noor@example.com',
  username: 'noor',
})
const product = await db.products.create({
  id: newId(),
  sellerId: seller.id,
  title: 'Folding bicycle',
  priceMinor: 60_000,
  category: 'other',
  condition: 'good',
})

const conversation = await db.conversations.open({
  buyerId: buyer.id,
  sellerId: seller.id,
  productId: product.id,
})
const conversationId = conversation.id

// The app chose the id when the button was pressed, so a second attempt after a lost answer sends no second message.
const message = { id: newId(), conversationId, senderId: buyer.id, content: 'هل ما زالت متوفرة؟' }
await db.messages.send(message)
await db.messages.send(message)

const inbox = await db.conversations.inbox({ userId: seller.id, limit: 1 })
console.log('unread:', inbox.items[0]?.unreadCount)

await db.messages.send({
  conversationId,
  senderId: seller.id,
  content: 'Yes. Would you like to see it today?',
})
const { items } = await db.messages.list({ conversationId, userId: buyer.id })
for (const { senderId, content } of items) {
  console.log(senderId === buyer.id ? buyer.username : seller.username, content)
}
await db.conversations.markRead({ conversationId, userId: seller.id })
console.log('unread:', await db.conversations.countUnread(seller.id))
await db.close()
