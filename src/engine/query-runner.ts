import { readOptions } from './connect/assert-options.js'
import { callRules, copyRules, insertRules, streamRules } from './call-rules.js'
import { DatabaseError, NotFoundError, type StatementOutcome } from '../errors.js'
import { copyRows, type CopyOptions, type CopySession } from './copy/bulk-copy.js'
import type { CallOptions, Cancellation } from './cancellation.js'
import { inBatches, type BatchOptions } from './in-batches.js'
import { copyCommand, type CopyTarget } from './copy/copy-text.js'
import { behindKeptBatches } from './failure/driver-error.js'
import type { StatementResult } from './statement/statement-result.js'
import type { PgtypedQuery, PreparedQuery, Query } from './statement/prepared-query.js'
import type { ParameterValues } from './statement/render.js'
import type { StreamOptions } from './row-stream.js'
import type { StatementMeter } from './telemetry/statement-meter.js'
import { hasListeners, traced, type StatementEvent, type StatementFigures } from './telemetry/telemetry.js'
import type { BoundStatement, Statement, StatementCache } from './statement/statement.js'
import { now } from './timers.js'

import type { Executor, QueryArguments, StreamArguments } from './executor.js'

/** The name under which COPY is counted. */
const copySource = { name: 'copy', file: null }

/** The part that all executors share: it compiles and binds queries, runs them, and checks the number of rows. */
export abstract class QueryRunner implements Executor {
  readonly #statements: StatementCache
  /** The name in telemetry of a connection that this executor has to itself. */
  protected readonly exclusive: StatementEvent['on'] = 'session'
  /** The number of earlier attempts. */
  protected readonly retries: number = 0

  constructor(statements: StatementCache) {
    this.#statements = statements
  }

  /** Returns what a database, its sessions and its transactions have in common, as the key of what is kept for all of them. */
  static keyOf(executor: Executor): object {
    return #statements in executor ? executor.#statements : executor
  }

  /** The outcome of a statement that ran and returned too few or too many rows. */
  protected outcomeOf(isRead: boolean): StatementOutcome {
    return isRead ? 'not_run' : 'applied'
  }

  /** Sends a statement. Every failure is one of our errors. */
  protected abstract run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult>

  async many<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row[]> {
    // The row's type was proven against the schema when the query was generated.
    return (await this.#run(query, rest)).rows as Row[]
  }

  async one<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row> {
    const row = await this.maybeOne(query, ...rest)
    if (row === null) {
      const { name, isRead } = this.#statement(query)
      throw new NotFoundError(name, 'the query gave no row', { outcome: this.outcomeOf(isRead) })
    }
    return row
  }

  async maybeOne<Params, Row>(
    query: Query<Params, Row>,
    ...rest: QueryArguments<Params>
  ): Promise<Row | null> {
    const rows = await this.many(query, ...rest)
    if (rows.length > 1) {
      const outcome = this.outcomeOf(this.#statement(query).isRead)
      throw new DatabaseError('21000', 'the query gave more than one row', { outcome })
    }
    return rows[0] ?? null
  }

  async execute<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<number> {
    return (await this.#run(query, rest)).rowCount
  }

  readonly copiesApart: boolean = false

  async insertMany<Params, Row, Item>(
    query: Query<Params, Row>,
    rows: AsyncIterable<Item> | Iterable<Item>,
    toParameters: (batch: readonly Item[]) => Params,
    options?: BatchOptions,
  ): Promise<number> {
    const { batchRows, onProgress, ...rest } = readOptions(options, insertRules)
    const limits = readOptions(rest, callRules)
    let read = 0
    let written = 0
    for await (const batch of inBatches(rows, batchRows)) {
      const parameters = toParameters(batch)
      try {
        written += (await this.#runBound(this.#bind(query, parameters), limits)).rowCount
      } catch (error) {
        throw read > 0 && !this.#isInTransaction ? behindKeptBatches(error) : error
      }
      onProgress?.((read += batch.length))
    }
    return written
  }

  stream<Params, Row>(query: Query<Params, Row>, ...rest: StreamArguments<Params>): AsyncIterable<Row> {
    const [parameters, options] = rest
    const bound = this.#bind(query, parameters)
    const limits = readOptions(options, streamRules)
    const rows = this.#isWatched ? this.#streamTraced(bound, limits) : this.runStream(bound, limits)
    return rows as AsyncIterable<Row>
  }

  async copyIn<Row extends object>(
    target: CopyTarget<Row>,
    rows: AsyncIterable<Row> | Iterable<Row>,
    given?: CopyOptions,
  ): Promise<number> {
    const options = readOptions(given, copyRules)
    const copy = () =>
      this.runCopy(
        (session, cancellation) =>
          copyRows(session, target, rows, this.#statements.codecs, options, {
            cancellation,
            keepsBatches: !this.#isInTransaction,
          }),
        options,
      )
    return await (this.#isWatched ? this.#copyTraced(target, copy) : copy())
  }

  /** Lends a connection for a COPY. */
  protected abstract runCopy(
    copy: (session: CopySession, cancellation: Cancellation | undefined) => Promise<number>,
    options: CallOptions,
  ): Promise<number>

  /** Sends a statement and yields its rows as they are consumed. */
  protected abstract runStream(bound: BoundStatement, options: StreamOptions): AsyncIterable<object>

  get #isInTransaction(): boolean {
    return this.exclusive === 'transaction'
  }

  #statement<Params, Row>(query: Query<Params, Row>): Statement {
    return this.#statements.get(query as PreparedQuery<never, unknown> | PgtypedQuery<never, unknown>)
  }

  #run<Params, Row>(query: Query<Params, Row>, rest: QueryArguments<Params>): Promise<StatementResult> {
    const [parameters, options] = rest
    // Most calls have no options, so that none are copied.
    const limits = options === undefined ? undefined : readOptions(options, callRules)
    return this.#runBound(this.#bind(query, parameters), limits)
  }

  /**
   * @throws the errors of {@link Statement.bind}; for a statement that cannot run here, its error, before it is sent.
   */
  #bind<Params, Row>(query: Query<Params, Row>, parameters: unknown): BoundStatement {
    const bound = this.#statement(query).bind(parameters as ParameterValues | undefined)
    const { refusal, refusalWithin } = bound.prepared.effect
    const refused = this.exclusive === 'transaction' ? refusalWithin : refusal
    if (refused !== undefined) throw refused()
    return bound
  }

