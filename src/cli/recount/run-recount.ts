import { createDatabase } from '../../database.js'
import type { CounterName } from '../../maintain/counters.js'
import type { CounterReport } from '../../maintain/recount.js'
import { assertSchema } from '../../migrate/index.js'
import { databaseUrl } from '../database-url.js'
import { interruptible } from '../interrupt.js'
import { startProgress } from '../start-progress.js'
import { drawTable, widthOf } from '../table.js'

/** The options of `souk-db recount`. */
export interface RecountFlags {
  readonly url?: string
  readonly counter?: readonly CounterName[]
  readonly format: 'table' | 'json'
}

/** Compares the counters with what they count, and prints what it repaired. */
export async function runRecount({ url, counter, format }: RecountFlags): Promise<void> {
  const target = databaseUrl(url)
  await interruptible(() => assertSchema({ url: target }, { allowNewer: true }))
  const db = createDatabase({ url: target, applicationName: 'souk-db recount', maxConnections: 2 })
  try {
    using progress = startProgress({ label: 'Counting again' })
    const reports = await interruptible((signal) =>
      db.recount({
        ...(counter !== undefined && { counters: counter }),
        signal,
        onProgress: (report) => progress.step(`${report.counter}: ${report.checked.toLocaleString('en')}`),
      }),
    )
    const repaired = reports.reduce((sum, { drifted }) => sum + drifted, 0)
    progress.finish(repaired === 0 ? 'All counts are right' : `Repaired ${repaired.toLocaleString('en')}`)
    process.stdout.write(format === 'json' ? `${JSON.stringify(reports, null, 2)}\n` : table(reports))
  } finally {
    await db.close()
  }
}

function table(reports: readonly CounterReport[]): string {
  const columns = [
    { head: 'Counter' },
    { head: 'Compared', align: 'right' },
    { head: 'Repaired', align: 'right' },
  ] as const
  const rows = reports.map(({ counter, checked, drifted }) => [counter, checked, drifted])
  return `${drawTable({ columns, rows }, widthOf(process.stdout))}\n`
}
