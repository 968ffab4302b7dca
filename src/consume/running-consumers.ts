import { clearTimeout, setTimeout } from '../engine/timers.js'
import type { ConsumerWorker } from './event-consumer.js'

/** The workers of a database that run. */
export class RunningConsumers {
  readonly #starting = new Set<Promise<ConsumerWorker>>()
  readonly #running = new Set<ConsumerWorker>()
  #isClosed = false

  /** Takes a worker that starts. */
  async add(starting: Promise<ConsumerWorker>): Promise<ConsumerWorker> {
    this.#starting.add(starting)
    try {
      const worker = await starting
      this.#running.add(worker)
      void worker.closed.then(() => this.#running.delete(worker))
      if (this.#isClosed) await worker.stop()
      return worker
    } finally {
      this.#starting.delete(starting)
    }
  }

  /** Stops all workers. Handlers that still run at the deadline are told to end, and not waited for. */
  async stop(deadlineMs: number): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled(this.#starting)
    if (this.#running.size === 0) return
    const workers = [...this.#running]
    const stopped = Promise.all(workers.map((worker) => worker.stop()))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs)
    })
    await Promise.race([stopped, late])
    clearTimeout(timer)
    for (const worker of workers) worker.abort()
  }
}
