import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A way to use the package that needs programs from the registry. */
export interface RemoteCase {
  readonly name: string
  /** Its report. @defaultValue that of every service */
  readonly expected?: object
  /** Installs and prepares it in an empty folder, and returns the command that runs the service. */
  prepare(folder: string, tarball: string): Promise<readonly string[]>
}

/** Installs packages into a folder, the tarball first. */
export async function installFrom(folder: string, ...packages: readonly string[]): Promise<void> {
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd: folder })
}

/** Runs a program of a package from the registry. Npx keeps it for the next time. */
export async function npx(folder: string, program: string, ...args: readonly string[]): Promise<void> {
  const from = ['--yes', '--prefer-offline', '--package', program]
  const env = { ...process.env, YARN_ENABLE_TELEMETRY: '0', NEXT_TELEMETRY_DISABLED: '1', CI: '1' }
  await run('npx', [...from, '--', ...args], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })
}

export async function manifest(folder: string, more: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'a-service', private: true, ...more }))
}
