import type { StatementResult } from '../statement/statement-result.js'
import type { ClientBase, Connection } from 'pg'
import { InvalidInputError, type SoukError } from '../../errors.js'
import { emptyArray } from '../../plain-object.js'
import {
  applied,
  fromReadingError,
  isFatal,
  isIdleEnd,
  isForgotten,
  isOutdated,
  isServerError,
} from '../failure/driver-error.js'
import { loadResultTypes, type CatalogueAccess } from '../load-result-types.js'
import { LostConnection } from '../failure/lost-connection.js'
import { Identity } from '../session/identity.js'
import { PartlyDone } from '../failure/partly-done.js'
import { buildRowBuilder, type Field, type RowBuilder } from '../values/row-builder.js'
import type { BoundStatement } from '../statement/statement.js'
import { noteRun, type StatementEvent } from '../telemetry/telemetry.js'
import type { CatalogueReader, TypeRegistry } from '../values/type-registry.js'
import { now } from '../timers.js'

/** pg's connection as a query sees it: the messages of the extended protocol, one method each. */
interface PgConnection {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, string>
  parse(message: { readonly name: string; readonly text: string }): void
  bind(message: { readonly statement: string; readonly values: readonly unknown[] }): void
  describe(message: { readonly type: 'P'; readonly name: '' }): void
  execute(message: { readonly portal: ''; readonly rows: 0 }): void
  close(message: { readonly type: 'S'; readonly name: string }): void
  sync(): void
}

type Settle = (error: Error | undefined, execution: Execution) => void
type TextRow = readonly (string | null)[]

/** The state of a client of pg's. */
export class ClientState {
  /** True if a pooler stands between, which may give each transaction another session of the server's. */
  readonly isPooled: boolean
  /** The row builders of the statements that it has prepared; null for one that returns no rows. */
  readonly builders = new Map<string, RowBuilder | null>()
  /** The names of statements that it was asked to prepare. */
  readonly named = new Set<string>()

  constructor(isPooled: boolean) {
    this.isPooled = isPooled
  }
}

/**
 * One run of a prepared statement on one connection, as pg's client drives it.
 *
 * It replaces pg's own query class for four reasons: the result is described once per connection and not once per run,
 * rows are built by a compiled function, values arrive as they go over the wire, and all messages leave in
 * one write.
 */
class Execution {
  readonly #name: string
  readonly text: string
  readonly #bound: BoundStatement
  readonly #types: TypeRegistry
  readonly #isInTransaction: boolean
  readonly #state: ClientState
  readonly #settle: Settle
  /** The error that kept the result from being read. */
  #unread: SoukError | undefined
  #refusal: Error | undefined
  /** True if the server has read all of it: from then on it may run. Only looked for where that matters. */
  #isBound = false
  #isCompleted = false
  #fields: readonly Field[] | undefined
  #builder: RowBuilder | null | undefined
  #waiting: TextRow[] = []
  #rowCount = 0
  #sentAt: number | undefined
  /** True until the statement that names the user is done, which goes in front. */
  #isNaming: boolean
  readonly #rows = emptyArray<object>()

  constructor(
    bound: BoundStatement,
    types: TypeRegistry,
    { isUnnamed, isInTransaction, state }: ClientRunOptions,
    settle: Settle,
  ) {
    const { naming, name, text, isStaleInPooler } = bound.prepared
    this.#name = isUnnamed || !naming.isOn || isStaleInPooler ? '' : name
    this.#isNaming = bound.identity !== undefined
    this.text = text
    this.#bound = bound
    this.#types = types
    this.#isInTransaction = isInTransaction
    this.#state = state
    this.#settle = settle
  }

  /**
   * Read by pg's client, which keeps the list of names that a connection has parsed. The statement in front has none, and is
   * not to be taken for this one.
   */
  get name(): string {
    return this.#isNaming ? '' : this.#name
  }

  /** The time the server has been at work on it, in milliseconds, as seen from here. */
  get ranMs(): number {
    // A client that is lost refuses what it has not sent.
    return this.#sentAt === undefined ? 0 : now() - this.#sentAt
  }