  #runBound(bound: BoundStatement, options: CallOptions | undefined): Promise<StatementResult> {
    if (hasListeners()) return this.#runTraced(bound, options)
    const { meter } = this.#statements
    return meter === undefined ? this.run(bound, options) : this.#runMetered(meter, bound, options)
  }

  /** True if a statement is reported or counted. */
  get #isWatched(): boolean {
    return this.#statements.meter !== undefined || hasListeners()
  }

  /** Runs a statement and counts it. Every call comes here, so nothing is made but what is counted. */
  #runMetered(
    meter: StatementMeter,
    { prepared, values }: BoundStatement,
    options: CallOptions | undefined,
  ): Promise<StatementResult> {
    const figures: StatementFigures = { on: this.exclusive, ranMs: 0, retries: this.retries }
    const calledAt = now()
    const running = this.run({ prepared, values, figures }, options)
    running.then(
      ({ rowCount }) => meter.add(prepared.source, { ms: now() - calledAt, rows: rowCount, figures }),
      (error: unknown) => meter.add(prepared.source, { ms: now() - calledAt, rows: 0, error, figures }),
    )
    return running
  }

  #runTraced(bound: BoundStatement, options: CallOptions | undefined): Promise<StatementResult> {
    const event = this.#eventOf(bound)
    const figures: StatementFigures = { on: this.exclusive, ranMs: 0, retries: this.retries }
    const calledAt = now()
    return traced(event, async () => {
      try {
        const result = await this.run({ ...bound, figures }, options)
        event.rowCount = result.rowCount
        const { rowCount: rows } = result
        this.#statements.meter?.add(bound.prepared.source, { ms: now() - calledAt, rows, figures })
        return result
      } catch (error) {
        this.#statements.meter?.add(bound.prepared.source, { ms: now() - calledAt, rows: 0, error, figures })
        throw error
      } finally {
        // A server that does not stop a cancelled statement may still answer. The reported figures stay as they are.
        Object.assign(event, figures)
        event.queuedMs = now() - calledAt - figures.ranMs
      }
    })
  }

  /** Reports a stream as one statement, which ends when its reader leaves it. */
  async *#streamTraced(
    bound: BoundStatement,
    options: StreamOptions,
  ): AsyncGenerator<object, void, undefined> {
    const event = this.#eventOf(bound)
    const figures: StatementFigures = { on: this.exclusive, ranMs: 0, retries: this.retries }
    let finish: (failure?: { readonly error: unknown }) => void = () => undefined
    const finished = new Promise<void>((resolve, reject) => {
      finish = (failure) => {
        event.retries = figures.retries
        if (failure === undefined) resolve()
        else reject(failure.error)
      }
    })
    const telling = traced(event, () => finished)
    const calledAt = now()
    let failure: unknown
    event.rowCount = 0
    try {
      for await (const row of this.runStream({ ...bound, figures }, options)) {
        event.rowCount++
        yield row
      }
    } catch (error) {
      failure = error
      finish({ error })
    } finally {
      finish()
      this.#statements.meter?.add(bound.prepared.source, {
        ms: now() - calledAt,
        rows: event.rowCount,
        error: failure,
        // The time of the server is not known: its pieces are fetched while the reader works.
        figures: { ...figures, ranMs: 0 },
      })
      await telling
    }
  }

  #copyTraced(target: CopyTarget<unknown>, copy: () => Promise<number>): Promise<number> {
    const event: StatementEvent = {
      query: 'copy',
      file: null,
      table: target.table,
      text: copyCommand(target),
      server: this.#statements.server,
      on: this.exclusive,
      retries: this.retries,
    }
    const calledAt = now()
    const { meter } = this.#statements
    return traced(event, async () => {
      try {
        const rows = (event.rowCount = await copy())
        meter?.add(copySource, { ms: now() - calledAt, rows, figures: undefined })
        return rows
      } catch (error) {
        meter?.add(copySource, { ms: now() - calledAt, rows: 0, error, figures: undefined })
        throw error
      }
    })
  }

  #eventOf({ prepared: { source, text } }: BoundStatement): StatementEvent {
    return {
      query: source.name,
      file: source.file,
      table: source.file?.replace(/^.*[/\\]|\.sql$/g, '') ?? null,
      text,
      server: this.#statements.server,
      on: this.exclusive,
      retries: this.retries,
    }
  }
}
