import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The server as it is seen over a network that takes its time: a delaying proxy in a process of its own. */
export class DelayedServer {
  readonly delayMs: number
  /** The database's URL through the proxy. */
  readonly url: string
  readonly #child: ChildProcess

  private constructor(delayMs: number, url: string, child: ChildProcess) {
    this.delayMs = delayMs
    this.url = url
    this.#child = child
  }

  static async open(databaseUrl: string, delayMs: number): Promise<DelayedServer> {
    const url = new URL(databaseUrl)
    const program = fileURLToPath(new URL('delay-proxy.js', import.meta.url))
    const child = fork(program, [url.hostname, url.port || '5432', String(delayMs)])
    const [port] = (await once(child, 'message')) as [number]
    url.hostname = '127.0.0.1'
    url.port = String(port)
    return new DelayedServer(delayMs, url.href, child)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  close(): void {
    this.#child.kill()
  }
}
