import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { programEnvironment } from '../../engine/connect/libpq/program-environment.js'
import { LibpqSettings } from '../../engine/connect/libpq/settings.js'
import { SetupError } from '../../errors.js'

/** A program of PostgreSQL's, such as pg_restore, and how it is run. */
export interface ClientProgram {
  readonly name: 'pg_restore' | 'psql'
  /** The folder that it is in; undefined looks it up in PATH. */
  readonly binDirectory: string | undefined
  readonly args: readonly string[]
  /** The database that it connects to; undefined if it reads a file alone. */
  readonly url?: string
  readonly signal: AbortSignal
}

/** The end of a program. */
export interface ProgramResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The most that is kept of what a program writes. */
const keptCharacters = 4 * 1024 * 1024

/**
 * Runs a program to its end. The login goes by its environment, since others may read a command line.
 *
 * @throws {@link SetupError} if there is no such program; the signal's reason, once the program has ended.
 */
export async function runProgram({
  name,
  binDirectory,
  args,
  url,
  signal,
}: ClientProgram): Promise<ProgramResult> {
  signal.throwIfAborted()
  const path = binDirectory === undefined ? name : join(binDirectory, name)
  // Its own messages are looked at, and are to be in English.
  const { PGSERVICE: _, ...own } = process.env
  // A service is among the settings.
  const env = url === undefined ? process.env : { ...own, ...programEnvironment(new LibpqSettings(url)) }
  const child = spawn(path, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, LC_MESSAGES: 'C' },
  })
  const stop = () => void child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout.length < keptCharacters) stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < keptCharacters) stderr += text
  })
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', () => reject(missing(name, binDirectory)))
      child.on('close', resolve)
    })
    signal.throwIfAborted()
    return { code, stdout, stderr }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function missing(name: string, binDirectory: string | undefined): SetupError {
  const where = binDirectory === undefined ? 'in PATH' : 'in the folder of --pg-bin'
  return new SetupError(
    `there is no ${name} ${where}: install the client programs of PostgreSQL, or name their folder with --pg-bin`,
  )
}
