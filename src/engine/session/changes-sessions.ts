import type { Client, ClientBase } from 'pg'
import { clearTimeout, setTimeout, sleep } from '../timers.js'

const identify = `
select pg_catalog.pg_backend_pid() as pid, pg_catalog.version() like '%PGlite%' as embedded`

interface Identity {
  readonly pid: number
  /** The embedded database serves every connection by one session. */
  readonly embedded: boolean
}

/**
 * The number of tests, after a random pause each: others that test at the same time may hide the pooler's behaviour.
 */
const rounds = 10
const longestPauseMs = 8

/** In session mode a pooler without a free session makes the second connection wait. */
const answerWithinMs = 3_000

/** Reports whether a client goes through a pooler, which reports another process id than the server's. */
export async function isBehindPooler(client: ClientBase): Promise<boolean> {
  const { pid, embedded } = await identityOf(client)
  return !embedded && Reflect.get(client, 'processID') !== pid
}

/**
 * Reports whether the pooler of a client changes sessions between transactions.
 *
 * A second connection shows it: the second one gets the session that the first has just used, and while it holds that
 * one in a transaction, the first gets another.
 *
 * @param second - a second connection of the same kind.
 */
export async function changesSessions(client: ClientBase, second: Client): Promise<boolean> {
  const first = new Set([(await identityOf(client)).pid])
  const others = new Set<number>()
  for (let round = 0; round < rounds; round++) {
    const held = await inTime(second.query('begin').then(() => identityOf(second)))
    if (held === null) return false
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
    if (first.size > 1 || others.size > 1 || first.has(held.pid)) return true
    await pause()
  }
  return false
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

async function identityOf(client: ClientBase): Promise<Identity> {
  const { rows } = await client.query<Identity>(identify)
  return rows[0] ?? { pid: 0, embedded: false }
}
