import type { Pool } from 'pg'
import { grouped } from './grouped.js'
import { canary, type Entry, type Ledger } from './ledger.js'

const writtenSql = `
select key, piece, count(*)::int as copies from (
  select key, piece from writes
  union all
  select substring(email from '^${canary}-(\\d+)@')::int, 0 from users where email like '${canary}-%'
) as rows group by key, piece`

const miscountedSql = `
select id from counters
where value is distinct from (select count(*) from counted where counted.counter = counters.id)`

interface Written {
  readonly key: number
  readonly piece: number
  readonly copies: number
}

/** Compares the tables with what callers were told. */
export async function auditWrites(direct: Pool, ledger: Ledger): Promise<void> {
  const { rows } = await direct.query<Written>(writtenSql)
  const byKey = grouped(rows, ({ key }) => key)
  for (const entry of ledger.entries) auditEntry(ledger, entry, byKey.get(entry.key) ?? [])
  const miscounted = await direct.query(miscountedSql)
  if (miscounted.rows.length > 0) {
    ledger.report('miscounted', 'count', `${miscounted.rows.length} counters differ from what was counted`)
  }
}

function auditEntry(ledger: Ledger, entry: Entry, rows: readonly Written[]): void {
  const report = (kind: string) => {
    const there =
      rows.length > 8 ? `${rows.length} pieces` : rows.map(({ piece, copies }) => `${piece}×${copies}`)
    const error = entry.error instanceof Error ? `${entry.error.name}: ${entry.error.message}` : ''
    ledger.report(
      kind,
      entry.operation,
      `key ${entry.key} was told ${entry.told} ${error}; of ${entry.pieces.length} pieces there: ${String(there)}`,
    )
  }
  if (rows.some(({ copies }) => copies > 1)) report('double')
  const wanted = new Set(entry.pieces)
  if (rows.some(({ piece }) => !wanted.has(piece))) report('undone, but there')
  const isWhole = rows.length >= wanted.size
  if (entry.told === 'ok' && !isWhole) report('told ok, but not there')
  if (entry.rule === 'whole') {
    if (rows.length > 0 && !isWhole) report('torn')
    if (entry.told === 'applied' && !isWhole) report('told applied, but not there')
    if (entry.told === 'not_run' && rows.length > 0) report('told not_run, but there')
  }
  if (entry.hooks !== null) {
    const isRight = entry.told === 'ok' ? entry.hooks === 1 : entry.hooks === 0
    // A hook may run before the deadline of its transaction passes; then it has committed.
    if (!isRight && !(entry.hooks === 1 && isWhole)) report(`hook called ${entry.hooks} times`)
  }
}

/** Compares what a listener was told with what was sent. */
export function auditNotifications(ledger: Ledger, received: readonly string[], gaps: number): void {
  const counts = new Map<string, number>()
  for (const payload of received) counts.set(payload, (counts.get(payload) ?? 0) + 1)
  for (const { key, told, operation, notifies } of ledger.entries) {
    if (!notifies) continue
    const count = counts.get(String(key)) ?? 0
    if (count > 1) ledger.report('notified twice', operation, `key ${key}, ${count} times`)
    if (count > 0 && told === 'not_run') ledger.report('notified, but told not_run', operation, `key ${key}`)
    if (count === 0 && told === 'ok' && gaps === 0) {
      ledger.report('not notified, without a gap', operation, `key ${key}`)
    }
  }
}
