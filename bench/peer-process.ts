import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BurstResult } from './burst.js'
import { benchFolder } from './folders.js'
import type { MixedLoad, MixedResult } from './mixed-load.js'
import type { Answer, BurstOptions, Request } from './protocol.js'
import type { OperationName } from './operations.js'
import type { PeerSettings } from './peer.js'
import { runsOnBun, type PeerName } from './peers.js'

/**
 * A peer in a process of its own, which lives as long as the run.
 *
 * So no peer works in a heap that another has filled or on code that another has made slow, and each stays warm from
 * round to round; a new process for each round would measure how Node starts.
 */
export class PeerProcess {
  readonly name: PeerName
  readonly #child: ChildProcess
  /** Rejects when the process ends. */
  readonly #ended: Promise<never>

  /** With a folder, its CPU profile is written there when it is closed. */
  constructor(name: PeerName, profile: string | null) {
    this.name = name
    // In a folder of its own: each thread writes a file, which must not take the place of another's.
    const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profile, name)}`]
    this.#child = fork(fileURLToPath(new URL('worker.js', import.meta.url)), {
      // As JSON: Bun reads no other form of Node's.
      serialization: 'json',
      ...(runsOnBun(name)
        ? { execPath: join(benchFolder, 'node_modules/.bin/bun'), execArgv: [] }
        : { execArgv: ['--expose-gc', ...profiling] }),
    })
    // A program that is not there is told of by an event and not by an exit.
    this.#child.on('error', () => undefined)
    this.#ended = once(this.#child, 'exit').then(
      () => {
        throw new Error(`the process of ${name} ended`)
      },
      () => {
        throw new Error(`the program for ${name} is not installed`)
      },
    )
    this.#ended.catch(() => undefined)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  async open(settings: PeerSettings): Promise<void> {
    await this.#ask({ kind: 'open', peer: this.name, settings })
  }

  /** Does an operation some times and gives what came back; null if the peer leaves it out. */
  async sample(operation: OperationName, count: number, seed: number): Promise<readonly unknown[] | null> {
    return (await this.#ask({ kind: 'sample', operation, count, seed })) as readonly unknown[] | null
  }

  /** Null if the peer leaves the operation out. */
  async burst(operation: OperationName, options: BurstOptions): Promise<BurstResult | null> {
    return (await this.#ask({ kind: 'burst', operation, options })) as BurstResult | null
  }

  async mixed(load: MixedLoad): Promise<MixedResult> {
    return (await this.#ask({ kind: 'mixed', load })) as MixedResult
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    // One that answers ends by itself.
    await this.#ask({ kind: 'close' }).catch(() => this.kill())
    await exit
  }

  async #ask(request: Request): Promise<unknown> {
    this.#child.send(request)
    const [answer] = (await Promise.race([once(this.#child, 'message'), this.#ended])) as [Answer]
    if (!answer.ok) throw new Error(answer.error)
    return answer.value
  }
}
