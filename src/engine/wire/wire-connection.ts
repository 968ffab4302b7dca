import type { Duplex } from 'node:stream'
import type { Client } from 'pg'
import { InvalidInputError } from '../../errors.js'
import { fromReadingError, isFatal, isIdleEnd, isReadOnlyRefusal } from '../failure/driver-error.js'
import { LostConnection } from '../failure/lost-connection.js'
import { MessageReader } from './message-reader.js'
import { MessageWriter } from './message-writer.js'
import { IdentitySetter } from './identity-setter.js'
import type { Opening } from './opening.js'
import type { Request } from './request.js'
import { RequestQueue } from './request-queue.js'
import type { Position, ServerPosition } from '../replicas/position.js'
import type { RowShape } from '../values/row-shape.js'
import {
  code,
  readError,
  readNotification,
  readParameter,
  readTag,
  type Notification,
} from './server-messages.js'
import { nextTick, now, setImmediate, setTimeout } from '../timers.js'

/** The transaction status of a session: idle, in a transaction, or in a failed one. */
export type TransactionStatus = 'I' | 'T' | 'E'

const terminate = Buffer.from([88, 0, 0, 0, 4])

/** The key that a cancel request to this session carries. */
export interface BackendKey {
  readonly processId: number
  readonly secretKey: number | Buffer
}

/** A statement that one session has prepared. */
export interface SessionStatement {
  /** The shape of its rows; null if it returns none; undefined before the server has described them. */
  shape: RowShape | null | undefined
}

/** Returns the error of a connection whose server is silent, with the code that networks use for it. */
export function fellSilent(): Error {
  return Object.assign(new Error('the server fell silent'), { code: 'ETIMEDOUT' })
}

/** The time after which a connection is destroyed that the other end does not close. */
const goodbyeMs = 5_000

/**
 * A session with the server, after pg has opened and authenticated the connection.
 *
 * Requests are written back to back and answered in order. pg's own parser creates an object for each message and a
 * string for each value before it is known whether they are needed. This one passes the bytes to the request.
 */
export class WireConnection {
  readonly key: BackendKey
  readonly openedAt = now()
  /** The time of the last ReadyForQuery. */
  heardAt = this.openedAt
  /** The time at which the server began to work on the current request. */
  headSince = this.openedAt
  /** True if the current request found the connection idle. Its time then includes the round trip. */
  isAlone = false
  /** The statements that this session has prepared, by name. */
  readonly prepared = new Map<string, SessionStatement>()
  /** The names of statements that no longer fit the schema. They are closed before they are prepared again. */
  readonly stale = new Set<string>()
  /** The time of the last cancel request. It may hit the statement after the one it was meant for. */
  cancelledAt = -Infinity
  /** Resolves when the server has received the last cancel request, or the connection is lost. */
  cancelling: Promise<void> | undefined
  /** True if its settings may be lost. It should take no new work. */
  isRetired = false
  /** True if more is about to be sent, which can share a write with what is there. */
  isMoreComing = false
  /** True behind a pooler, which may give each transaction another session of the server. */
  isPooled = false
  /** True if the server replays another one's log, and refuses to write. */
  isStandby = false
  /** The timeline of its primary, where there are several hosts. */
  timeline: number | null = null
  /** The latest position in the log that its server is known to have; see `replicas/`. */
  position: Position | null = null
  /** The question for its position behind what this tick sends, if there is one. */
  positionBehind: Promise<ServerPosition | null> | undefined
  /** Our settings for each transaction, behind a pooler; undefined where the session has them. */
  opening: Opening | undefined
  /** Sets who acts in a transaction. */
  readonly identity = new IdentitySetter()
  /**
   * The SQL that restores the session as it was when it was opened; see `reset-session.ts`. Behind a pooler it follows the
   * end of a transaction in the same message.
   */
  resetSql = ''
  transactionStatus: TransactionStatus = 'I'
  /** The status before the request that was answered last. */
  statusBefore: TransactionStatus = 'I'
  #silentMs = 0
  #isSilent = false
  #isCancelling = false
  #endCancelling: () => void = () => undefined
  readonly #stream: Duplex
  readonly #writer = new MessageWriter()
  readonly #requests = new RequestQueue()
  /** The server's error for the current request. */
  #failure: Error | undefined
  /** The error of reading the result of the current request. */
  #unread: Error | undefined
  #scheduled = false
  /** Work to do before what was written is sent. */
  #beforeFlush: (() => void)[] = []
  #isHeld = true
  #lost: Error | undefined
  readonly #onLost: (connection: WireConnection) => void
  readonly #onIdle: () => void
  readonly #onCancel: (connection: WireConnection) => Promise<void>
  readonly #onNotification: ((notification: Notification) => void) | undefined
  readonly #onStandby: () => void

