import type { Client, ClientBase } from 'pg'
import { clearTimeout, setTimeout, sleep } from '../engine/timers.js'
import { SetupError } from '../errors.js'
import { closeClient } from './connect.js'

const identify = `
select pg_catalog.pg_backend_pid() as pid, pg_catalog.version() like '%PGlite%' as embedded`

interface Identity {
  readonly pid: number
  /** The embedded database serves every connection by one session, and is migrated without the lock's help. */
  readonly embedded: boolean
}

/**
 * The number of tests, after a random pause each: others that test at the same time may hide the pooler's behaviour.
 */
const rounds = 10
const longestPauseMs = 8

/** In session mode a pooler without a free session makes the second connection wait. */
const answerWithinMs = 3_000

/**
 * Refuses a connection that changes its session between transactions: the lock would be taken in one session, the files
 * applied in another, and the lock never released.
 *
 * A pooler reveals itself by reporting another process id than the server's. A second connection shows whether it
 * changes sessions between transactions: the second one gets the session that the first has just used, and while it
 * holds that one in a transaction, the first gets another.
 *
 * @param connectAnother - opens a second connection of the same kind.
 * @throws {@link SetupError} if it does, or if there is a pooler and a second connection cannot be opened.
 */
export async function refuseTransactionPooler(
  client: ClientBase,
  connectAnother: () => Promise<Client>,
): Promise<void> {
  const own = await identityOf(client)
  if (own.embedded || Reflect.get(client, 'processID') === own.pid) return
  const second = await connectAnother().catch(() => null)
  if (second === null) {
    throw new SetupError(
      'the connection goes through a pooler, and no second one could be made to find out whether it keeps a session: ' +
        'connect to the server itself, or give migrate a url',
    )
  }
  const first = new Set([own.pid])
  const others = new Set<number>()
  try {
    for (let round = 0; round < rounds; round++) {
      const held = await inTime(second.query('begin').then(() => identityOf(second)))
      if (held === null) return
      others.add(held.pid)
      // With its session gone to the second, the first might have to wait for it.
      if (!first.has(held.pid)) {
        first.add((await identityOf(client)).pid)
        await pause()
        first.add((await identityOf(client)).pid)
      }
      await second.query('rollback')
      // The session that was given back last is the next to be lent.
      first.add((await identityOf(client)).pid)
      if (first.size > 1 || others.size > 1 || first.has(held.pid)) throw transactionPoolerError()
      await pause()
    }
  } finally {
    await closeClient(second)
  }
}

function pause(): Promise<void> {
  return sleep(Math.random() * longestPauseMs)
}

async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), answerWithinMs)))
  try {
    return await Promise.race([answer.catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The error for a connection that gets another session of the server for each transaction. */
export function transactionPoolerError(): SetupError {
  return new SetupError(
    'the connection goes through a pooler that hands out sessions per transaction, and migrating needs one session: ' +
      'connect to the server itself, or to the pooler in session mode (PgBouncer: pool_mode = session)',
  )
}

async function identityOf(client: ClientBase): Promise<Identity> {
  const { rows } = await client.query<Identity>(identify)
  return rows[0] ?? { pid: 0, embedded: false }
}
