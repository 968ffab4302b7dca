import Table from 'cli-table3'
import { Command, Option } from 'commander'
import { createDatabase } from '../database.js'
import { counters, type CounterName } from '../maintain/counters.js'
import type { CounterReport } from '../maintain/recount.js'
import { databaseUrl } from './database-url.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './start-progress.js'

interface RecountFlags {
  readonly url?: string
  readonly counter?: readonly CounterName[]
  readonly format: 'table' | 'json'
}

/** `souk-db recount`: compares the counters with what they count, and repairs them. */
export function recountCommand(): Command {
  return new Command('recount')
    .description('compare the counters with what they count, and repair what is wrong')
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .addOption(
      new Option('--counter <names...>', 'these counters alone').choices(counters.map(({ name }) => name)),
    )
    .addOption(
      new Option('--format <format>', 'the output format').choices(['table', 'json']).default('table'),
    )
    .action(run)
}

async function run({ url, counter, format }: RecountFlags): Promise<void> {
  const db = createDatabase({ url: databaseUrl(url), applicationName: 'souk-db recount', maxConnections: 2 })
  try {
    using progress = startProgress({ label: 'Counting again' })
    const reports = await interruptible((signal) =>
      db.recount({
        ...(counter !== undefined && { counters: counter }),
        signal,
        onProgress: (report) => progress.step(`${report.counter}: ${report.checked.toLocaleString('en')}`),
      }),
    )
    const repaired = reports.reduce((sum, report) => sum + report.repaired, 0)
    progress.finish(repaired === 0 ? 'All counts are right' : `Repaired ${repaired.toLocaleString('en')}`)
    process.stdout.write(format === 'json' ? `${JSON.stringify(reports, null, 2)}\n` : table(reports))
  } finally {
    await db.close()
  }
}

function table(reports: readonly CounterReport[]): string {
  const lines = new Table({
    head: ['Counter', 'Compared', 'Repaired'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  })
  for (const { counter, checked, repaired } of reports) lines.push([counter, checked, repaired])
  return `${lines.toString()}\n`
}
