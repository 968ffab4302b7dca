import { spawn, type ChildProcess } from 'node:child_process'
import { dirname } from 'node:path'
import { cacheDirectory } from '../../../src/embedded/cache-directory.js'

/** Runs commands as a reader types them into a terminal, in a folder of their own. */
export class GuideShell {
  readonly #folder: string
  readonly #cache: string
  #running: ChildProcess | null = null
  #ended: Promise<number | null> = Promise.resolve(null)
  #wake: () => void = () => undefined
  /** All that the last commands have printed. */
  output = ''

  static async open(folder: string): Promise<GuideShell> {
    // What is made the first time on a machine is kept where this run keeps it.
    return new GuideShell(folder, await cacheDirectory())
  }

  private constructor(folder: string, cache: string) {
    this.#folder = folder
    this.#cache = cache
  }

  /** Runs a command to its end, and gives its exit code. */
  run(command: string): Promise<number | null> {
    this.start(command)
    return this.#ended
  }

  /** Starts a command that runs until it is stopped. */
  start(command: string): void {
    const child = spawn('sh', ['-c', command], {
      cwd: this.#folder,
      env: {
        PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
        HOME: this.#folder,
        SOUK_CACHE_DIR: this.#cache,
        // Nothing is fetched: what is not there is a mistake of the guide.
        npm_config_offline: 'true',
        npm_config_update_notifier: 'false',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
        this.#wake()
      })
    }
    this.#running = child
    this.#ended = new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => {
        this.#running = null
        this.#wake()
        resolve(code)
      })
    })
  }

  /** Waits until what runs has printed something that is wanted; gives up when it ends without. */
  async printed(wanted: (output: string) => boolean): Promise<void> {
    while (!wanted(this.output)) {
      if (this.#running === null) throw new Error(`it ended with:\n${this.output}`)
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  get isRunning(): boolean {
    return this.#running !== null
  }

  /** Presses Ctrl-C, which a terminal sends to every program of the command, and waits for its end. */
  async stop(): Promise<void> {
    if (this.#running?.pid !== undefined) process.kill(-this.#running.pid, 'SIGINT')
    await this.#ended
  }
}
