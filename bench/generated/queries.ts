/** Every query. Made by souk-db generate; never edit. */

import type { PreparedQuery } from '@souk/db'
import {
  insertMessage,
  setLastMessage,
  countUnread,
  findConversation,
  sendMessage,
} from './messages.queries.js'
import {
  nap,
} from './naps.queries.js'
import {
  streamProducts,
} from './products.queries.js'

/** Every query of the folder, by name: `createDatabase({ queries })` lists them in `db.queries`. */
export const queries: readonly PreparedQuery<unknown, unknown>[] = [
  countUnread,
  findConversation,
  insertMessage,
  nap,
  sendMessage,
  setLastMessage,
  streamProducts,
]
