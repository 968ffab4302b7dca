/**
 * A worker of two consumers that ends itself by SIGKILL at a step: `killed-worker.ts <url> <step>`.
 *
 * The step is the name of a statement and `start` or `end`, such as `advanceEventShard:start`, or `handler`.
 */
import { subscribe } from 'node:diagnostics_channel'
import { createDatabase } from '../../../src/database.js'
import type { StatementEvent } from '../../../src/engine/telemetry/telemetry.js'
import type { Counted } from '../../setup/events/counted.js'
import { query } from '../../setup/query.js'

const [url, step = ''] = process.argv.slice(2)
const db = createDatabase({ ...(url !== undefined && { url }) })

interface Effect {
  readonly consumer: string
  readonly position: number
  readonly n: number
}

const write = query<Effect, never>(
  'insert into effects (consumer, position, n) values (:consumer!, :position!, :n!)',
  { consumer: 'text', position: 'int8', n: 'int4' },
)

let isReady = false
let handled = 0

function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

const [name, moment] = step.split(':')
subscribe(`tracing:souk-db:statement:${moment === 'start' ? 'start' : 'asyncEnd'}`, (event) => {
  if (isReady && handled > 0 && (event as StatementEvent).query === name) end()
})

const options = { types: ['test.counted'], pollMs: 5, batch: 10, leaseMs: 2_000, concurrency: 4 } as const
const onHandled = () => {
  if (++handled === 25 && step === 'handler') end()
}
await db.events.consume(
  'outside',
  async ({ position, payload }: Counted) => {
    await db.execute(write, { consumer: 'outside', position, n: payload.n })
    onHandled()
  },
  options,
)
await db.events.consume(
  'inside',
  async ({ position, payload }: Counted, { tx }) => {
    await tx.execute(write, { consumer: 'inside', position, n: payload.n })
    onHandled()
  },
  { ...options, inTransaction: true },
)
isReady = true
