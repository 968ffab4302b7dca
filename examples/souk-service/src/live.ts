import type { Database, LiveFeed, LiveItem } from '@souk/db'

/** The events that a page hears of: what concerns its user, in chats and deals. */
const types = [
  'conversation.opened',
  'conversation.read',
  'message.sent',
  'message.changed',
  'message.deleted',
  'notification.created',
  'offer.made',
  'offer.countered',
  'offer.accepted',
  'offer.declined',
  'offer.cancelled',
  'offer.expired',
  'payment.opened',
  'payment.completed',
  'payment.failed',
  'payment.refunded',
  'payment.cancelled',
  'verification.approved',
  'verification.rejected',
] as const

export interface LiveInput {
  readonly userId: string
  /** The position of the last event that the page has: it goes on behind it, on whichever instance. Null: from now on. */
  readonly after: number | null
  readonly signal: AbortSignal
}

type Feed = LiveFeed<(typeof types)[number], true>

/**
 * Opens the stream of what concerns a user, who is shown as present while it is open. Each instance reads the log of events, so it
 * does not matter on which of them something happened, nor that the one before was killed.
 */
export function openFeed(db: Database, { userId, after, signal }: LiveInput): Feed {
  return db.live({ userId, after, types, signal, hints: true, presence: true })
}

/** Yields what a page is told of a stream, with the message itself where one was sent. */
export async function* eventsOf(db: Database, userId: string, feed: Feed) {
  // A page must know from where to go on before its first event.
  await feed.ready
  yield { type: 'ready' as const, position: feed.position }
  for await (const item of feed) yield await withMessage(db, userId, item)
}

/** Events hold ids. The words are read when they are sent, so that nobody gets what was hidden or erased meanwhile. */
async function withMessage(db: Database, userId: string, item: LiveItem<(typeof types)[number], true>) {
  if (item.type !== 'message.sent') return item
  const { messageId } = item.payload
  return { ...item, message: await db.as({ userId }).messages.find({ messageId, userId }) }
}
