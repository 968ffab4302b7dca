import { verifyBackup, type BackupReport } from '../../backup/verify-backup.js'
import { exitCodes } from '../exit-codes.js'
import { interruptible } from '../interrupt.js'
import { namedMigrations, type MigrationsFlags } from '../migrations-options.js'
import { paint } from '../paint.js'
import { startProgress } from '../start-progress.js'

/** The options of `souk-db backup verify`. */
export interface VerifyFlags extends MigrationsFlags {
  readonly from: string
  readonly scratch?: string
  readonly keep?: boolean
  readonly against?: string
  readonly at?: Date
  readonly pgBin?: string
  readonly jobs: number
  readonly format: 'text' | 'json'
}

/** Verifies a backup, and prints the result of each check. */
export async function runVerify({ at, pgBin, format, keep = false, ...flags }: VerifyFlags): Promise<void> {
  const migrations = await namedMigrations(flags)
  using progress = startProgress({ label: 'Verifying' })
  const report = await interruptible(
    (signal) =>
      verifyBackup({
        ...flags,
        ...{ keep, migrations, signal },
        at: at ?? null,
        binDirectory: pgBin,
        onStep: (step) => progress.step(step),
      }),
    { cleansUp: true },
  )
  const wrong = report.checks.filter(({ outcome }) => outcome === 'wrong').length
  progress.finish(
    report.isWell
      ? 'Nothing is wrong'
      : `${wrong} ${wrong === 1 ? 'check has' : 'checks have'} found something wrong`,
  )
  process.stdout.write(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : textOf(report))
  if (!report.isWell) process.exitCode = exitCodes.failed
}

const colours = { ok: 'green', wrong: 'red', skipped: 'yellow' } as const

function textOf({ checks, kept }: BackupReport): string {
  const lines = checks.flatMap(({ check, outcome, summary, details }) => [
    `${paint(colours[outcome], outcome.padEnd(8), process.stdout)}${check.padEnd(12)} ${summary}`,
    ...details.map((detail) => `${' '.repeat(21)}${detail}`),
  ])
  return `${[...lines, ...(kept === null ? [] : [`The restored database is ${kept}.`])].join('\n')}\n`
}
