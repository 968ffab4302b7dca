import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isBuildStale } from '../../scripts/build/build-record.js'

const root = join(import.meta.dirname, '../..')
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** The command line of this repository: as it was built, if that is what its source makes now, for it starts in a tenth of the time. */
const ownCommand = isBuildStale(root).then((isStale) =>
  isStale ? ['--import', tsx, join(root, 'src/cli/main.ts')] : [join(root, 'dist/cli/main.js')],
)

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Onlooker = (text: string, kill: (signal: 'SIGINT' | 'SIGTERM') => void) => void

export interface RunOptions {
  /** The command line's first module. @defaultValue that of this repository */
  readonly main?: string
  /** The folder to run in. @defaultValue this process's own */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Is given the means to stop the process, and its standard output. */
  readonly onStart?: (kill: (signal: 'SIGINT' | 'SIGTERM') => void, stdout: Readable | null) => void
  /** The place of its standard output. @defaultValue the result */
  readonly stdout?: number
  /** Sees what has been written to standard error so far, each time there is more; may send a signal. */
  readonly onStderr?: Onlooker
  /** The same for standard output. */
  readonly onStdout?: Onlooker
}

/** Runs the command line in a process of its own, without the variables of this one. */
export async function soukDb(
  args: readonly string[],
  { main, cwd, env = {}, onStart, stdout: output, onStderr, onStdout }: RunOptions = {},
): Promise<Run> {
  const command = main === undefined ? await ownCommand : ['--import', tsx, main]
  const child = spawn(process.execPath, [...command, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', output ?? 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  onStart?.((signal) => child.kill(signal), child.stdout)
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    onStdout?.(stdout, (signal) => child.kill(signal))
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    onStderr?.(stderr, (signal) => child.kill(signal))
  })
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
