import type { ClientBase, Connection } from 'pg'
import { InvalidInputError } from '../errors.js'
import { emptyArray } from '../plain-object.js'
import { fromReadingError } from './driver-error.js'
import { buildRowBuilder, type Field, type RowBuilder } from './row-builder.js'
import type { BoundStatement } from './statement.js'
import type { StatementNaming } from './statement-naming.js'
import { noteRun, type StatementEvent } from './telemetry.js'
import type { TypeRegistry } from './type-registry.js'
import { now } from './timers.js'

/** What a statement gave. */
export interface StatementResult {
  readonly rows: readonly object[]
  /** How many rows it read or wrote, as the server counts them. */
  readonly rowCount: number
  /** True if only a piece of the result was asked for, and there may be more. */
  readonly hasMore?: boolean
}

/** pg's connection as a query sees it: the messages of the extended protocol, one method each. */
interface WireConnection {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, string>
  parse(message: { readonly name: string; readonly text: string }): void
  bind(message: { readonly statement: string; readonly values: readonly unknown[] }): void
  describe(message: { readonly type: 'P'; readonly name: '' }): void
  execute(message: { readonly portal: ''; readonly rows: 0 }): void
  sync(): void
}

type Settle = (error: Error | undefined, execution: Execution) => void
type TextRow = readonly (string | null)[]

/** What builds the rows of the statements that a connection has prepared; null for one that gives none. */
const buildersOf = new WeakMap<Connection, Map<string, RowBuilder | null>>()

/**
 * One run of a prepared statement on one connection, as pg's client drives it.
 *
 * It replaces pg's own query class for four reasons: the result is described once per connection and not once per run,
 * rows are built by a compiled function, values arrive as they go over the wire, and all messages leave in
 * one write.
 */
class Execution {
  /** Read by pg's client, which keeps the list of names that a connection has parsed. */
  readonly name: string
  readonly text: string
  readonly #naming: StatementNaming
  readonly #values: BoundStatement['values']
  readonly #types: TypeRegistry
  readonly #settle: Settle
  #failure: Error | undefined
  #fields: readonly Field[] | undefined
  #builders: Map<string, RowBuilder | null> | undefined
  #builder: RowBuilder | null | undefined
  #waiting: TextRow[] = []
  #rowCount = 0
  #sentAt: number | undefined
  readonly #rows = emptyArray<object>()

  constructor({ prepared, values }: BoundStatement, types: TypeRegistry, isUnnamed: boolean, settle: Settle) {
    this.name = isUnnamed || !prepared.naming.isOn ? '' : prepared.name
    this.#naming = prepared.naming
    this.text = prepared.text
    this.#values = values
    this.#types = types
    this.#settle = settle
  }

  /** How long the server has been at work on it, in milliseconds, as seen from here. */
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

  /** Decodes what waited, after the registry has read the catalogue. */
  decodeWaiting(): void {
    const fields = this.#fields ?? []
    this.#describe(fields)
    // A type that even the fresh catalogue does not hold was dropped meanwhile: its values stay text, this once.
    this.#builder ??= buildRowBuilder(fields, this.#types.readersOf(this.typeOids))
    const waiting = this.#waiting
    this.#waiting = []
    for (const fields of waiting) this.handleDataRow({ fields })
    if (this.#failure !== undefined) throw this.#failure
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as WireConnection
    this.#sentAt = now()
    wire.stream.cork()
    try {
      this.#builders = buildersOf.get(connection) ?? new Map()
      buildersOf.set(connection, this.#builders)
      if (this.name === '' || wire.parsedStatements[this.name] === undefined) {
        wire.parse({ name: this.name, text: this.text })
      } else {
        this.#builder = this.#builders.get(this.name)
      }
      wire.bind({ statement: this.name, values: this.#values })
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
      this.#failure ??= fromReadingError(error)
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rowCount = Number(/\d+$/.exec(text)?.[0] ?? 0)
    if (this.#fields === undefined && this.#builder === undefined) this.#builders?.set(this.name, null)
  }

  handleError(error: Error): void {
    this.#naming.note(error)
    this.#settle(this.#failure ?? error, this)
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
    this.#failure = new InvalidInputError('query', 'COPY … FROM STDIN is no query')
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
      this.#builder = buildRowBuilder(fields, this.#types.readersOf(this.typeOids))
      if (this.name !== '') this.#builders?.set(this.name, this.#builder)
    } catch (error) {
      this.#failure = fromReadingError(error)
    }
  }
}

/** Reads rows as arrays of text, for the type registry. */
function catalogueReader(client: ClientBase) {
  return async (sql: string) =>
    (
      await client.query<(string | null)[]>({
        text: sql,
        rowMode: 'array',
        types: { getTypeParser: () => (text: string) => text },
      })
    ).rows
}

/** How a statement is run on a client of pg's. */
export interface ClientRunOptions {
  /** What kind of connection this is, for telemetry. */
  readonly on: StatementEvent['on']
  /** True sends it so that it relies on nothing that the session has prepared. */
  readonly isUnnamed: boolean
}

/**
 * Runs a statement on a connection that nobody else is using.
 *
 * @throws the driver's error, as it is.
 */
export async function execute(
  client: ClientBase,
  bound: BoundStatement,
  types: TypeRegistry,
  { on, isUnnamed }: ClientRunOptions,
): Promise<StatementResult> {
  const execution = await new Promise<Execution>((resolve, reject) => {
    client.query(
      new Execution(bound, types, isUnnamed, (error, settled) => {
        noteRun(bound.figures, on, settled.ranMs)
        if (error === undefined) resolve(settled)
        else reject(error)
      }),
    )
  })
  if (execution.isUndecoded) {
    await types.load(execution.typeOids, catalogueReader(client))
    execution.decodeWaiting()
  }
  return execution.result
}
