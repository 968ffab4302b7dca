import type { CallOptions } from './cancellation.js'
import type { CopyOptions } from './copy/bulk-copy.js'
import type { CopyTarget } from './copy/copy-text.js'
import type { BatchOptions } from './in-batches.js'
import type { StreamOptions } from './row-stream.js'
import type { Query } from './statement/prepared-query.js'

/** A query's parameters and how to run it, as arguments: a query without parameters needs none. */
export type QueryArguments<Params> = undefined extends Params
  ? [parameters?: Params, options?: CallOptions]
  : [parameters: Params, options?: CallOptions]

/** Runs typed queries. A database is one, and so is a transaction. */
export interface Executor {
  /** Runs a query and gives its rows. */
  many<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row[]>

  /**
   * Runs a query that gives exactly one row.
   *
   * @throws {@link NotFoundError} if it gives none; {@link DatabaseError} with SQLSTATE 21000 if it gives more.
   */
  one<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row>

  /**
   * Runs a query that gives at most one row: null if it gives none.
   *
   * @throws {@link DatabaseError} with SQLSTATE 21000 if it gives more.
   */
  maybeOne<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row | null>

  /** Runs a query and gives the number of rows it read or wrote. */
  execute<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<number>

  /**
   * Runs a query that only reads, and gives its rows as they come from a cursor of the server's: for results that
   * memory should not hold. The next piece is asked for when the last one is consumed; leaving the loop frees the
   * connection.
   *
   * @example
   * ```ts
   * for await (const row of db.stream(listEverything)) await write(row)
   * ```
   */
  stream<Params, Row>(query: Query<Params, Row>, ...rest: StreamArguments<Params>): AsyncIterable<Row>

  /**
   * Runs a query once for each batch of rows: for thousands, with a query that takes them as arrays.
   *
   * Each batch is one statement, and so is kept whole, or not at all; the batches before it stay (in a transaction nothing
   * stays unless it commits). The source is read batch by batch.
   *
   * @param toParameters - makes a query's parameters of a batch.
   * @returns How many rows the query wrote.
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
   * True if a COPY of this executor is a transaction of its own, so that one which fails costs nothing else. False in a
   * transaction, and on a pool of pg's, which cannot COPY.
   */
  readonly copiesApart: boolean

  /**
   * Copies rows into a table by `COPY`, which is the quickest way in: for hundreds of thousands and more.
   *
   * Each batch is one COPY: it is kept whole, or not at all, and the batches before it stay (in a transaction nothing
   * stays unless it commits). The source is read as fast as the server takes the rows.
   *
   * @returns How many rows were copied.
   * @throws {@link InvalidInputError} naming the row and property that cannot be sent, such as `rows[7].priceMinor`;
   * {@link ConstraintError} if the schema refuses a row; whatever the source throws.
   */
  copyIn<Row extends object>(
    target: CopyTarget<Row>,
    rows: AsyncIterable<Row> | Iterable<Row>,
    options?: CopyOptions,
  ): Promise<number>
}

/** A query's parameters and how to stream it, as arguments. */
export type StreamArguments<Params> = undefined extends Params
  ? [parameters?: Params, options?: StreamOptions]
  : [parameters: Params, options?: StreamOptions]
