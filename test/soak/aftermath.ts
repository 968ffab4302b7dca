import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Database } from '../../src/database.js'
import { query } from '../setup/query.js'
import { nameOf, type Ledger } from './ledger.js'
import { applicationName } from './server-trouble.js'
import { longestCallMs, slotsOf, type SoakSettings } from './settings.js'

const ping = query<{ readonly nonce: number }, { readonly nonce: number }>('select :nonce!::int as nonce', {
  nonce: 'int4',
})

/** Waits until a question is answered with yes; false if it never is. */
export async function within(ms: number, isSo: () => Promise<boolean> | boolean): Promise<boolean> {
  const until = performance.now() + ms
  for (;;) {
    if (await isSo()) return true
    if (performance.now() > until) return false
    await sleep(50)
  }
}

/** Opens as many transactions as there are connections for: each waits for all others to be open. */
async function fillSlots(db: Database, slots: number): Promise<boolean> {
  let open = 0
  let isFull: () => void = () => undefined
  const full = new Promise<void>((resolve) => (isFull = resolve))
  const patience = setTimeout(() => isFull(), 3_000)
  await Promise.allSettled(
    Array.from({ length: slots }, () =>
      db.transaction(async (tx) => {
        await tx.one(ping, { nonce: 1 })
        if (++open === slots) isFull()
        await full
      }),
    ),
  )
  clearTimeout(patience)
  return open === slots
}

/** With the network whole again every connection serves, and nothing fails. */
export async function assertRecovered(db: Database, settings: SoakSettings, ledger: Ledger): Promise<void> {
  const slots = slotsOf(settings)
  const limitMs = longestCallMs(settings) + 10_000
  if (!(await within(limitMs, () => fillSlots(db, slots)))) {
    ledger.report('slots lost', 'aftermath', `no ${slots} transactions at once after ${limitMs} ms`)
    return
  }
  const reasons: unknown[] = []
  // One after another: the machine may be busy, and the wait for a connection is short.
  for (let nonce = 0; nonce < 30; nonce++) {
    const answer = await db.one(ping, { nonce }).catch((error: unknown) => void reasons.push(error))
    if (answer !== undefined && answer.nonce !== nonce)
      ledger.report('untrue', 'aftermath', 'a nonce differs')
  }
  const [first] = reasons
  if (first === undefined) return
  const message = first instanceof Error ? first.message : ''
  const detail = `${reasons.length} of 30 reads failed: ${nameOf(first)} ${message}`
  ledger.report('no recovery', 'aftermath', detail)
}

/** Waits until no session runs anything: what was sent before it was given up may still run. */
export async function stragglersDone(direct: Pool, ledger: Ledger): Promise<void> {
  const isQuiet = async () => {
    const { rows } = await direct.query<{ readonly state: string }>(
      `select state from pg_stat_activity where application_name = $1 and datname = current_database()
         and state <> 'idle'`,
      [applicationName],
    )
    return rows.length === 0
  }
  if (!(await within(20_000, isQuiet))) {
    ledger.report('stragglers', 'aftermath', 'sessions are still busy 20 s after the last call')
  }
}

/** No session of a database that is closed is left on the server. */
export async function assertNoSessions(direct: Pool, ledger: Ledger): Promise<void> {
  let left = 0
  const isEmpty = async () => {
    const { rows } = await direct.query<{ readonly n: number }>(
      'select count(*)::int as n from pg_stat_activity where application_name = $1 and datname = current_database()',
      [applicationName],
    )
    left = rows[0]?.n ?? 0
    return left === 0
  }
  if (!(await within(10_000, isEmpty))) ledger.report('sessions left', 'aftermath', `${left} sessions`)
}

/** The handles that keep this process alive, by kind. */
export function resources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** Nothing is left that would keep the process alive. */
export async function assertNoResources(before: ReadonlyMap<string, number>, ledger: Ledger): Promise<void> {
  let more: string[] = []
  const isClean = () => {
    more = [...resources()]
      .filter(([kind, count]) => kind !== 'Immediate' && count > (before.get(kind) ?? 0))
      .map(([kind, count]) => `${count} ${kind} (${before.get(kind) ?? 0} before)`)
    return more.length === 0
  }
  if (!(await within(5_000, isClean))) ledger.report('left open', 'aftermath', more.join(', '))
}
