import type { Client } from 'pg'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { packageSearchPath } from '../engine/session/search-path.js'
import { cancelBackend } from '../migrate/cancel-backend.js'
import { closeClient, connect } from '../migrate/connect.js'
import { refuseTransactionPooler } from '../migrate/refuse-transaction-pooler.js'

/**
 * The settings of a session that reads for a comparison. The text of a value depends on half of them. With `row_security` off
 * a policy that hides rows is an error.
 */
const settings = `
select
  set_config('search_path', ${packageSearchPath}, false),
  set_config('default_transaction_read_only', 'on', false),
  set_config('row_security', 'off', false),
  set_config('TimeZone', 'UTC', false),
  set_config('DateStyle', 'ISO, YMD', false),
  set_config('IntervalStyle', 'postgres', false),
  set_config('bytea_output', 'hex', false),
  set_config('extra_float_digits', '1', false),
  set_config('jit', 'off', false),
  set_config('lock_timeout', '10s', false),
  set_config('statement_timeout', $1, false)`

/** Options of {@link Session.open}. */
export interface SessionOptions {
  readonly signal: AbortSignal
  /** The longest time of a statement, as PostgreSQL writes it; `0` sets no limit. */
  readonly statementTimeout: string
}

/** A session that only reads. */
export class Session {
  readonly url: string
  /** The connection, for what takes one. */
  readonly client: Client
  readonly #signal: AbortSignal
  readonly #stop: () => void

  private constructor(url: string, client: Client, signal: AbortSignal, stop: () => void) {
    this.url = url
    this.client = client
    this.#signal = signal
    this.#stop = stop
    signal.addEventListener('abort', stop)
  }

  /**
   * @throws `ConnectionError` if the server cannot be reached; `SetupError` for a pooler that hands out sessions per
   * transaction: its settings would be those of others, too.
   */
  static async open(url: string, { signal, statementTimeout }: SessionOptions): Promise<Session> {
    const connectAnother = () => connect(url, 'souk-db backup', signal)
    const client = await connectAnother()
    try {
      await refuseTransactionPooler(client, connectAnother, 'a comparison')
      await client.query(settings, [statementTimeout])
      return new Session(url, client, signal, await cancelBackend(client, url))
    } catch (error) {
      await closeClient(client)
      throw fromDriverError(error, {})
    }
  }

  /** Runs a statement and returns its rows. @throws the signal's reason, or an error of this package. */
  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    this.#signal.throwIfAborted()
    try {
      const { rows } = await this.client.query(text, [...values])
      return rows as Row[]
    } catch (error) {
      this.#signal.throwIfAborted()
      throw fromDriverError(error, {})
    }
  }

  /** Runs a statement that returns one row, such as an aggregate. */
  async row<Row>(text: string, values: readonly unknown[] = []): Promise<Row> {
    const [row] = await this.rows<Row>(text, values)
    if (row === undefined) throw new Error('a statement that aggregates returned no row')
    return row
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop)
    await closeClient(this.client)
  }
}
