import type { Answer } from './answer.js'
import { MalformedMessageError, type ClientMessage } from './client-messages.js'
import { ClientStatements } from './client-statements.js'
import { CopyIn, mayCopyIn } from './copy-in.js'
import { NotificationChannels } from './notification-channels.js'
import { SessionBusyError, WaitCancelledError } from './session-lock.js'
import { cString } from './server-output.js'
import type { Settings } from './session-settings.js'
import type { SharedSession, Tenant } from './shared-session.js'
import { answeredTimeout, readTimeout, timeoutQuestion } from './statement-timeout.js'
import {
  errorResponse,
  readyForQuery,
  wireMessage,
  type ErrorReport,
  type TransactionStatus,
} from './wire-message.js'

interface SessionClientOptions {
  readonly processId: number
  /** The settings in the client's first message. */
  readonly settings: Settings
  /** Sends bytes to the client. */
  readonly write: (bytes: Buffer) => void
}

/** The messages that take part in a batch, and those that end it. */
const batched = new Set(['P', 'B', 'D', 'E', 'C', 'H', 'S', 'Q', 'F'])
const endings = new Set(['H', 'S', 'Q', 'F'])
const copyData = new Set(['d', 'c', 'f'])

/** The tags of statements after which the session's settings may be others. */
const changesSettings = new Set(['SET', 'RESET', 'DISCARD ALL', 'DO', 'CALL'])

/** Asks for the rows of a portal that is not there. */
const executeNothing = wireMessage('E', 'souk_nothing\0\0\0\0\0')

const busy: ErrorReport = {
  severity: 'ERROR',
  code: '55P03',
  message: 'the session of the embedded database is held by the open transaction of another connection',
  hint:
    'The embedded database has one session for all connections. A statement that runs outside of a transaction, ' +
    'but is awaited inside of it, waits for itself: run it on the transaction.',
}

const cancelled: ErrorReport = {
  severity: 'ERROR',
  code: '57014',
  message: 'canceling statement due to user request',
}

/**
 * A client's part in the session: its messages are grouped into batches, each of which runs when the session is
 * free, and is answered as a server with a session for each client would answer.
 */
export class SessionClient implements Tenant {
  readonly channels = new NotificationChannels()
  settings: Settings
  settingsTouched = false

  readonly #session: SharedSession
  readonly #write: (bytes: Buffer) => void
  readonly #statements: ClientStatements
  #batch: ClientMessage[] = []
  #status: TransactionStatus = 'I'
  /** After an error the rest is left out up to the next Sync, as the protocol has it. */
  #skipping = false
  #copy: CopyIn | null = null
  /** Its statement timeout, which nobody else knows: 0 for none. */
  #timeoutMs: number
  /** True if the statement timeout may be another when the open transaction has ended. */
  #timeoutIsLocal = false
  /** True if the batch at hand was asked to be cancelled. */
  #isUnwanted = false
  #isAbandoned = false

  constructor(session: SharedSession, { processId, settings, write }: SessionClientOptions) {
    this.#session = session
    this.#write = write
    this.settings = settings
    this.#timeoutMs = readTimeout(settings.get('statement_timeout'))
    this.#statements = new ClientStatements(`c${processId}_`)
  }