  /**
   * @param listener.onLost - called once when the session has ended, after all requests are settled.
   * @param listener.onIdle - called each time when everything that was sent has been answered.
   * @param listener.onCancel - sends a cancel request for the current work; resolves when the server has received it.
   * @param listener.onStandby - called when it refused to write, being on a standby.
   * @param listener.onNotification - called with each notification of the channels that the session listens on.
   */
  constructor(
    client: Client,
    listener: {
      readonly onLost: (connection: WireConnection) => void
      readonly onIdle: () => void
      readonly onCancel: (connection: WireConnection) => Promise<void>
      readonly onStandby: () => void
      readonly onNotification?: ((notification: Notification) => void) | undefined
    },
  ) {
    const { processID, secretKey, connection } = client as Client & {
      readonly processID: number
      readonly secretKey: number | Buffer
      readonly connection: { readonly stream: Duplex }
    }
    this.key = { processId: processID, secretKey }
    this.#onLost = listener.onLost
    this.#onIdle = listener.onIdle
    this.#onCancel = listener.onCancel
    this.#onStandby = listener.onStandby
    this.#onNotification = listener.onNotification
    this.#stream = connection.stream
    this.#stream.removeAllListeners('data')
    const reader = new MessageReader((message, bytes, start, end) =>
      this.#receive(message, bytes, start, end),
    )
    this.#stream.on('data', (chunk: Buffer) => {
      this.#isSilent = false
      try {
        reader.read(chunk)
      } catch (error) {
        // Out of step with the server: nothing after this can be trusted.
        this.destroy(error instanceof Error ? error : undefined)
      }
    })
    this.#stream.on('error', (error: Error) => this.#lose(error))
    this.#stream.on('close', () => this.#lose(new Error('the connection was closed')))
    // A stream that is not a socket stays half open when the other end has closed its half.
    this.#stream.on('end', () => this.destroy())
    this.#stream.on('timeout', () => this.#suspectSilence())
  }

  /** The time since which the server has said nothing, or worked on what it works on now. */
  get silentSince(): number {
    return Math.max(this.heardAt, this.headSince)
  }

  /** The number of requests without an answer. */
  get pending(): number {
    return this.#requests.length
  }

  /** The request that the server is working on. */
  get current(): Request | undefined {
    return this.#requests.first
  }

  /** The requests behind the current one. */
  get behind(): Iterable<Request> {
    return this.#requests.behind()
  }

  get isLost(): boolean {
    return this.#lost !== undefined
  }

  /** Sends a request. `write` appends its messages, a Sync or Query last, behind those of this tick. */
  send(request: Request, write: (writer: MessageWriter) => void): void {
    if (this.#lost !== undefined) {
      request.settled(new LostConnection(false, this.#lost))
      return
    }
    const before = this.#writer.length
    try {
      write(this.#writer)
    } catch (error) {
      // Half a request would be taken for the beginning of the next one.
      this.#writer.rewind(before)
      request.settled(error instanceof Error ? error : new Error('the request could not be written'))
      return
    }
    if (this.#requests.length === 0) {
      this.headSince = now()
      this.isAlone = true
      this.#hold(true)
    }
    this.#requests.push(request)
    this.#schedule()
  }

  /** Calls back before what this tick writes is sent, so that something can be sent behind it; if the session is lost, then. */
  beforeFlush(work: () => void): void {
    this.#beforeFlush.push(work)
    if (this.#lost === undefined) this.#schedule()
    else this.#flush()
  }

  /** Sends a cancel request for the current work, unless an earlier one has not been received yet. */
  cancelCurrent(): void {
    this.cancelledAt = now()
    if (this.#isCancelling) return
    this.#isCancelling = true
    this.cancelling = new Promise((resolve) => {
      this.#endCancelling = () => {
        this.#isCancelling = false
        resolve()
      }
      void this.#onCancel(this).finally(this.#endCancelling)
    })
  }

  /** The time that the server may be silent while it owes an answer; 0 means no limit. */
  get silentMs(): number {
    return this.#silentMs
  }

  /** Takes the server for lost if it is silent for this long while it owes an answer; 0 means never. */
  giveUpAfter(silentMs: number): void {
    this.#silentMs = silentMs
    const socket = this.#stream as Duplex & { setTimeout?(ms: number): void }
    socket.setTimeout?.(silentMs)
  }

  /** Writes more of the current request, such as the data of a COPY. Resolves when there is room for more. */
  async write(write: (writer: MessageWriter) => void): Promise<void> {
    if (this.#lost !== undefined) throw this.#lost
    write(this.#writer)
    // Its request was written with it, if not before.
    this.#requests.markSent()
    const hasRoom = this.#stream.write(this.#writer.take())
    // While the data was collected the server owed nothing, so the timer starts again.
    if (this.#silentMs > 0) this.giveUpAfter(this.#silentMs)
    if (hasRoom) return
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#stream.off('drain', done)
        this.#stream.off('close', done)
        resolve()
      }
      this.#stream.on('drain', done)
      this.#stream.on('close', done)
    })
  }

  /** Ends the session at once; waiting requests are rejected. `end()` of a half-open socket would wait for ever. */
  destroy(error?: Error): void {
    this.#lose(error ?? new Error('the connection was closed'))
    this.#stream.destroy()
  }

  /**
   * Sends Terminate. With requests pending the connection is destroyed instead, because Terminate would wait behind
   * them.
   */
  end(): void {
    if (this.#lost !== undefined) return
    if (this.pending > 0) {
      this.destroy()
      return
    }
    this.#stream.end(terminate)
    setTimeout(() => this.#stream.destroy(), goodbyeMs).unref()
    this.#lose(new Error('the connection was closed'))
  }

  /** Reads what has arrived before it takes the server for silent: a busy process would see every server as silent. */
  #suspectSilence(): void {
    this.#isSilent = true
    setImmediate(() => {
      if (!this.#isSilent || this.pending === 0 || this.current?.waitsForClient === true) return
      // It may still be working, and hold locks.
      this.cancelCurrent()
      this.destroy(fellSilent())
    })
  }

  /** Keeps the process alive while an answer is due. An idle connection must not keep it alive. */
  #hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return
    this.#isHeld = isHeld
    const socket = this.#stream as Duplex & { ref?(): void; unref?(): void }
    if (isHeld) socket.ref?.()
    else socket.unref?.()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    const flush = () => {
      this.#scheduled = false
      this.#flush()
    }
    // While the server works there is time to read what else has arrived, whose callers may send more. Each write is a
    // system call, which costs more than the statement that it sends.
    if (this.#requests.hasSent || this.isMoreComing) setImmediate(flush)
    else nextTick(flush)
  }

  #flush(): void {
    this.isMoreComing = false
    for (let work = this.#beforeFlush.shift(); work !== undefined; work = this.#beforeFlush.shift()) work()
    if (this.#writer.isEmpty || this.#lost !== undefined) return
    this.#requests.markSent()
    this.#stream.write(this.#writer.take())
  }

  /** Marks the refusal of a standby. The session is no place for the writes that come next. */
  #explained(error: Error): Error {
    if (!this.isStandby || !isReadOnlyRefusal(error)) return error
    this.#onStandby()
    return Object.assign(error, { isOnStandby: true })
  }

  #receive(message: number, bytes: Buffer, start: number, end: number): void {
    const request = this.#requests.first
    switch (message) {
      case code.dataRow:
        if (this.#failure === undefined && this.#unread === undefined)
          this.#guard(() => request?.row?.(bytes, start, end))
        break
      case code.commandComplete:
        request?.completed?.(readTag(bytes, start, end))
        break
      case code.readyForQuery:
        this.#ready(String.fromCharCode(bytes[start] ?? 0) as TransactionStatus)
        break
      case code.bindComplete:
        request?.bound?.()
        break
      case code.parseComplete:
        request?.parsed?.()
        break
      case code.rowDescription:
        this.#guard(() => request?.described?.(bytes, start, end))
        break
      case code.noData:
        request?.described?.(null, start, end)
        break
      case code.error:
        this.#failure ??= this.#explained(readError(bytes, start, end))
        // A fatal error is not followed by ReadyForQuery.
        break
      case code.portalSuspended:
        request?.suspended?.()
        break
      case code.copyIn:
        if (request?.copyIn === undefined) this.#refuseCopy()
        else request.copyIn()
        break
      case code.notice:
        if (request?.noticed !== undefined) request.noticed(readError(bytes, start, end))
        break
      case code.notification:
        this.#onNotification?.(readNotification(bytes, start, end))
        break
      case code.parameterStatus: {
        const [name, value] = readParameter(bytes, start)
        if (name === 'in_hot_standby') this.isStandby = value === 'on'
        break
      }
      default:
        // CloseComplete, EmptyQueryResponse: no request needs them.
        break
    }
  }

  /** An error of ours while a result is read belongs to its request. The session goes on. */
  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#unread ??= fromReadingError(error)
    }
  }

  /** The server waits for data and ignores every Sync meanwhile, so later requests would get the wrong answers. */
  #refuseCopy(): void {
    this.#failure = new InvalidInputError('query', 'COPY … FROM STDIN is no query: use copyIn')
    this.destroy()
  }

  #ready(status: TransactionStatus): void {
    this.statusBefore = this.transactionStatus
    this.transactionStatus = status
    this.heardAt = now()
    const request = this.#requests.shift()
    // A request that the server refused at its end, by a deferred constraint for instance, was not done, even if its
    // result could not be read either.
    const failure = this.#failure ?? this.#unread
    this.#failure = this.#unread = undefined
    if (request !== undefined) request.ranMs = this.heardAt - this.headSince
    this.headSince = this.heardAt
    const isNextWaiting = this.#requests.length > 0
    request?.settled(failure)
    if (isNextWaiting) this.isAlone = false
    if (this.#requests.length === 0) {
      this.#hold(false)
      this.#onIdle()
    }
    if (this.current?.isCancelled === true) this.cancelCurrent()
  }

  #lose(error: Error): void {
    if (this.#lost !== undefined) return
    const failure = this.#failure
    // The server's last error says more than the end of the connection.
    const isFarewell = failure !== undefined && isFatal(failure)
    const lost = isFarewell ? failure : error
    this.#lost = lost
    // The server answers in order, and its fatal error comes last, so everything it did has been answered. A pooler's
    // fatal error is its own: answers of the server may be lost with it.
    const isLastWord = isFarewell && !this.isPooled
    const [current, ...others] = this.#requests.clear()
    if (current?.isSent === true) current.ranMs = now() - this.headSince
    // An earlier error is the answer to the current request, and says nothing about those behind it.
    if (failure !== undefined && !isFarewell) current?.settled(failure)
    else if (current !== undefined) {
      const isUnread = !current.isSent || (isLastWord && isIdleEnd(failure))
      current.settled(new LostConnection(!isUnread && (current.mayHaveRun?.(isLastWord) ?? true), lost))
    }
    for (const request of others) request?.settled(new LostConnection(request.isSent && !isLastWord, lost))
    this.#endCancelling()
    this.#onLost(this)
  }
}
