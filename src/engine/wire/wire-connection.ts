import type { Duplex } from 'node:stream'
import type { Client } from 'pg'
import { InvalidInputError } from '../../errors.js'
import { fromReadingError, isFatal, isIdleEnd } from '../failure/driver-error.js'
import { LostConnection } from '../failure/lost-connection.js'
import { MessageReader } from './message-reader.js'
import { MessageWriter } from './message-writer.js'
import type { Request } from './request.js'
import { RequestQueue } from './request-queue.js'
import type { RowShape } from '../values/row-shape.js'
import { code, readError, readNotification, readTag, type Notification } from './server-messages.js'
import { nextTick, now, setImmediate, setTimeout } from '../timers.js'

/** Where a session stands: idle, in a transaction, or in one that has failed. */
export type TransactionStatus = 'I' | 'T' | 'E'

const terminate = Buffer.from([88, 0, 0, 0, 4])

/** The key that a cancel request to this session carries. */
export interface BackendKey {
  readonly processId: number
  readonly secretKey: number | Buffer
}

/** A statement as one session has prepared it. */
export interface SessionStatement {
  /** How its rows are read; null if it gives none; undefined before the server has described them. */
  shape: RowShape | null | undefined
}

/** The end of a connection whose server says nothing any more, with the code that networks use for it. */
export function fellSilent(): Error {
  return Object.assign(new Error('the server fell silent'), { code: 'ETIMEDOUT' })
}

/** After a goodbye the other end closes the connection; one that is gone never does. */
const goodbyeMs = 5_000

/**
 * A session with the server, after pg has made and authenticated the connection.
 *
 * Requests are written back to back and answered in their order. pg's own parser makes an object of each message
 * and a string of each value before anybody knows whether it is wanted; this one hands the bytes to the request
 * that waits for them.
 */
export class WireConnection {
  readonly key: BackendKey
  readonly openedAt = now()
  /** When it last was ready. */
  heardAt = this.openedAt
  /** Since when the server has been at work on the current request. */
  headSince = this.openedAt
  /** True if the current request found the connection idle: what it takes is the time of the way too. */
  isAlone = false
  /** The statements that this session was told to prepare, by name. */
  readonly prepared = new Map<string, SessionStatement>()
  /** The names of those that no longer fit the schema: they are closed before they are prepared again. */
  readonly stale = new Set<string>()
  /** When somebody last asked to cancel what it did: the request may hit the statement after. */
  cancelledAt = -Infinity
  /** Resolves when the server has heard of the last wish to cancel, or the connection is lost. */
  cancelling: Promise<void> | undefined
  /** True if it has lost what it was told when it was opened: it should take nothing new. */
  isRetired = false
  /** True if more is about to be sent, which can go along with what is there. */
  isMoreComing = false
  /** True if a pooler stands between, which may give each transaction another session of the server's. */
  isPooled = false
  /** Makes it as it was when it was opened: see `resetSession`. */
  resetSql = ''
  transactionStatus: TransactionStatus = 'I'
  /** Where it stood before the request that was answered last. */
  statusBefore: TransactionStatus = 'I'
  #silentMs = 0
  #isSilent = false
  #isCancelling = false
  #endCancelling: () => void = () => undefined
  readonly #stream: Duplex
  readonly #writer = new MessageWriter()
  readonly #requests = new RequestQueue()
  /** What the server said of the current request. */
  #failure: Error | undefined
  /** What kept us from reading the result of the current request. */
  #unread: Error | undefined
  #scheduled = false
  #isHeld = true
  #lost: Error | undefined
  readonly #onLost: (connection: WireConnection) => void
  readonly #onIdle: () => void
  readonly #onCancel: (connection: WireConnection) => Promise<void>
  readonly #onNotification: ((notification: Notification) => void) | undefined

