/** Types of events and of those who handle them, proven by `npm run typecheck`. */

import { expectTypeOf } from 'vitest'
import type { Database } from '../../src/database.js'
import type { SoukEvent } from '../../src/events/event.js'

declare const db: Database
declare function takeSent(event: SoukEvent<'message.sent'>): void

void db.events.consume('all', (event) => void expectTypeOf(event).toEqualTypeOf<SoukEvent>())
void db.events.consume('sent', takeSent, { types: ['message.sent'] })
void db.events.consume(
  'some',
  (event, { tx }) => {
    expectTypeOf(event.type).toEqualTypeOf<'message.sent' | 'message.changed'>()
    return tx.events.publish([])
  },
  { types: ['message.sent', 'message.changed'], inTransaction: true },
)

// @ts-expect-error -- without types it gets every event
void db.events.consume('sent', takeSent)
// @ts-expect-error -- so does it in a transaction
void db.events.consume('sent', takeSent, { inTransaction: true })
// @ts-expect-error -- it gets an event that it does not take
void db.events.consume('sent', takeSent, { types: ['message.sent', 'message.changed'] })
