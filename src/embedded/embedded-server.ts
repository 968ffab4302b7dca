import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { ConnectionError, SetupError } from '../errors.js'
import { ClientConnection } from './client-connection.js'
import { checkedImage, Engine, type EngineOptions } from './engine.js'
import { LoopbackSocket } from './loopback-socket.js'
import { SessionLostError, SharedSession } from './shared-session.js'
import { StatementWatch, type Overdue } from './statement-watch.js'
import type { ErrorReport } from './wire-message.js'
import { sleep } from '../engine/timers.js'

/** Options of an embedded server. */
export interface EmbeddedServerOptions extends EngineOptions {
  /** A folder that keeps the database. Without it the database lives in memory. */
  readonly dataDir?: string
  /** A data directory from {@link EmbeddedServer.dumpImage} to start from. A folder that holds a database keeps it. */
  readonly image?: Uint8Array | Blob
  /**
   * The time a connection waits for the session while another has a transaction open and does nothing with it.
   *
   * @defaultValue 30_000
   */
  readonly lockDeadlineMs?: number
  /**
   * The time a statement may go on after its statement timeout has passed, or after its caller has given up: cancelled
   * it, or closed the connection. Then the database is ended, because PGlite cannot stop a statement, and nobody else
   * could use it. In memory all of it is lost; in a folder it starts again with everything that was committed.
   *
   * @defaultValue 5_000
   */
  readonly runawayGraceMs?: number
}

/** The address on which a server listens. */
export interface EmbeddedAddress {
  readonly host: string
  readonly port: number
  /** A connection string for any PostgreSQL client. */
  readonly url: string
}

/** PGlite with PostGIS, behind the protocol of a server. */
export interface EmbeddedServer {
  /** Opens a connection inside this process, for pg's `stream` option. */
  connect(): Duplex
  /** Opens a port on loopback; many connections share the one session of PGlite. */
  listen(port?: number): Promise<EmbeddedAddress>
  /** Copies the data directory, for {@link EmbeddedServerOptions.image}. Waits while a transaction is open. */
  dumpImage(): Promise<Uint8Array>
  /**
   * Replaces the content of a database in memory by an image. All connections are closed; the addresses stay. Waits while a
   * transaction is open.
   *
   * @throws `InvalidInputError` if the image is none; `SetupError` if a folder keeps the database.
   */
  loadImage(image: Uint8Array | Blob): Promise<void>
  /** The error with which the database has ended by itself; null while it runs. What was in memory is lost. */
  readonly failure: ConnectionError | null
  /** Closes all connections and the database. Running statements finish first, unless they take long. */
  close(): Promise<void>
}

const host = '127.0.0.1'

/** The longest wait for running statements on close, in milliseconds. */
const closeTimeoutMs = 5_000

const closing: ErrorReport = {
  severity: 'FATAL',
  code: '57P01',
  message: 'the embedded database is being closed',
}

const replaced: ErrorReport = {
  severity: 'FATAL',
  code: '57P01',
  message: 'the content of the embedded database is being replaced',
}

const crashed: ErrorReport = {
  severity: 'FATAL',
  code: '57P02',
  message: 'the embedded database has crashed, and starts again with everything that was committed',
}

const reasons: Readonly<Record<Overdue, string>> = {
  timeout: 'a statement went on after its statement timeout',
  unwanted: 'a statement went on after its caller had given up',
}

/** The message to connected clients when the database is ended because of a statement. */
function runaway(why: Overdue, isKept: boolean): ErrorReport {
  const loss = isKept
    ? 'it starts again with everything that was committed'
    : 'what was in memory is lost, so open a new one'
  const message = `the embedded database was ended because ${reasons[why]}, which cannot be stopped alone: ${loss}`
  return { severity: 'FATAL', code: '57P02', message }
}

/**
 * Starts PostgreSQL with PostGIS inside this process.
 *
 * @throws `SetupError` if the optional packages are not installed, or the folder cannot be used.
 * @throws `InvalidInputError` if the image is none.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
  return startServerFrom(options)
}

/** As {@link startEmbeddedServer}. @param newImage - Makes what a new database starts from. */
export async function startServerFrom(
  options: EmbeddedServerOptions,
  newImage?: () => Promise<Uint8Array>,
): Promise<EmbeddedServer> {
  return new ThreadedServer(await Engine.start(options, newImage), options)
}

