import { InvalidInputError } from '../errors.js'
import type { ServiceMigrationsOptions } from '../migrate/index.js'
import type { CheckResult } from './check.js'
import { readDumpFile, UnusableDump } from './restore/dump-file.js'
import { restoreDump, type RestoreOptions } from './restore/restore-dump.js'
import { makeScratchDatabase, type ScratchDatabase } from './restore/scratch-database.js'
import { Session } from './session.js'
import { verifyDatabase, type VerifyReport } from './verify-database.js'

/** Options of {@link verifyBackup}. */
export interface VerifyBackupOptions {
  /** The dump, or the connection string of a database that was restored already. */
  readonly from: string
  /** The server on which a dump is restored, into a database that is made there and dropped at the end. */
  readonly scratch?: string | undefined
  /** Leaves that database there. */
  readonly keep: boolean
  /** The database that the backup is of. */
  readonly against?: string | undefined
  /** The moment that the backup is of. */
  readonly at: Date | null
  /** The folder of pg_restore and psql; undefined looks them up in PATH. */
  readonly binDirectory: string | undefined
  readonly jobs: number
  readonly migrations: ServiceMigrationsOptions
  readonly signal: AbortSignal
  /** Called when a step begins. */
  readonly onStep: (step: string) => void
}

/** The longest time that a statement may take on the other database, which serves others. */
const againstTimeout = '60s'

/** The report of {@link verifyBackup}. */
export interface BackupReport extends VerifyReport {
  /** The name of the database of the restore, if it was kept; else null. */
  readonly kept: string | null
}

/**
 * Verifies a backup: restores it, and checks that the database is whole, works, and is what it was.
 *
 * @throws {@link InvalidInputError} if an option is missing; `ConnectionError` if a server cannot be reached; the signal's
 * reason.
 */
export async function verifyBackup(options: VerifyBackupOptions): Promise<BackupReport> {
  return isUrl(options.from) ? await verifyServer(options.from, options) : await verifyDump(options)
}

function isUrl(from: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(from)
}

async function verifyServer(
  url: string,
  { against, at, migrations, signal, onStep }: VerifyBackupOptions,
): Promise<BackupReport> {
  const from = await Session.open(url, { signal, statementTimeout: '0' })
  try {
    const other = against === undefined ? null : await openAgainst(against, signal)
    try {
      const report = await verifyDatabase({ from, against: other, at, migrations, onCheck: onStep })
      return { isWell: report.checks.every(({ outcome }) => outcome !== 'wrong'), ...report, kept: null }
    } finally {
      await other?.close()
    }
  } finally {
    await from.close()
  }
}

function openAgainst(url: string, signal: AbortSignal): Promise<Session> {
  return Session.open(url, { signal, statementTimeout: againstTimeout })
}

async function verifyDump(options: VerifyBackupOptions & RestoreOptions): Promise<BackupReport> {
  const { from: path, scratch: server, against, keep, signal, onStep } = options
  if (server === undefined) {
    throw new InvalidInputError('scratch', 'must name the server on which the dump is to be restored')
  }
  // A comparison that cannot be made is no verification: this fails before hours of restoring.
  if (against !== undefined) await (await openAgainst(against, signal)).close()
  let scratch: ScratchDatabase | null = null
  try {
    const dump = await readDumpFile(path)
    scratch = await makeScratchDatabase(server, signal)
    onStep(`restore into ${scratch.name}`)
    const restored: CheckResult = { check: 'restore', ...(await restoreDump(dump, scratch, options)) }
    // Without the right to make it, the check that wants it says that it is not there.
    await scratch.run('create extension if not exists amcheck').catch(() => undefined)
    signal.throwIfAborted()
    const report = await verifyServer(scratch.url, options)
    return {
      ...report,
      isWell: report.isWell && restored.outcome === 'ok',
      checks: [restored, ...report.checks],
      kept: keep ? scratch.name : null,
    }
  } catch (error) {
    if (!(error instanceof UnusableDump)) throw error
    const check: CheckResult = { check: 'restore', outcome: 'wrong', summary: error.message, details: [] }
    return { isWell: false, checks: [check], tables: [], kept: null }
  } finally {
    if (!keep) await scratch?.drop()
  }
}
