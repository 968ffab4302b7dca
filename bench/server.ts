import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryFolder } from './folders.js'

/** A server to measure on. */
export interface Server {
  readonly url: string
  /** Of the postmaster, if it is ours. */
  readonly pid: number | null
  /** How to run a program that came with it, if it is ours. */
  program(name: string): readonly string[] | null
  /** The root folder of the system it lies in. */
  readonly root: string
  stop(): void
}

const settings = [
  'shared_buffers=1GB',
  'max_connections=400',
  'max_wal_size=16GB',
  'checkpoint_timeout=1h',
  // Tables that were written to are vacuumed between measurements, never during one.
  'autovacuum=off',
]

/** Uses the server at a URL. */
export function givenServer(url: string): Server {
  return { url, pid: null, root: '/', program: () => null, stop: () => undefined }
}

/**
 * Starts a server of its own, PostgreSQL 17, or else 15.
 *
 * @throws if this machine can have neither.
 */
export function startServer(): Server {
  const reasons: string[] = []
  for (const version of ['17', '15']) {
    try {
      return start(version)
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error))
    }
  }
  throw new Error(`no server could be started; give one with --url\n${reasons.join('\n')}`)
}

function start(version: string): Server {
  const root = script('install.sh', version).trim()
  const started = script('start.sh', version, ...settings)
  const url = /^url=(.+)$/m.exec(started)?.[1]
  const pidFile = /^pid_file=(.+)$/m.exec(started)?.[1]
  if (url === undefined || pidFile === undefined) throw new Error('start.sh did not tell where its server is')
  const bin = `/usr/lib/postgresql/${version}/bin`
  return {
    url,
    pid: Number(readFileSync(pidFile, 'utf8').split('\n')[0]),
    root,
    program: (name) => (root === '/' ? [`${bin}/${name}`] : ['chroot', root, `${bin}/${name}`]),
    stop: () => void script('stop.sh', pidFile),
  }
}

function script(name: string, ...args: readonly string[]): string {
  return execFileSync(join(repositoryFolder, 'scripts/servers', name), args, {
    encoding: 'utf8',
    // If this process ends without stopping it, the next start does.
    env: { ...process.env, SOUK_SERVER_OWNER: String(process.pid) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
