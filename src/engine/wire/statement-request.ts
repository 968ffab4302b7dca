import type { Fetch } from '../transport.js'
import { emptyArray } from '../../plain-object.js'
import {
  applied,
  behindFailure,
  fromReadingError,
  isForgotten,
  isOutdated,
  isStalePlan,
} from '../failure/driver-error.js'
import type { StatementResult } from '../statement/statement-result.js'
import { PartlyDone } from '../failure/partly-done.js'
import { isSoukError } from '../../errors.js'
import { areSameFields, type Field } from '../values/row-builder.js'
import type { BoundStatement, PreparedText } from '../statement/statement.js'
import { noteRun, type StatementEvent } from '../telemetry/telemetry.js'
import type { TypeRegistry } from '../values/type-registry.js'
import { LostConnection } from '../failure/lost-connection.js'
import type { MessageWriter } from './message-writer.js'
import type { Request } from './request.js'
import { buildRowReader, buildRowShape } from './row-reader.js'
import type { RowReader, RowShape } from '../values/row-shape.js'
import { readFields } from './server-messages.js'
import type { SessionStatement, WireConnection } from './wire-connection.js'

const unnamed = Buffer.alloc(0)

/** How a statement is sent. */
export interface StatementSending {
  /** A BEGIN that goes first in the same message group: if it fails, so does the statement. */
  readonly begin?: string
  /** What kind of connection this is, for telemetry. @defaultValue `session` */
  readonly on?: StatementEvent['on']
  /** Gives at most so many rows, and keeps the portal for the next ones; undefined gives all. */
  readonly fetch?: Fetch
  /** True sends it so that it relies on nothing that the session has prepared. */
  readonly isUnnamed?: boolean
  /** True in a transaction of ours, which the statement must not end; false where it must not begin one. */
  readonly isInTransaction: boolean
  /** True in a transaction that only reads. */
  readonly isReadOnly?: boolean
}

class Result implements StatementResult {
  readonly rows: readonly object[]
  readonly rowCount: number
  readonly hasMore: boolean

  constructor(rows: readonly object[], rowCount: number, hasMore: boolean) {
    this.rows = rows
    this.rowCount = rowCount
    this.hasMore = hasMore
  }
}

/** One run of a statement on one connection, in the extended protocol. */
export class StatementRequest implements Request {
  /** Set by whoever wants the statement cancelled: the connection is asked to as soon as the server works on it. */
  isCancelled = false
  isSent = false
  isSettled = false
  ranMs = 0
  answerFrom: Request['answerFrom']
  readonly #bound: BoundStatement
  readonly #connection: WireConnection
  readonly #types: TypeRegistry
  readonly #sending: StatementSending
  readonly settled: Request['settled']
  /** What the session knows of it; shared by all who run it there. */
  #known: SessionStatement = { shape: undefined }
  #reader: RowReader | null | undefined
  /** How many results come before the statement's own. */
  #leading: number
  #parses = false
  /** True if the server has read all of it, BEGIN aside: from then on it may run. */
  #isBound = false
  /** True if it has run to its end, BEGIN aside; outside a transaction it is then committed, unless that fails. */
  #isCompleted = false
  #fields: readonly Field[] | undefined
  #waiting: Buffer[] | undefined
  #rowCount = 0
  #isSuspended = false
  readonly #rows = emptyArray<object>()