class ThreadedServer implements EmbeddedServer {
  readonly #engine: Engine
  readonly #lockDeadlineMs: number
  readonly #runawayGraceMs: number
  readonly #connections = new Map<ClientConnection, Promise<void>>()
  readonly #listeners = new Set<Server>()
  /** Pending while the database starts again after a crash. */
  #session: Promise<SharedSession>
  #processId = 0
  #closed: Promise<void> | null = null
  #failure: ConnectionError | null = null

  constructor(engine: Engine, { lockDeadlineMs = 30_000, runawayGraceMs = 5_000 }: EmbeddedServerOptions) {
    this.#engine = engine
    this.#lockDeadlineMs = lockDeadlineMs
    this.#runawayGraceMs = runawayGraceMs
    this.#session = Promise.resolve(this.#openSession())
  }

  get failure(): ConnectionError | null {
    return this.#failure
  }

  connect(): Duplex {
    const [client, server] = LoopbackSocket.pair()
    this.#accept(server)
    return client
  }

  async listen(port = 0): Promise<EmbeddedAddress> {
    const listener = createServer({ noDelay: true }, (socket) => this.#accept(socket))
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject)
      listener.listen(port, host, resolve)
    })
    this.#listeners.add(listener)
    const address = listener.address()
    const bound = typeof address === 'object' && address !== null ? address.port : port
    return { host, port: bound, url: `postgres://postgres@${host}:${bound}/postgres` }
  }

  async dumpImage(): Promise<Uint8Array> {
    if (this.#failure !== null) throw this.#failure
    const { lock } = await this.#session
    const owner = {}
    await lock.acquire(owner)
    try {
      return await this.#engine.dump()
    } finally {
      lock.release()
    }
  }

  async loadImage(image: Uint8Array | Blob): Promise<void> {
    if (this.#engine.isKept) throw new SetupError('a database in a folder keeps its content')
    const next = await checkedImage(image)
    if (this.#failure !== null) throw this.#failure
    const session = await this.#session
    await session.lock.acquire({})
    session.end(new SessionLostError(replaced.message))
    for (const connection of this.#connections.keys()) connection.shutDown(replaced)
    this.#session = this.#engine.replace(next).then(() => this.#openSession())
    await Promise.all([this.#session, Promise.allSettled(this.#connections.values())])
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    for (const listener of this.#listeners) listener.close()
    const session = await this.#session.catch(() => null)
    session?.close(new SessionLostError(closing.message))
    for (const connection of this.#connections.keys()) connection.shutDown(closing)
    const gone = Promise.allSettled(this.#connections.values())
    await Promise.race([gone, sleep(closeTimeoutMs, undefined, { ref: false })])
    // Ends a statement that still runs; its caller learns that the database is gone.
    await this.#engine.close()
    await gone
  }

  #accept(socket: Duplex): void {
    const identity = { processId: ++this.#processId, secretKey: randomInt(2 ** 31) }
    const connection = new ClientConnection(socket, identity, (request) => {
      for (const other of this.#connections.keys()) other.cancel(request)
    })
    const served = connection.serve(this.#session).finally(() => this.#connections.delete(connection))
    this.#connections.set(connection, served)
    if (this.#closed !== null) connection.shutDown(closing)
  }

  #openSession(): SharedSession {
    const session: SharedSession = new SharedSession(this.#engine, {
      lockDeadlineMs: this.#lockDeadlineMs,
      watch: new StatementWatch(this.#runawayGraceMs, (why) => this.#end(session, why)),
      onLost: () => this.#recover(crashed),
    })
    return session
  }

  /** Ends the database over a statement that cannot be stopped, and starts it again if a folder keeps it. */
  #end(session: SharedSession, why: Overdue): void {
    if (this.#closed !== null) return
    const report = runaway(why, this.#engine.isKept)
    const reason = new SessionLostError(report.message)
    session.end(reason)
    if (this.#engine.isKept) {
      this.#recover(report)
      return
    }
    this.#failure = new ConnectionError('not_run', report.message, { retryable: false })
    for (const connection of this.#connections.keys()) connection.shutDown(report)
    this.#session = Promise.reject(reason)
    this.#session.catch(() => undefined)
    void this.#engine.kill()
  }

  /** Closes all connections, as a server does after a crash, and starts again. */
  #recover(farewell: ErrorReport): void {
    if (this.#closed !== null) return
    for (const connection of this.#connections.keys()) connection.shutDown(farewell)
    this.#session = this.#engine.recover().then(() => this.#openSession())
    // The next connection reports the failure.
    this.#session.catch(() => undefined)
  }
}
