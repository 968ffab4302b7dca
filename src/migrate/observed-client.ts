import type { ClientBase, QueryConfig, QueryResult } from 'pg'
import { unlimited } from './limit-queries.js'
import type { MigrationFile } from './migration-files.js'
import { lockId } from './migration-lock.js'
import { now } from '../engine/timers.js'
import { SetupError } from '../errors.js'
import { packageTable } from './record-table.js'

/**
 * The part of a file that is running: its own statements, its row in the record, or the end of the transaction around
 * both.
 */
export type MigrationPhase = 'file' | 'record' | 'commit'

/** The failure of a file. */
export interface MigrationFailure {
  readonly file: MigrationFile
  readonly phase: MigrationPhase
  readonly error: unknown
  /** True if the file itself ended the transaction it ran in. */
  readonly endedTransaction: boolean
}

/** An answer of one row that no server gave. */
function answer(row: Readonly<Record<string, boolean>>): QueryResult {
  return { rows: [row], rowCount: 1, command: 'SELECT', oid: 0, fields: [] }
}

const granted = answer({ pg_try_advisory_lock: true, pg_advisory_unlock: true })
const found = answer({ exists: true })

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
 * The library asks for the lock that its caller holds, again and again without a limit, and gives it back. Its own words
 * exactly: a file may begin with a lock of its own.
 */
const lockQueries: ReadonlySet<unknown> = new Set([
  `SELECT pg_try_advisory_lock(${lockId});`,
  `SELECT pg_advisory_unlock(${lockId});`,
])

/** The queries by which the library keeps its record, word for word. It knows one table, in whatever schema. */
const findTable = `SELECT EXISTS (
  SELECT 1
  FROM   pg_catalog.pg_class c
  WHERE  c.relname = $1
  AND    c.relkind = 'r'
);`
const readTable = `SELECT * FROM ${packageTable} ORDER BY id`
const insertRow = `INSERT INTO ${packageTable} ("id", "name", "hash") VALUES ($1,$2,$3)`

/**
 * The client that postgres-migrations uses.
 *
 * The library turns every error into a sentence, and loses the SQLSTATE, the position and the name of the file. It
 * sends each file as one query, so standing between it and the client is enough to keep them, to time the files, to
 * stop between two statements, and to send the queries of its record to the table of the folder.
 */
export class ObservedClient {
  readonly #client: ClientBase
  readonly #table: string
  readonly #pending: readonly MigrationFile[]
  readonly #watcher: MigrationWatcher
  #position = 0
  #hasReadRecord = false
  #running: { readonly file: MigrationFile; readonly since: number } | null = null
  #failure: MigrationFailure | null = null
  #lostLock: SetupError | null = null

  /** @param table - The table of the record, which exists. */
  constructor(
    client: ClientBase,
    table: string,
    pending: readonly MigrationFile[],
    watcher: MigrationWatcher,
  ) {
    this.#client = client
    this.#table = table
    this.#pending = pending
    this.#watcher = watcher
  }

  /** The failure that stopped the run; null if there is none. */
  get failure(): MigrationFailure | null {
    return this.#failure
  }

  /** The error of a lock that was lost; null if it is held. */
  get lostLock(): SetupError | null {
    return this.#lostLock
  }

  async query(query: string | QueryConfig): Promise<QueryResult> {
    if (lockQueries.has(query)) return granted
    if (typeof query === 'object' && query.text === findTable) return found
    if (query === readTable && !this.#hasReadRecord) {
      // A file may consist of the same words.
      this.#hasReadRecord = true
      return this.#client.query(`select * from ${this.#table} order by id`)
    }
    const running = this.#running
    if (running === null) {
      const next = this.#pending.findIndex(({ sql }, index) => index >= this.#position && sql === query)
      const file = this.#pending[next]
      if (file !== undefined) {
        this.#position = next + 1
        return this.#runFile(file)
      }
    }
    if (running === null || this.#failure !== null) return this.#client.query(query)

    const phase = query === 'COMMIT' ? 'commit' : 'record'
    const result = await this.#guard(running.file, phase, () => this.#client.query(this.#recording(query)))
    if (phase === 'commit' || !running.file.inTransaction) this.#finish(running.file, running.since)
    return result
  }

  /** Sends the row of a file to the folder's table. */
  #recording(query: string | QueryConfig): string | QueryConfig {
    if (typeof query === 'string' || query.text !== insertRow) return query
    return {
      text: `insert into ${this.#table} (id, name, hash) values ($1, $2, $3)`,
      values: query.values ?? [],
    }
  }

  async #runFile(file: MigrationFile): Promise<QueryResult> {
    this.#watcher.signal?.throwIfAborted()
    await this.#watcher.assertHeld().catch((error: unknown) => {
      if (error instanceof SetupError) this.#lostLock = error
      throw error
    })
    this.#running = { file, since: now() }
    this.#watcher.started(file)
    return this.#guard(file, 'file', async () => {
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

  async #guard<T>(file: MigrationFile, phase: MigrationPhase, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
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

  #finish(file: MigrationFile, since: number): void {
    this.#running = null
    this.#watcher.applied(file, now() - since)
  }
}
