import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A server that runs are made on. */
export interface SoakServer extends AsyncDisposable {
  /** Of a user who may create databases and end sessions. */
  readonly url: string
  /** Null on a server that is not ours to restart. */
  readonly restart: ((mode: 'fast' | 'immediate') => Promise<void>) | null
}

function script(name: string): string {
  return fileURLToPath(new URL(`../../scripts/servers/${name}`, import.meta.url))
}

/** Starts a server of PostgreSQL 17 for this process alone. */
export async function startSoakServer(): Promise<SoakServer> {
  // What was told to be there has to outlive a restart that gives no time.
  const settings = ['synchronous_commit=on', 'max_connections=200']
  const { stdout } = await run(script('start.sh'), ['17', ...settings], {
    env: { ...process.env, SOUK_SERVER_OWNER: String(process.pid) },
  })
  const { url, pid_file: pidFile } = Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s)),
  ) as Partial<Record<string, string>>
  if (url === undefined || pidFile === undefined) throw new Error('start.sh has printed no url')
  return {
    url,
    async restart(mode) {
      await run(script('restart.sh'), [pidFile, mode])
    },
    async [Symbol.asyncDispose]() {
      await run(script('stop.sh'), [pidFile])
    },
  }
}