  get result(): StatementResult {
    return { rows: this.#rows, rowCount: this.#rowCount }
  }

  /** True if rows wait for types that the registry did not know. */
  get isUndecoded(): boolean {
    return this.#waiting.length > 0
  }

  /** The oids of the result's columns. */
  get typeOids(): readonly number[] {
    return (this.#fields ?? []).map(({ dataTypeID }) => dataTypeID)
  }

  /** Decodes what waited, after the registry has read the catalogue. @throws an error of ours. */
  decodeWaiting(): void {
    const fields = this.#fields ?? []
    this.#describe(fields)
    const waiting = this.#waiting
    this.#waiting = []
    try {
      // A type that even the fresh catalogue does not hold was dropped meanwhile: its values stay text, this once.
      this.#builder ??= buildRowBuilder(
        fields,
        this.#types.readersOf(this.typeOids),
        this.#bound.prepared.source.name,
      )
      for (const fields of waiting) this.handleDataRow({ fields })
    } catch (error) {
      this.#unread ??= fromReadingError(error)
    }
    const failure = this.#failure
    if (failure !== undefined) throw failure
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as PgConnection
    this.#sentAt = now()
    const { prepared, values, identity } = this.#bound
    if (prepared.commitsByItself) connection.once('bindComplete', () => (this.#isBound = true))
    wire.stream.cork()
    try {
      if (identity !== undefined) {
        wire.parse({ name: '', text: Identity.text })
        wire.bind({ statement: '', values: identity.values })
        wire.execute({ portal: '', rows: 0 })
      }
      if (this.#name === '' || wire.parsedStatements[this.#name] === undefined) {
        // A pooler keeps a name although the server has refused its statement, and ends the connection that prepares it again.
        if (this.#state.isPooled && this.#state.named.has(this.#name)) {
          wire.close({ type: 'S', name: this.#name })
        }
        if (this.#name !== '') this.#state.named.add(this.#name)
        wire.parse({ name: this.#name, text: this.text })
      } else if (!this.#state.isPooled) {
        // Another session of the server's may have another result: behind a pooler each run is described.
        this.#builder = this.#state.builders.get(this.#name)
      }
      wire.bind({ statement: this.#name, values })
      if (this.#builder === undefined) wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '', rows: 0 })
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#fields = fields
    this.#describe(fields)
  }

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    const build = this.#builder
    if (build === undefined || build === null) {
      this.#waiting.push(fields)
      return
    }
    try {
      this.#rows.push(build(fields))
    } catch (error) {
      this.#unread ??= fromReadingError(error)
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    if (this.#isNaming) {
      this.#isNaming = false
      return
    }
    this.#isCompleted = true
    this.#rowCount = Number(/\d+$/.exec(text)?.[0] ?? 0)
    if (this.#fields === undefined && this.#builder === undefined) this.#state.builders.set(this.#name, null)
  }

  handleError(error: Error): void {
    const { prepared } = this.#bound
    prepared.naming.note(error)
    if (this.#state.isPooled && (isOutdated(error) || isForgotten(error))) prepared.isStaleInPooler = true
    this.#settle(this.#refusal ?? this.#judge(error), this)
  }

  handleReadyForQuery(): void {
    this.#settle(this.#failure, this)
  }

  handleEmptyQuery(): void {
    // An empty text has no rows; ReadyForQuery follows.
  }

  handlePortalSuspended(): void {
    // Execute asks for all rows, so no portal is ever suspended.
  }

  handleCopyInResponse(connection: { sendCopyFail(reason: string): void; sync(): void }): void {
    this.#refusal = new InvalidInputError('query', 'COPY … FROM STDIN is no query')
    connection.sendCopyFail('no data')
    // The server has swallowed the Sync that went out with the statement.
    connection.sync()
  }

  handleCopyData(): void {
    // Rows of a COPY TO are not rows of a query: dropped until its end.
  }

  /** Makes the builder, unless the registry does not know a type yet. */
  #describe(fields: readonly Field[]): void {
    if (!this.#types.knows(this.typeOids)) return
    try {
      this.#builder = buildRowBuilder(
        fields,
        this.#types.readersOf(this.typeOids),
        this.#bound.prepared.source.name,
      )
      if (this.#name !== '') this.#state.builders.set(this.#name, this.#builder)
    } catch (error) {
      this.#unread = fromReadingError(error)
    }
  }

  /** The error after which the server has done the statement all the same. */
  get #failure(): Error | undefined {
    if (this.#unread === undefined || this.#bound.prepared.isRead) return this.#unread
    return applied(this.#unread, this.#isInTransaction)
  }

  /** Says what became of it, where an error leaves that open. */
  #judge(error: Error): Error {
    const { commitsByItself } = this.#bound.prepared
    if (!isServerError(error) || isFatal(error)) {
      // The server says farewell last: all that it has done has been answered. A pooler's farewell is its own.
      const mayHaveRun = isServerError(error)
        ? this.#state.isPooled ||
          (!isIdleEnd(error) && (this.#isCompleted || (this.#isBound && commitsByItself)))
        : this.#sentAt !== undefined
      return new LostConnection(mayHaveRun, error)
    }
    return !this.#isInTransaction && this.#isBound && commitsByItself ? new PartlyDone(error) : error
  }
}

/** Reads rows as arrays of text, for the type registry. */
export function catalogueReader(client: ClientBase): CatalogueReader {
  return async (sql) =>
    (
      await client.query<(string | null)[]>({
        text: sql,
        rowMode: 'array',
        types: { getTypeParser: () => (text: string) => text },
      })
    ).rows
}

/** The options of a statement on a client of pg's. */
export interface ClientRunOptions extends CatalogueAccess {
  /** The client's own, the same each time. */
  readonly state: ClientState
  /** The kind of this connection, for telemetry. */
  readonly on: StatementEvent['on']
  /** True sends it so that it relies on nothing that the session has prepared. */
  readonly isUnnamed: boolean
}

/**
 * Runs a statement on a connection that nobody else is using.
 *
 * @throws {@link LostConnection}; {@link PartlyDone}; an error of ours if its result cannot be read; the server's error.
 */
export async function execute(
  client: ClientBase,
  bound: BoundStatement,
  types: TypeRegistry,
  options: ClientRunOptions,
): Promise<StatementResult> {
  const execution = await new Promise<Execution>((resolve, reject) => {
    client.query(
      new Execution(bound, types, options, (error, settled) => {
        noteRun(bound.figures, options.on, settled.ranMs)
        if (error === undefined) resolve(settled)
        else reject(error)
      }),
    )
  })
  if (execution.isUndecoded) {
    const read = catalogueReader(client)
    await loadResultTypes(types, execution.typeOids, bound.prepared, read, {
      ...options,
      isPooled: options.state.isPooled,
    })
    execution.decodeWaiting()
  }
  return execution.result
}
