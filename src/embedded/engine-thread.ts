import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { findPackageRoot } from '../setup/package-root.js'
import { abortable } from './abortable.js'
import type { ThreadOptions, ThreadReply, ThreadRequest } from './thread-messages.js'
import { clearTimeout, setTimeout } from '../engine/timers.js'

/**
 * The stack of the thread. PostgreSQL refuses recursion beyond its own 2 MB, but in WebAssembly a part of each call
 * lies on the engine's stack as well: with the usual 4 MB that one overflows first, and takes the database along.
 */
const stackSizeMb = 64

/** The longest wait for a running statement on close, in milliseconds. */
const closeTimeoutMs = 5_000

interface Pending {
  readonly resolve: (reply: ThreadReply) => void
  readonly reject: (error: Error) => void
}

/** PGlite in a thread of its own. */
export class EngineThread {
  readonly #worker: Worker
  readonly #persistent: boolean
  readonly #pending: Pending[] = []
  #parameters: ReadonlyMap<string, string> = new Map()
  #ended: Error | null = null

  /** Starts the thread, and the database in it. The signal stops the start, and means nothing afterwards. */
  static async start(options: ThreadOptions, signal?: AbortSignal): Promise<EngineThread> {
    signal?.throwIfAborted()
    const thread = new EngineThread(options)
    const stop = () => void thread.#worker.terminate()
    const reply = await abortable(signal, stop, () => thread.#reply())
    if (reply.kind === 'started') thread.#parameters = reply.parameters
    return thread
  }

  private constructor(options: ThreadOptions) {
    this.#persistent = options.dataDir !== null
    this.#worker = new Worker(threadFile(), { workerData: options, resourceLimits: { stackSizeMb } })
    this.#worker.on('message', (reply: ThreadReply) => this.#settle(reply))
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new Error('the thread of the embedded database has ended')))
  }

  get parameters(): ReadonlyMap<string, string> {
    return this.#parameters
  }

  async execute(messages: Uint8Array): Promise<Buffer> {
    const bytes = await this.#request({ kind: 'execute', messages })
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  dump(): Promise<Uint8Array> {
    return this.#request({ kind: 'dump', asItIs: false })
  }

  /** The files as they are after a crash: what was committed is in them, as after a power cut. */
  salvage(): Promise<Uint8Array> {
    return this.#request({ kind: 'dump', asItIs: true })
  }

  /** Ends the database in an orderly way, unless a statement runs for too long. */
  async close(): Promise<void> {
    // Data in memory need not be put in order before it is thrown away.
    if (this.#persistent && this.#ended === null) {
      const timeout = setTimeout(() => void this.terminate(), closeTimeoutMs)
      await this.#request({ kind: 'close' }).catch(() => undefined)
      clearTimeout(timeout)
    }
    await this.terminate()
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }

  async #request(request: ThreadRequest): Promise<Uint8Array> {
    if (this.#ended !== null) throw this.#ended
    this.#worker.postMessage(request)
    const reply = await this.#reply()
    if (reply.kind !== 'done') throw new Error(reply.kind === 'failed' ? reply.message : 'unexpected reply')
    return reply.bytes
  }

  /** Waits for the next reply. An idle database does not keep the process alive: only one that works does. */
  #reply(): Promise<ThreadReply> {
    if (this.#pending.length === 0) this.#worker.ref()
    return new Promise((resolve, reject) => this.#pending.push({ resolve, reject }))
  }

  #settle(reply: ThreadReply): void {
    this.#pending.shift()?.resolve(reply)
    if (this.#pending.length === 0) this.#worker.unref()
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const { reject } of this.#pending.splice(0)) reject(this.#ended)
  }
}

/** The thread's code: in the repository among the sources, in the package among what was built. */
function threadFile(): URL {
  const folder = import.meta.filename.endsWith('.ts') ? 'src' : 'dist'
  return pathToFileURL(join(findPackageRoot().directory, folder, 'embedded/thread/main.js'))
}
