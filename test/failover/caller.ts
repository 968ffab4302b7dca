import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../src/database.js'
import type { DatabaseSession } from '../../src/database-session.js'
import { isSoukError, type StatementOutcome } from '../../src/errors.js'
import { query, reading } from '../setup/query.js'

/** The rows know the server that took them. Nothing keeps a number from being there twice: that is what is to be found. */
export const tableSql = `create table written (
  id bigint generated always as identity primary key,
  caller integer not null,
  number integer not null,
  port integer not null default inet_server_port()
)`
export const indexSql = 'create index ix_written_caller_number on written (caller, number)'

const put = query<{ readonly caller: number; readonly number: number }, object>(
  'insert into written (caller, number) values (:caller!, :number!)',
  { caller: 'int4', number: 'int4' },
  '',
  'write',
)
const look = reading<{ readonly caller: number }, { readonly own: number; readonly newest: string }>(
  `select (select coalesce(max(number), 0) from written where caller = :caller!) as own,
     (select coalesce(max(id), 0)::text from written) as newest`,
  { caller: 'int4' },
)

/** The way to the leader: by the hosts in the url, or through PgBouncer and HAProxy. */
export type Way = 'hosts' | 'pooler'

interface Write {
  /** Undefined while the call runs. */
  outcome?: StatementOutcome | 'acknowledged'
  way: Way
  endedAt: number
}

/** Writes and reads in a session, one after the other, until it is told to stop. Notes what it was told. */
export class Caller {
  readonly number: number
  /** By number, from 1 on. */
  readonly writes: Write[] = []
  readonly wrong: string[] = []
  /** The kind of each error. */
  readonly errors: string[] = []
  reads = 0
  #isCalling = true
  readonly #databases: Readonly<Record<Way, Database>>
  #way: Way
  #session: DatabaseSession
  #acknowledged = 0
  #newest = 0n

  constructor(number: number, way: Way, databases: Readonly<Record<Way, Database>>) {
    this.number = number
    this.#way = way
    this.#databases = databases
    this.#session = databases[way].session()
  }

  stop(): void {
    this.#isCalling = false
  }

  async run(): Promise<void> {
    while (this.#isCalling) {
      const failed = this.errors.length
      await this.#write()
      await this.#read()
      // As when the next request of a user comes to another process.
      if (this.writes.length % 20 === 0) {
        this.#session = this.#databases[this.#way].session(this.#session.token)
      }
      // Whoever was refused waits a little longer.
      await sleep((this.errors.length > failed ? 100 : 5) + Math.random() * 20)
    }
  }

  async #write(): Promise<void> {
    const write: Write = { way: this.#way, endedAt: 0 }
    const number = this.writes.push(write)
    try {
      await this.#session.execute(put, { caller: this.number, number })
      write.outcome = 'acknowledged'
      this.#acknowledged = number
    } catch (error) {
      write.outcome = this.#note('write', error)
    }
    write.endedAt = performance.now()
  }

  async #read(): Promise<void> {
    try {
      const { own, newest } = await this.#session.one(look, { caller: this.number })
      this.reads++
      if (own < this.#acknowledged)
        this.wrong.push(`a session of ${this.number} read ${own} after it had written ${this.#acknowledged}`)
      if (BigInt(newest) < this.#newest)
        this.wrong.push(`a session of ${this.number} read ${newest} after it had read ${this.#newest}`)
      this.#newest = BigInt(newest)
    } catch (error) {
      this.#note('read', error)
    }
  }

  #note(what: string, error: unknown): StatementOutcome {
    if (!isSoukError(error) || (error.code !== 'connection' && error.code !== 'timeout')) {
      this.wrong.push(`a ${what} failed by ${String(error)}`)
      return 'unknown'
    }
    const reason = error.code === 'connection' ? (error.reason ?? 'lost') : 'timeout'
    this.errors.push(`${what} ${reason}, ${error.outcome}`)
    return error.outcome
  }
}
