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
import type { Identity } from '../session/identity.js'
import type { MessageWriter } from './message-writer.js'
import type { Opening } from './opening.js'
import type { Request } from './request.js'
import { buildRowReader, buildRowShape } from './row-reader.js'
import type { RowReader, RowShape } from '../values/row-shape.js'
import { readFields } from './server-messages.js'
import type { SessionStatement, WireConnection } from './wire-connection.js'

const unnamed = Buffer.alloc(0)

/** Options of sending a statement. */
export interface StatementSending {
  /** A BEGIN to send first, in the same message group, and behind it our settings. If it fails, so does the statement. */
  readonly begin?: string
  /** The kind of connection, for telemetry. @defaultValue `session` */
  readonly on?: StatementEvent['on']
  /** Returns a piece of the result, and keeps the portal for the next piece; undefined returns all rows. */
  readonly fetch?: Fetch
  /** True sends the statement without a name, so that it does not rely on what the session has prepared. */
  readonly isUnnamed?: boolean
  /** True in a transaction of ours, which the statement must not end; false outside, where it must not begin one. */
  readonly isInTransaction: boolean
  /** True in a read-only transaction. */
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
  /** Set to cancel the statement: a cancel request is sent as soon as the server works on it. */
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
  /** The session's prepared copy of the statement, shared by all its runs there. */
  #known: SessionStatement = { shape: undefined }
  #reader: RowReader | null | undefined
  /** The number of results before the statement's own. */
  #leading: number
  #parses = false
  /** True if the server has read all of the statement, BEGIN aside. From then on it may run. */
  #isBound = false
  /**
   * True if the statement has run to its end, BEGIN aside. Outside a transaction it is then committed, unless that
   * fails.
   */
  #isCompleted = false
  #fields: readonly Field[] | undefined
  #waiting: Buffer[] | undefined
  #rowCount = 0
  #isSuspended = false
  readonly #opening: Opening | undefined
  /** The user to name in front of it: it is the first statement of its transaction. */
  readonly #identity: Identity | undefined
  /** True if that relies on what the session has prepared before. */
  #reliesOnIdentity = false
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
    const isFirst = sending.begin !== undefined || !sending.isInTransaction
    // What commits by itself runs behind no other statement.
    const hasOpening = isFirst && (sending.isInTransaction || !bound.prepared.commitsByItself)
    this.#opening = hasOpening ? connection.opening : undefined
    this.#identity = isFirst ? bound.identity : undefined
    this.#leading = [sending.begin, this.#opening, this.#identity].filter((part) => part !== undefined).length
    this.settled = (error) => {
      this.isSettled = true
      noteRun(bound.figures, sending.on ?? 'session', this.ranMs)
      if (error === undefined) {
        settle(undefined, this)
        return
      }
      // Behind a failure the server prepares nothing, so it does not know statements that relied on it.
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

  /** True if rows wait for types that the registry does not know yet. */
  get isUndecoded(): boolean {
    return this.#waiting !== undefined
  }

  /** The oids of the result's columns, once they are described. */
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
    const areNamed = prepared.naming.isOn && this.#sending.isUnnamed !== true
    this.#opening?.write(writer, areNamed)
    if (this.#identity !== undefined)
      this.#reliesOnIdentity = this.#connection.identity.write(writer, this.#identity, areNamed)
    const name = areNamed && !prepared.isStaleInPooler ? prepared.nameBytes : unnamed
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
    // The form of columns can be chosen once the session has described them. Behind a pooler the next run may meet
    // another session and another result, so each run is described.
    const shape = this.#connection.isPooled ? undefined : this.#known.shape
    this.#reader = shape === null ? null : (shape?.binary ?? shape)?.read
    const portal = fetch?.portal ?? unnamed
    writer.bind(portal, name, values, shape?.binary?.formats)
    // Described once per session, not once per run: if the result has changed since, the plan cache reports an error.
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
   * Decodes the waiting rows, after the registry has read the catalogue.
   *
   * @throws one of our errors if a row cannot be decoded.
   */
  decodeWaiting(): void {
    const fields = this.#fields ?? []
    try {
      this.#use(this.#compile(fields))
      // A type that is not in the fresh catalogue either was dropped meanwhile. Its values stay text, this once.
      const read =
        this.#reader ??
        buildRowReader(fields, this.#types.readersOf(this.typeOids), this.#prepared.source.name)
      for (const row of this.#waiting ?? []) this.#rows.push(read(row, 0, row.length))
    } catch (error) {
      throw this.#judge(fromReadingError(error))
    }
    this.#waiting = undefined
  }

  /** Adds the outcome to an error that leaves it open. */
  #judge(error: Error): Error {
    if (error instanceof LostConnection) return error
    const { isInTransaction, isReadOnly = false } = this.#sending
    const { isRead, commitsByItself } = this.#prepared
    // Our own errors come from reading the result.
    if (isSoukError(error))
      return this.#isCompleted && !isRead && !isReadOnly ? applied(error, isInTransaction) : error
    return !isInTransaction && this.#isBound && commitsByItself ? new PartlyDone(error) : error
  }

  #forget(error: Error): void {
    const { prepared, stale, isPooled } = this.#connection
    const { name, naming } = this.#prepared
    naming.note(error)
    if (isForgotten(error)) this.#opening?.lose()
    if (isForgotten(error) && this.#identity !== undefined) {
      this.#connection.identity.lose()
      // Whatever made the session forget may have reset its settings too.
      if (this.#reliesOnIdentity) this.#connection.isRetired = true
    }
    if (isPooled && (isOutdated(error) || isForgotten(error))) this.#prepared.isStaleInPooler = true
    // Another run may have prepared the name again meanwhile.
    if (prepared.get(name) !== this.#known) return
    // Either it was refused before it was prepared (later runs that relied on it then learn that it does not exist), or
    // it is out of date.
    if (!this.#parses && !isStalePlan(error)) return
    prepared.delete(name)
    stale.add(name)
    // Whatever made the session forget (DISCARD ALL) may have reset its settings too.
    if (!this.#parses && isForgotten(error)) this.#connection.isRetired = true
  }

  #use(shape: RowShape | undefined): void {
    this.#known.shape = shape
    // Only a cursor's portal is described again, and it was bound to return some columns in binary.
    const isBinary = this.#fields?.some((field) => field.isBinary) === true
    this.#reader = (isBinary ? shape?.binary : shape)?.read
  }

  /** Compiles the functions that read rows; undefined while the registry does not know a type. */
  #compile(fields: readonly Field[]): RowShape | undefined {
    if (!this.#types.knows(this.typeOids)) return undefined
    return (this.#prepared.shape = buildRowShape(
      fields,
      this.#types.readersOf(this.typeOids),
      this.#prepared.source.name,
    ))
  }
}
