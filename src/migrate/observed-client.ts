import type { ClientBase, QueryConfig, QueryResult } from 'pg'
import { unlimited } from './limit-queries.js'
import type { MigrationFile } from './migration-files.js'
import { now } from '../engine/timers.js'
import { SetupError } from '../errors.js'

/**
 * The part of a file that is running: the begin of its transaction, its own statements, its row in the record, or the end
 * of the transaction.
 */
export type MigrationPhase = 'begin' | 'file' | 'record' | 'commit'

/** The failure of a file. */
export interface MigrationFailure {
  readonly file: MigrationFile
  readonly phase: MigrationPhase
  readonly error: unknown
  /** True if the file itself ended the transaction it ran in. */
  readonly endedTransaction: boolean
}

/** Called when a file begins, and when it is committed. */
export interface MigrationWatcher {
  readonly started: (file: MigrationFile) => void
  readonly applied: (file: MigrationFile, ms: number) => void
  readonly signal: AbortSignal | undefined
  /** Cancels the running statement on the server. */
  readonly cancel: () => void
  /** Called before each file. @throws {@link SetupError} if the session does not hold the lock any more. */
  readonly assertHeld: () => Promise<void>
}

/**
 * The client with which the runner of postgres-migrations applies one file.
 *
 * The runner turns every error into a sentence, and loses the SQLSTATE, the position and the name of the file. It sends
 * the file as one query, between those around it, so standing between it and the client is enough to keep them, to time
 * the file, and to stop between two statements.
 */
export class ObservedClient {
  readonly #client: ClientBase
  readonly #file: MigrationFile
  readonly #watcher: MigrationWatcher
  /** The phases to come; empty after a failure, when the runner cleans up. */
  #phases: readonly MigrationPhase[]
  #since = 0
  #failure: MigrationFailure | null = null
  #lostLock: SetupError | null = null

  constructor(client: ClientBase, file: MigrationFile, watcher: MigrationWatcher) {
    this.#client = client
    this.#file = file
    this.#watcher = watcher
    this.#phases = file.inTransaction ? ['begin', 'file', 'record', 'commit'] : ['file', 'record']
  }

  /** The failure of the file; null if there is none. */
  get failure(): MigrationFailure | null {
    return this.#failure
  }

  /** The error of a lock that was lost; null if it is held. */
  get lostLock(): SetupError | null {
    return this.#lostLock
  }

  async query(query: string | QueryConfig): Promise<QueryResult> {
    const [phase, ...later] = this.#phases
    if (phase === undefined) return this.#client.query(query)
    this.#phases = []
    const result = await (phase === 'file'
      ? this.#runFile()
      : this.#guard(phase, () => this.#client.query(query)))
    this.#phases = later
    if (later.length === 0) this.#watcher.applied(this.#file, now() - this.#since)
    return result
  }

  async #runFile(): Promise<QueryResult> {
    const file = this.#file
    this.#watcher.signal?.throwIfAborted()
    await this.#watcher.assertHeld().catch((error: unknown) => {
      if (error instanceof SetupError) this.#lostLock = error
      throw error
    })
    this.#since = now()
    this.#watcher.started(file)
    return this.#guard('file', async () => {
      const result = await this.#cancellable(() => unlimited(this.#client).query(file.sql))
      // Without a transaction the file is done now, and must be recorded even if the run is to stop.
      if (file.inTransaction) {
        this.#watcher.signal?.throwIfAborted()
        if (this.#client.getTransactionStatus() !== 'T') throw new Error('the file ended its transaction')
      }
      return result
    })
  }

  async #cancellable<T>(work: () => Promise<T>): Promise<T> {
    const { signal, cancel } = this.#watcher
    signal?.addEventListener('abort', cancel)
    try {
      return await work()
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  async #guard<T>(phase: MigrationPhase, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const file = this.#file
      const endedTransaction = file.inTransaction && phase === 'file' && (await this.#isIdle())
      this.#failure = { file, phase, error, endedTransaction }
      throw error
    }
  }

  /**
   * Returns true if no transaction is open. pg rejects before the server has reported the new state, so the server is
   * asked.
   */
  async #isIdle(): Promise<boolean> {
    try {
      await this.#client.query('')
    } catch {
      return false
    }
    return this.#client.getTransactionStatus() === 'I'
  }
}
