import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** None of them outlives this program. */
const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** An instance of the service in a process of its own, on a port that stays the same when it is started anew. */
export class InstanceProcess {
  readonly url: string
  readonly #port: number
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | null = null

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.#port = port
    this.#env = env
    this.url = `http://127.0.0.1:${port}`
  }

  static async start(env: Readonly<Record<string, string>>): Promise<InstanceProcess> {
    const instance = new InstanceProcess(await freePort(), env)
    await instance.start()
    return instance
  }

  /** Starts it, and waits until it says that it is ready. */
  async start(): Promise<void> {
    const main = join(import.meta.dirname, '../src/main.ts')
    this.#child = spawn(process.execPath, ['--import', 'tsx', main], {
      env: { PATH: process.env['PATH'] ?? '', ...this.#env, PORT: String(this.#port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    children.add(this.#child)
    for (;;) {
      if (this.#child.exitCode !== null) throw new Error('an instance has ended as it started')
      const isReady = await fetch(`${this.url}/health/ready`)
        .then(({ ok }) => ok)
        .catch(() => false)
      if (isReady) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Ends it with a signal, and waits until it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child
    if (child === null || child.exitCode !== null) return child?.exitCode ?? null
    child.kill(signal)
    await once(child, 'exit')
    return child.exitCode
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
