import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ownMain = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

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

/** Runs the command line from its source, in a process of its own, without the variables of this one. */
export function soukDb(
  args: readonly string[],
  { main = ownMain, cwd, env = {}, onStart, stdout: output, onStderr, onStdout }: RunOptions = {},
): Promise<Run> {
  const child = spawn(process.execPath, ['--import', tsx, main, ...args], {
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
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
