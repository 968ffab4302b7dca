import type { CallOptions } from './cancellation.js'
import type { CopyOptions } from './copy/bulk-copy.js'
import type { CopyTarget } from './copy/copy-text.js'
import type { BatchOptions } from './in-batches.js'
import type { StreamOptions } from './row-stream.js'
import type { Query } from './statement/prepared-query.js'

/** A query's parameters and call options, as arguments. Optional for a query without parameters. */
export type QueryArguments<Params> = undefined extends Params
  ? [parameters?: Params, options?: CallOptions]
  : [parameters: Params, options?: CallOptions]

/** Runs typed queries. Databases and transactions are executors. */
export interface Executor {
  /** Runs a query and returns its rows. */
  many<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row[]>

  /**
   * Runs a query and returns its only row.
   *
   * @throws `NotFoundError` if it returns none; `DatabaseError` with SQLSTATE 21000 if it returns more than one.
   */
  one<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row>

  /**
   * Runs a query and returns its only row, or null if there is none.
   *
   * @throws `DatabaseError` with SQLSTATE 21000 if it returns more than one.
   */
  maybeOne<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row | null>

  /** Runs a query and returns the number of rows that it read or wrote. */
  execute<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<number>

  /**
   * Runs a read-only query and yields its rows from a server cursor, for results that are too large for memory. The next
   * piece is fetched when the last one is consumed. Leaving the loop frees the connection.
   *
   * @example
   * ```ts
   * for await (const row of db.stream(listEverything)) await write(row)
   * ```
   */
  stream<Params, Row>(query: Query<Params, Row>, ...rest: StreamArguments<Params>): AsyncIterable<Row>

  /**
   * Runs a query once per batch of rows: for thousands of rows, with a query that takes them as arrays.
   *
   * Each batch is one statement, so it is stored as a whole or not at all. The batches before a failed one stay stored; in a
   * transaction they last only if it commits. The source is read batch by batch.
   *
   * @param toParameters - turns a batch into the query's parameters.
   * @returns The number of rows that the query wrote.
   *
   * @example
   * ```ts
   * // insert into tags (id, name) select * from unnest(:ids!::uuid[], :names!::text[])
   * await db.insertMany(createTags, tags, (batch) => ({
   *   ids: batch.map(({ id }) => id),
   *   names: batch.map(({ name }) => name),
   * }), { onProgress: (written) => console.log(written) })
   * ```
   */
  insertMany<Params, Row, Item>(
    query: Query<Params, Row>,
    rows: AsyncIterable<Item> | Iterable<Item>,
    toParameters: (batch: readonly Item[]) => Params,
    options?: BatchOptions,
  ): Promise<number>

  /**
   * True if a COPY of this executor is a transaction of its own, so that a failure undoes nothing else. False in a
   * transaction, and on a pg pool that was handed in, which cannot COPY.
   */
  readonly copiesApart: boolean

  /**
   * Copies rows into a table by `COPY`, the fastest way to insert hundreds of thousands of rows or more.
   *
   * Each batch is one COPY, so it is stored as a whole or not at all. The batches before a failed one stay stored; in a
   * transaction they last only if it commits. The source is read as fast as the server takes the rows.
   *
   * @returns The number of rows that were copied.
   * @throws `InvalidInputError` naming the row and property that cannot be sent, such as `rows[7].priceMinor`;
   * `ConstraintError` if the schema refuses a row; any error of the source.
   */
  copyIn<Row extends object>(
    target: CopyTarget<Row>,
    rows: AsyncIterable<Row> | Iterable<Row>,
    options?: CopyOptions,
  ): Promise<number>
}

/** A query's parameters and stream options, as arguments. Optional for a query without parameters. */
export type StreamArguments<Params> = undefined extends Params
  ? [parameters?: Params, options?: StreamOptions]
  : [parameters: Params, options?: StreamOptions]
