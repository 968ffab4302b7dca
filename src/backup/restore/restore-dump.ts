import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { judge, type CheckResult } from '../check.js'
import { runProgram, type ClientProgram } from './client-program.js'
import { UnusableDump, type DumpFile } from './dump-file.js'
import type { ScratchDatabase } from './scratch-database.js'

/** Options of a restore. */
export interface RestoreOptions extends Pick<ClientProgram, 'binDirectory' | 'signal'> {
  /** The number of tables and indexes that pg_restore makes at a time. */
  readonly jobs: number
}

/**
 * Restores a dump into an empty database, if the server has its extensions: without them nearly everything would fail, for a
 * reason that is none of the dump's.
 *
 * @throws {@link UnusableDump} if the dump cannot be read, or not on this server.
 */
export async function restoreDump(
  dump: DumpFile,
  scratch: ScratchDatabase,
  options: RestoreOptions,
): Promise<Omit<CheckResult, 'check'>> {
  const available = new Set(await scratch.availableExtensions())
  const absent = (await extensionsOf(dump, options)).filter((name) => !available.has(name))
  if (absent.length > 0) throw new UnusableDump(`the server of --scratch does not have ${absent.join(', ')}`)
  const faults = await (dump.form === 'plain' ? runSql : runArchive)(dump, scratch, options)
  // A restore has no statistics, and without them plans are not what they were.
  await scratch.run('analyze')
  return judge(faults, {
    ok: `a ${dump.form} dump, restored without an error`,
    wrong: 'parts of the dump could not be restored',
  })
}

async function runArchive(
  { path, form }: DumpFile,
  { url, name }: ScratchDatabase,
  { jobs, ...program }: RestoreOptions,
): Promise<readonly string[]> {
  const several = form === 'tar' || jobs === 1 ? [] : ['--jobs', String(jobs)]
  // Owners, rights and comments on extensions need roles that the server may lack, and rights that a role may lack.
  const without = ['--no-owner', '--no-privileges', '--no-comments']
  const args = ['--no-password', ...without, '--dbname', name, ...several, path]
  const { code, stderr } = await runProgram({ ...program, name: 'pg_restore', args, url })
  if (code === 0) return []
  const failed = failedParts(stderr)
  return failed.length === 0 ? [`pg_restore ended with ${code ?? 'a signal'}`] : failed
}

/** The entries and commands of a dump that failed. The messages themselves quote rows. */
function failedParts(stderr: string): readonly string[] {
  const found = [
    ...stderr.matchAll(/from TOC entry \d+; \d+ \d+ (.+)$/gm),
    // With several jobs there are no entries, and a command is in lines of its own.
    ...stderr.matchAll(/^Command was: (.+(?:\n {4}.+)?)/gm),
    ...stderr.matchAll(/COPY failed for (table "[^"]+")/g),
  ]
  const parts = found.map(([, part = '']) => part.replace(/\s+/g, ' ').slice(0, longestPart))
  return [...new Set(parts)]
}

/** The most that is shown of a command. */
const longestPart = 120

async function runSql(
  { path }: DumpFile,
  { url, name }: ScratchDatabase,
  { binDirectory, signal }: RestoreOptions,
): Promise<readonly string[]> {
  const quietly = ['--no-psqlrc', '--no-password', '--quiet', '--output', '/dev/null']
  const args = [...quietly, '--dbname', name, '--file', path]
  const { code, stderr } = await runProgram({ binDirectory, signal, name: 'psql', args, url })
  const lines = Array.from(
    stderr.matchAll(/:(\d+): (?:ERROR|FATAL):/g),
    ([, line = '']) => `line ${line} of the dump`,
  )
  return code === 0 || lines.length > 0 ? lines : [`psql ended with ${code ?? 'a signal'}`]
}

/** The names of the extensions that a dump makes. */
async function extensionsOf(
  dump: DumpFile,
  { jobs: _, ...program }: RestoreOptions,
): Promise<readonly string[]> {
  if (dump.form === 'plain') return extensionsOfSql(dump.path)
  const { code, stdout, stderr } = await runProgram({
    ...program,
    name: 'pg_restore',
    args: ['--list', dump.path],
  })
  // No row has been looked at yet, so its message quotes none.
  const reason = /error: (.+)/.exec(stderr)?.[1] ?? `it ended with ${code ?? 'a signal'}`
  if (code !== 0) throw new UnusableDump(`pg_restore cannot read it: ${reason}`)
  return Array.from(stdout.matchAll(/^\d+; 3079 \d+ EXTENSION - (\S+)/gm), ([, name = '']) => name)
}

async function extensionsOfSql(path: string): Promise<readonly string[]> {
  const names: string[] = []
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    // Tables come after all extensions. The rows behind them are not searched.
    if (line.startsWith('CREATE TABLE')) break
    const name = /^CREATE EXTENSION IF NOT EXISTS "?([^\s";]+)/.exec(line)?.[1]
    if (name !== undefined) names.push(name)
  }
  return names
}