  /**
   * @param listener.onLost - told once when the session has ended, after every request has been.
   * @param listener.onIdle - told each time when everything that was sent has been answered.
   * @param listener.onCancel - told when what the server is at work on is to be cancelled; resolves when it has heard.
   * @param listener.onNotification - told of what is sent to a channel that the session listens on.
   */
  constructor(
    client: Client,
    listener: {
      readonly onLost: (connection: WireConnection) => void
      readonly onIdle: () => void
      readonly onCancel: (connection: WireConnection) => Promise<void>
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
        // Out of step with the server: nothing that comes after can be trusted.
        this.destroy(error instanceof Error ? error : undefined)
      }
    })
    this.#stream.on('error', (error: Error) => this.#lose(error))
    this.#stream.on('close', () => this.#lose(new Error('the connection was closed')))
    // A stream that is no socket stays half open when the other end has closed its half.
    this.#stream.on('end', () => this.destroy())
    this.#stream.on('timeout', () => this.#suspectSilence())
  }

  /** How many requests wait for their answer. */
  get pending(): number {
    return this.#requests.length
  }

  /** The request that the server is at work on. */
  get current(): Request | undefined {
    return this.#requests.first
  }

  /** The requests that wait for the server to be done with the current one. */
  get behind(): Iterable<Request> {
    return this.#requests.behind()
  }

  get isLost(): boolean {
    return this.#lost !== undefined
  }

  /**
   * Sends a request: `write` puts its messages, a Sync or Query last, behind those of this tick.
   */
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

  /** Asks the server to cancel what it is at work on, unless an earlier request is still on its way. */
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

  /** How long the server may be silent while an answer is waited for; 0 means for ever. */
  get silentMs(): number {
    return this.#silentMs
  }

  /** Takes the server for gone if it says nothing for so long while an answer is waited for; 0 waits for ever. */
  giveUpAfter(silentMs: number): void {
    this.#silentMs = silentMs
    const socket = this.#stream as Duplex & { setTimeout?(ms: number): void }
    socket.setTimeout?.(silentMs)
  }

  /** Writes more of the request that is at work, such as the data of a COPY. Resolves when there is room for more. */
  async write(write: (writer: MessageWriter) => void): Promise<void> {
    if (this.#lost !== undefined) throw this.#lost
    write(this.#writer)
    // What it belongs to was flushed with it, if it was not before.
    this.#requests.markSent()
    const hasRoom = this.#stream.write(this.#writer.take())
    // While the data was put together the server owed nothing, and its time may have run out.
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

  /** Ends the session at once; what waits is rejected. `end()` of a half-open socket would wait for ever. */
  destroy(error?: Error): void {
    this.#lose(error ?? new Error('the connection was closed'))
    this.#stream.destroy()
  }

  /** Says goodbye to the server; in the middle of something a goodbye would wait behind it. */
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

  /** Looks at what has arrived first: a process that was busy itself takes every server for silent. */
  #suspectSilence(): void {
    this.#isSilent = true
    setImmediate(() => {
      if (!this.#isSilent || this.pending === 0 || this.current?.waitsForClient === true) return
      // It may be at work all the same, and hold locks.
      this.cancelCurrent()
      this.destroy(fellSilent())
    })
  }

  /** While an answer is waited for the process must not end; an idle connection must not keep it from ending. */
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
    // While the server is at work there is time to read what else has arrived, whose callers may have more to send:
    // each write is a call of the system's, which costs more than the statement that it sends.
    if (this.#requests.hasSent || this.isMoreComing) setImmediate(flush)
    else nextTick(flush)
  }

  #flush(): void {
    this.isMoreComing = false
    if (this.#writer.isEmpty || this.#lost !== undefined) return
    this.#requests.markSent()
    this.#stream.write(this.#writer.take())
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
        this.#failure ??= readError(bytes, start, end)
        // Before the end of the session the server says why, and never that it is ready again.
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
      default:
        // CloseComplete, EmptyQueryResponse, parameters: nothing waits for them.
        break
    }
  }

  /** An error of ours while a result is read belongs to its request, and the session goes on. */
  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#unread ??= fromReadingError(error)
    }
  }

  /** The server waits for data and swallows every Sync meanwhile: what was sent behind would get the wrong answers. */
  #refuseCopy(): void {
    this.#failure = new InvalidInputError('query', 'COPY … FROM STDIN is no query: use copyIn')
    this.destroy()
  }

  #ready(status: TransactionStatus): void {
    this.statusBefore = this.transactionStatus
    this.transactionStatus = status
    this.heardAt = now()
    const request = this.#requests.shift()
    // What the server refused in the end, a deferred constraint for one, is not done, whatever could not be read of it.
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
    // What the server said before it hung up tells more than the hang-up.
    const isFarewell = failure !== undefined && isFatal(failure)
    const lost = isFarewell ? failure : error
    this.#lost = lost
    // The server answers in order and says farewell last: all that it has done has been answered. A pooler's farewell is
    // its own, and answers of the server's may be lost with it.
    const isLastWord = isFarewell && !this.isPooled
    const [current, ...others] = this.#requests.clear()
    if (current?.isSent === true) current.ranMs = now() - this.headSince
    // An error that was already there is the answer to the request at work, and says nothing of those behind it.
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
