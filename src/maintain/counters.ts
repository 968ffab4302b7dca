import * as conversations from '../../generated/conversations.queries.js'
import type { Counter } from './counter.js'

/** The counters. */
export const counters = [
  {
    name: 'conversations.unread',
    check: (db, slice, call) => db.one(conversations.findMiscountedConversations, slice, call),
    lock: (tx, ids) => tx.many(conversations.lockConversations, { ids }),
    repair: (tx, ids) => tx.many(conversations.recountConversations, { ids }),
  },
] as const satisfies readonly Counter[]

/** The name of a counter. */
export type CounterName = (typeof counters)[number]['name']