  /** @returns False if the client says goodbye. */
  async handle(message: ClientMessage): Promise<boolean> {
    const { type } = message
    if (type === 'X') return false
    if (this.#copy !== null) await this.#handleCopy(this.#copy, message)
    // The rest of a COPY that has failed is ignored.
    else if (copyData.has(type)) return true
    else if (!batched.has(type)) throw new MalformedMessageError('invalid frontend message type')
    else if (this.#skipping && type === 'S' && this.#session.lock.owner !== this)
      this.#finish(true, 'I', false)
    else if (!this.#skipping || type === 'S') {
      this.#batch.push(message)
      if (endings.has(type)) await this.#runBatch()
    }
    return true
  }

  notify(body: Buffer): void {
    this.#write(wireMessage('A', body))
  }

  /** Takes a request to cancel. What waits is refused; what runs goes on for a while: see `StatementWatch`. */
  cancel(): void {
    this.#isUnwanted = true
    this.#session.lock.cancel(this)
    this.#session.watch.giveUp(this)
  }

  /** Notes that nobody is left to take an answer. */
  abandon(): void {
    this.#isAbandoned = true
    this.#session.watch.giveUp(this)
  }

  /** Leaves the session as if this client had never been: nothing half done, no names taken. */
  async leave(): Promise<void> {
    const { lock } = this.#session
    try {
      if (lock.owner === this) {
        // A transaction begun without a Sync would be committed by one, so it has to fail first.
        await this.#session.run([executeNothing, wireMessage('S')], true)
        await this.#session.query('rollback')
      } else await lock.acquire(this)
      await this.#session.run([...this.#statements.closings(), wireMessage('S')], true)
      await this.#session.forget(this)
    } catch {
      // The session is lost, or kept busy by somebody else for too long. There is nobody left to tell.
    } finally {
      this.#session.tenants.delete(this)
      if (lock.owner === this) lock.release()
    }
  }

  async #runBatch(): Promise<void> {
    const sent = this.#batch
    this.#batch = []
    this.#isUnwanted = false
    const complete = sent.at(-1)?.type !== 'H'
    // Before the batch's own statements are taken note of.
    const restoration = this.#statements.restoration(sent)
    const texts = this.#statements.remarkableTexts(sent)
    const refusal = await this.#acquire(texts)
    if (refusal !== null) {
      this.#write(errorResponse(refusal))
      this.#finish(complete, this.#status, true)
      return
    }
    await this.#session.enter(this)
    await this.#session.restoreUnnamed(this, restoration)
    await this.#watched(() => this.#runAcquired(sent, texts, complete))
  }

  async #watched(run: () => Promise<void>): Promise<void> {
    const { watch } = this.#session
    watch.begin(this, this.#timeoutMs)
    if (this.#isUnwanted || this.#isAbandoned) watch.giveUp(this)
    try {
      await run()
    } finally {
      watch.end()
    }
  }

  async #runAcquired(
    sent: readonly ClientMessage[],
    texts: readonly string[],
    complete: boolean,
  ): Promise<void> {
    const batch = texts.length === 0 ? sent : sent.map((message) => this.#refuseLocks(message))
    const answer = mayCopyIn(texts)
      ? await this.#runWithCare(batch, texts, complete)
      : await this.#session.run(
          batch.map((message) => this.#statements.translate(message)),
          complete,
        )
    if (answer !== null) await this.#give(answer, texts, complete)
  }

  /** @returns Why the session, or an advisory lock, cannot be had; null if this client has it. */
  async #acquire(texts: readonly string[]): Promise<ErrorReport | null> {
    const { lock, advisoryLocks } = this.#session
    for (;;) {
      try {
        await lock.acquire(this)
      } catch (error) {
        if (error instanceof SessionBusyError) return busy
        if (error instanceof WaitCancelledError) return cancelled
        throw error
      }
      if (!advisoryLocks.mustWait(texts, this)) return null
      // Inside a transaction nobody else could come and free the lock.
      if (this.#status !== 'I') return busy
      lock.release()
      await advisoryLocks.change()
    }
  }

  #refuseLocks(message: ClientMessage): ClientMessage {
    const { type, bytes } = message
    if (type !== 'Q' && type !== 'P') return message
    const start = type === 'P' ? cString(bytes, 5).next : 5
    const { text, next } = cString(bytes, start)
    const refused = this.#session.advisoryLocks.refuse(text, this)
    if (refused === text) return message
    return { type, bytes: wireMessage(type, bytes.subarray(5, start), `${refused}\0`, bytes.subarray(next)) }
  }

  /** Runs a batch that may ask for the data of a COPY. */
  async #runWithCare(
    batch: readonly ClientMessage[],
    texts: readonly string[],
    complete: boolean,
  ): Promise<Answer | null> {
    const [query] = batch
    if (query?.type !== 'Q') {
      return CopyIn.refuse(
        this.#session,
        batch.map((message) => this.#statements.translate(message)),
        complete,
      )
    }
    const { answer, copy } = await CopyIn.begin(this.#session, {
      bytes: query.bytes,
      text: texts[0] ?? '',
      status: this.#status,
    })
    if (copy === null) return answer
    this.#copy = copy
    this.#writeAll(answer.parts)
    this.#session.lock.keep()
    return null
  }

  async #handleCopy(copy: CopyIn, message: ClientMessage): Promise<void> {
    // A client that knows only of queries may have sent Flush or Sync behind its statement.
    if (message.type === 'H' || message.type === 'S') return
    if (!copyData.has(message.type)) throw new MalformedMessageError('invalid message type during COPY')
    await this.#session.lock.acquire(this)
    if (message.type === 'd') {
      copy.add(message)
      this.#session.lock.keep()
      return
    }
    this.#copy = null
    await this.#watched(async () => this.#give(await copy.end(message), [], true))
  }

  /** Hands an answer to the client, after taking note of what it has done to the session. */
  async #give(answer: Answer, texts: readonly string[], complete: boolean): Promise<void> {
    const { tags, status, error } = answer
    this.settingsTouched ||= tags.some((tag) => changesSettings.has(tag))
    for (const text of texts) if (this.#session.settings.note(text)) this.settingsTouched = true
    if (tags.some((tag) => tag === 'LISTEN' || tag === 'UNLISTEN')) {
      for (const text of texts) this.channels.note(text)
    }
    if (tags.includes('DISCARD ALL')) this.channels.note('unlisten *')
    if (error === null) this.#session.advisoryLocks.note(texts, this)
    if (status === 'I') await this.#settleChannels(tags.at(-1) !== 'ROLLBACK')
    await this.#noteTimeout(answer, texts)
    this.#writeAll(answer.parts)
    this.#finish(complete, status, error !== null)
  }

  /** Reads the statement timeout anew after it may have changed, which the server does not tell by itself. */
  async #noteTimeout({ tags, status }: Answer, texts: readonly string[]): Promise<void> {
    const isTouched =
      tags.some((tag) => changesSettings.has(tag)) || texts.some((text) => /set_config/i.test(text))
    // In a failed transaction nothing can be asked.
    if (status === 'I' ? !isTouched && !this.#timeoutIsLocal : status !== 'T' || !isTouched) return
    this.#timeoutIsLocal = status === 'T'
    this.#timeoutMs = answeredTimeout((await this.#session.run(timeoutQuestion, true)).parts)
  }

  async #settleChannels(committed: boolean): Promise<void> {
    if (committed) await this.#session.hearOnly(this.channels.commit())
    else this.channels.rollBack()
  }

  /** Ends the answer to a batch, and gives the session away if no transaction is open. */
  #finish(complete: boolean, status: TransactionStatus | null, failed: boolean): void {
    const { lock } = this.#session
    this.#skipping = failed && !complete
    if (complete && status !== null) {
      this.#status = status
      this.#write(readyForQuery(status))
    }
    if (lock.owner !== this) return
    if (complete && status === 'I') lock.release()
    else lock.keep()
  }

  #writeAll(parts: readonly Buffer[]): void {
    for (const part of parts) this.#write(part)
  }
}