  constructor(
    bound: BoundStatement,
    connection: WireConnection,
    types: TypeRegistry,
    sending: StatementSending,
    settle: (error: Error | undefined, request: StatementRequest) => void,
  ) {
    this.#bound = bound
    this.#connection = connection
    this.#types = types
    this.#sending = sending
    this.#leading = sending.begin === undefined ? 0 : 1
    this.settled = (error) => {
      this.isSettled = true
      noteRun(bound.figures, sending.on ?? 'session', this.ranMs)
      if (error === undefined) {
        settle(undefined, this)
        return
      }
      // Behind a failure the server prepares nothing, so that it does not know those that rely on that.
      const isBehind = connection.statusBefore === 'E' && isForgotten(error)
      const told = isBehind ? behindFailure(error) : error
      this.#forget(told)
      settle(this.#judge(told), this)
    }
  }

  get expectedMs(): number {
    return this.#bound.prepared.usualMs
  }

  get result(): StatementResult {
    return new Result(this.#rows, this.#rowCount, this.#isSuspended)
  }

  /** True if rows wait for types that the registry did not know. */
  get isUndecoded(): boolean {
    return this.#waiting !== undefined
  }

  /** The oids of the result's columns, once they have been described. */
  get typeOids(): readonly number[] {
    return (this.#fields ?? []).map(({ dataTypeID }) => dataTypeID)
  }

  get #prepared(): PreparedText {
    return this.#bound.prepared
  }

  write(writer: MessageWriter): void {
    const { prepared, values } = this.#bound
    const { begin, fetch } = this.#sending
    if (fetch?.isFirst === false) {
      writer.describe(fetch.portal)
      writer.execute(fetch.portal, fetch.rows)
      writer.sync()
      return
    }
    if (begin !== undefined) {
      writer.parse(unnamed, begin)
      writer.bind(unnamed, unnamed, [])
      writer.executeAll()
    }
    const isNamed = prepared.naming.isOn && this.#sending.isUnnamed !== true && !prepared.isStaleInPooler
    const name = isNamed ? prepared.nameBytes : unnamed
    const known = name.length === 0 ? undefined : this.#connection.prepared.get(prepared.name)
    if (known === undefined) {
      if (name.length > 0) {
        if (this.#connection.stale.delete(prepared.name)) writer.closeStatement(name)
        this.#connection.prepared.set(prepared.name, this.#known)
      }
      writer.parse(name, prepared.text)
      this.#parses = true
    } else {
      this.#known = known
    }
    // What form its columns are to have can be said once the session has described them.
    // Behind a pooler the next run may meet another session of the server's, and another result: each is described.
    const shape = this.#connection.isPooled ? undefined : this.#known.shape
    this.#reader = shape === null ? null : (shape?.binary ?? shape)?.read
    const portal = fetch?.portal ?? unnamed
    writer.bind(portal, name, values, shape?.binary?.formats)
    // Described once per session, not once per run: that a result has changed since is an error of the plan cache.
    if (this.#reader === undefined) writer.describe(portal)
    writer.execute(portal, fetch?.rows ?? 0)
    writer.sync()
  }

  parsed(): void {
    if (this.#leading === 0) this.#parses = false
  }

  bound(): void {
    if (this.#leading === 0) this.#isBound = true
  }

  mayHaveRun(isLastWord: boolean): boolean {
    // Until it is complete nothing of it is committed, unless it commits by itself.
    return !isLastWord || this.#isCompleted || (this.#isBound && this.#prepared.commitsByItself)
  }

  described(bytes: Buffer | null, start: number): void {
    if (bytes === null) {
      this.#reader = this.#known.shape = null
      return
    }
    const fields = readFields(bytes, start)
    this.#fields = fields
    const { shape } = this.#prepared
    this.#use(shape !== undefined && areSameFields(shape.fields, fields) ? shape : this.#compile(fields))
  }

  row(bytes: Buffer, start: number, end: number): void {
    const read = this.#reader
    if (read === undefined || read === null) {
      this.#waiting ??= []
      this.#waiting.push(Buffer.from(bytes.subarray(start, end)))
    } else {
      this.#rows.push(read(bytes, start, end))
    }
  }

  completed(tag: string): void {
    if (this.#leading > 0) {
      this.#leading--
      return
    }
    this.#isCompleted = true
    this.#rowCount = Number(tag.slice(tag.lastIndexOf(' ') + 1)) || 0
  }

  suspended(): void {
    this.#isSuspended = true
  }

  /**
   * Reads what waited, after the registry has read the catalogue.
   *
   * @throws an error of ours if that cannot be read.
   */
  decodeWaiting(): void {
    const fields = this.#fields ?? []
    try {
      this.#use(this.#compile(fields))
      // A type that even the fresh catalogue does not hold was dropped meanwhile: its values stay text, this once.
      const read = this.#reader ?? buildRowReader(fields, this.#types.readersOf(this.typeOids))
      for (const row of this.#waiting ?? []) this.#rows.push(read(row, 0, row.length))
    } catch (error) {
      throw this.#judge(fromReadingError(error))
    }
    this.#waiting = undefined
  }

  /** Says what became of it, where an error leaves that open. */
  #judge(error: Error): Error {
    if (error instanceof LostConnection) return error
    const { isInTransaction, isReadOnly = false } = this.#sending
    const { isRead, commitsByItself } = this.#prepared
    // An error of ours comes of reading the result.
    if (isSoukError(error))
      return this.#isCompleted && !isRead && !isReadOnly ? applied(error, isInTransaction) : error
    return !isInTransaction && this.#isBound && commitsByItself ? new PartlyDone(error) : error
  }

  #forget(error: Error): void {
    const { prepared, stale, isPooled } = this.#connection
    const { name, naming } = this.#prepared
    naming.note(error)
    if (isPooled && isOutdated(error)) this.#prepared.isStaleInPooler = true
    // Somebody may have prepared the name anew while this was on its way.
    if (prepared.get(name) !== this.#known) return
    // Refused before it was prepared (those behind it that relied on it are told that it does not exist), or out of date.
    if (!this.#parses && !isStalePlan(error)) return
    prepared.delete(name)
    stale.add(name)
    // Whoever made the session forget (DISCARD ALL) may have taken its settings too.
    if (!this.#parses && isForgotten(error)) this.#connection.isRetired = true
  }

  #use(shape: RowShape | undefined): void {
    this.#known.shape = shape
    // Only the portal of a cursor is described again when it is known, and has been bound to give some in binary.
    const isBinary = this.#fields?.some((field) => field.isBinary) === true
    this.#reader = (isBinary ? shape?.binary : shape)?.read
  }

  /** Makes what reads the rows, unless the registry does not know a type yet. */
  #compile(fields: readonly Field[]): RowShape | undefined {
    if (!this.#types.knows(this.typeOids)) return undefined
    return (this.#prepared.shape = buildRowShape(fields, this.#types.readersOf(this.typeOids)))
  }
}
