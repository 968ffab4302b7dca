import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, copyFile, open, readFile, rm, writeFile } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SetupError } from '../errors.js'
import { withAdmin } from './admin-connection.js'
import { makeClusterFolder } from './cluster-folder.js'
import { freePort } from './free-port.js'
import { unprivilegedUser, type SystemUser } from './unprivileged-user.js'
import { sleep } from '../engine/timers.js'

/** Settings for speed. No cluster outlives the run, so nothing needs to survive a power cut. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
  jit: 'off',
}

/** The program that waits for the end of the runner, which closes its pipe, and then removes the cluster. */
const watchdog = `
  cat >/dev/null
  if [ -f "$1/data/postmaster.pid" ]; then
    pid=$(head -n 1 "$1/data/postmaster.pid")
    kill -QUIT "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  fi
  rm -rf "$1"
`

const startDeadlineMs = 60_000

interface Cluster {
  readonly folder: string
  readonly password: string
  readonly binDirectory: string
  readonly user: SystemUser | null
}

interface Server {
  readonly url: string
  readonly process: ChildProcess
}

/** Creates a cluster in a temporary folder and starts its server on a free port of loopback. */
export async function startLocalCluster(
  binDirectory: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const user = await unprivilegedUser()
  const folder = await makeClusterFolder(user)
  const guard = spawn('sh', ['-c', watchdog, 'sh', folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  const release = () => guard.stdin.end()
  // The pipe closes with this process, and must not keep it alive.
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  try {
    const cluster = { folder, binDirectory, user, password: randomBytes(12).toString('hex') }
    await initialise(cluster)
    const server = await startServer(cluster)
    const reportEnd = () =>
      void keepLog(folder).then((kept) => console.error(`PostgreSQL ended early${kept}`))
    server.process.once('exit', reportEnd)
    return {
      url: server.url,
      async stop() {
        server.process.off('exit', reportEnd)
        await stopServer(server.process)
        await rm(folder, { recursive: true, force: true })
        release()
      },
    }
  } catch (error) {
    const kept = await keepLog(folder)
    release()
    throw new SetupError(`a PostgreSQL for tests could not be started${kept}`, { cause: error })
  }
}

async function initialise({ folder, binDirectory, user, password }: Cluster): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user !== null) await chown(passwordFile, user.uid, user.gid)
  await promisify(execFile)(
    join(binDirectory, 'initdb'),
    [
      ...['--pgdata', join(folder, 'data'), '--username', 'souk', '--auth', 'scram-sha-256'],
      ...['--pwfile', passwordFile, '--encoding', 'UTF8', '--no-sync'],
      ...['--locale', process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'],
    ],
    spawnOptions(folder, user),
  )
}

async function startServer(cluster: Cluster): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const child = await spawnServer(cluster, port)
    const url = `postgres://souk:${cluster.password}@127.0.0.1:${port}/postgres`
    if (await answers(child, url)) return { url, process: child }
    // Another program may have taken the port between our check and the server's start.
    const log = await readFile(join(cluster.folder, 'log'), 'utf8')
    if (attempt === 3 || !log.includes('could not bind')) throw new Error(log.trim().split('\n').at(-1))
  }
}

async function spawnServer({ folder, binDirectory, user }: Cluster, port: number): Promise<ChildProcess> {
  const log = await open(join(folder, 'log'), 'a')
  const flags = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(binDirectory, 'postgres'), ['-D', join(folder, 'data'), ...flags], {
    ...spawnOptions(folder, user),
    // It has a session of its own: Ctrl-C is for the runner, which then lets its tests end.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.unref()
  await log.close()
  return child
}

function spawnOptions(folder: string, user: SystemUser | null) {
  return { ...user, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } }
}

async function answers(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + startDeadlineMs
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    try {
      await withAdmin(url, (client) => client.query('select'))
      return true
    } catch {
      await sleep(50)
    }
  }
  await stopServer(child)
  return false
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGQUIT')
  await exited
}

async function keepLog(folder: string): Promise<string> {
  const kept = `${folder}.log`
  return await copyFile(join(folder, 'log'), kept).then(
    () => `; its log is kept in ${kept}`,
    () => '',
  )
}
