import { readAnswer, type Answer } from './answer.js'
import { AdvisoryLocks } from './advisory-locks.js'
import type { Engine } from './engine.js'
import type { NotificationChannels } from './notification-channels.js'
import { errorField, serverMessages } from './server-output.js'
import { SessionLock } from './session-lock.js'
import { SessionSettings, type SettingsHolder } from './session-settings.js'
import type { StatementWatch } from './statement-watch.js'
import { wireMessage } from './wire-message.js'

/** The session cannot be used any more: the server's code has crashed, or it was closed. */
export class SessionLostError extends Error {}

/** The server refused a statement of the bridge's own. */
export class SessionRefusalError extends Error {
  readonly sqlState: string

  constructor(error: Buffer) {
    super(errorField(error, 'M') ?? '')
    this.sqlState = errorField(error, 'C') ?? 'XX000'
  }
}

/** A connection, as the session sees it. */
export interface Tenant extends SettingsHolder {
  readonly channels: NotificationChannels
  /** Hands over the body of a notification. */
  notify(body: Buffer): void
}

interface SharedSessionOptions {
  readonly lockDeadlineMs: number
  readonly watch: StatementWatch
  /** Called when the server's code has crashed. */
  readonly onLost: () => void
}

/** PGlite's one session, which all connections take turns at. */
export class SharedSession {
  readonly lock: SessionLock<object>
  /** The connections that have used the session. */
  readonly tenants = new Set<Tenant>()
  readonly advisoryLocks = new AdvisoryLocks()
  readonly settings = new SessionSettings((text) => this.query(text))
  readonly watch: StatementWatch
  readonly #engine: Engine
  readonly #onLost: () => void
  /** The connection that owns the unnamed statement. */
  #unnamedOwner: Tenant | null = null
  #lost: SessionLostError | null = null

  constructor(engine: Engine, { lockDeadlineMs, watch, onLost }: SharedSessionOptions) {
    this.#engine = engine
    this.#onLost = onLost
    this.watch = watch
    this.lock = new SessionLock(lockDeadlineMs)
  }

  get parameters(): ReadonlyMap<string, string> {
    return this.#engine.parameters
  }

  /**
   * Runs messages. The caller holds the lock.
   *
   * @param complete - True if they end with Sync or a simple query, so that the server must say that it is ready.
   * @throws {@link SessionLostError} if it does not: PGlite swallows a crash of its code.
   */
  async run(messages: readonly Buffer[], complete: boolean): Promise<Answer> {
    if (this.#lost !== null) throw this.#lost
    let answer: Answer
    try {
      answer = readAnswer(await this.#engine.execute(Buffer.concat(messages)))
    } catch (cause) {
      throw this.#lose(cause)
    }
    if (complete && answer.status === null) throw this.#lose()
    for (const notification of answer.notifications) this.#deliver(notification)
    return answer
  }

  /**
   * Runs statements of the bridge's own, and returns the rows of the last. The caller holds the lock.
   *
   * @throws {@link SessionRefusalError} if the server refuses one.
   */
  async query(text: string): Promise<readonly (readonly (string | null)[])[]> {
    this.#unnamedOwner = null
    const answer = await this.run([wireMessage('Q', `${text}\0`)], true)
    if (answer.error !== null) throw new SessionRefusalError(answer.error)
    return rowsOf(answer.parts)
  }

  /** Prepares the session for a tenant. The caller holds the lock; no transaction is open, unless it is the tenant's. */
  async enter(tenant: Tenant): Promise<void> {
    this.tenants.add(tenant)
    await this.settings.enter(tenant)
  }

  /** Ends the session for all: what runs has been stopped from outside. */
  end(reason: SessionLostError): void {
    this.#lost ??= reason
    this.close(reason)
  }

  /** Refuses everybody who waits, and whoever comes later. */
  close(reason: SessionLostError): void {
    this.lock.close(reason)
    this.advisoryLocks.wake()
  }

  /** Makes sure that the unnamed statement is the tenant's own. The caller holds the lock. */
  async restoreUnnamed(tenant: Tenant, restoration: Buffer | null): Promise<void> {
    if (restoration !== null && this.#unnamedOwner !== tenant) {
      await this.run([restoration, wireMessage('S')], true)
    }
    this.#unnamedOwner = tenant
  }

  /** Cleans up after a tenant, as far as others are not concerned. The caller holds the lock. */
  async forget(tenant: Tenant): Promise<void> {
    this.tenants.delete(tenant)
    this.settings.forget(tenant)
    for (const statement of this.advisoryLocks.leave(tenant)) await this.query(statement)
    if (this.tenants.size === 0) await this.query('discard all')
    else await this.hearOnly(tenant.channels)
  }

  /**
   * Listens on what any tenant listens on, after some channels have changed hands. UNLISTEN * of one tenant was for the session, and so
   * for all channels. The caller holds the lock.
   */
  async hearOnly(changed: Iterable<string> | 'all'): Promise<void> {
    const heard = new Set([...this.tenants].flatMap(({ channels }) => [...channels]))
    for (const channel of changed === 'all' ? heard : changed) {
      await this.query(`${heard.has(channel) ? 'listen' : 'unlisten'} "${channel.replaceAll('"', '""')}"`)
    }
  }

  #deliver(notification: Buffer): void {
    // The number of the sender's process comes first; it is the session's, the same for all.
    const channel = notification.toString('utf8', 4, notification.indexOf(0, 4))
    for (const tenant of this.tenants) if (tenant.channels.has(channel)) tenant.notify(notification)
  }

  #lose(cause?: unknown): SessionLostError {
    if (this.#lost !== null) return this.#lost
    this.#lost = new SessionLostError('the embedded database has crashed', { cause })
    this.close(this.#lost)
    this.#onLost()
    return this.#lost
  }
}

function rowsOf(parts: readonly Buffer[]): readonly (readonly (string | null)[])[] {
  const rows: (string | null)[][] = []
  for (const { type, body } of parts.flatMap((part) => [...serverMessages(part)])) {
    if (type === 'T') rows.length = 0
    if (type !== 'D') continue
    const row: (string | null)[] = []
    for (let at = 2; at < body.length;) {
      const length = body.readInt32BE(at)
      row.push(length < 0 ? null : body.toString('utf8', at + 4, at + 4 + length))
      at += 4 + Math.max(length, 0)
    }
    rows.push(row)
  }
  return rows
}
