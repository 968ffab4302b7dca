/** Listens on the channel `news`, says so, and closes the subscription, not the database, after one notification. */

import { createDatabase } from '../../../src/index.js'

const db = createDatabase({ url: process.env['DATABASE_URL'] })
const subscription = await db.listen('news', (payload) => {
  console.log(payload)
  void subscription.close()
})
console.log('listening')
