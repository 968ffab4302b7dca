import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { ClientConnection } from './client-connection.js'
import { Engine, type EngineOptions } from './engine.js'
import { LoopbackSocket } from './loopback-socket.js'
import { SessionLostError, SharedSession } from './shared-session.js'
import type { ErrorReport } from './wire-message.js'
import { sleep } from '../engine/timers.js'

/** Where the database comes from, and how its connections share it. */
export interface EmbeddedServerOptions extends EngineOptions {
  /** A folder that keeps the database. Without it the database lives in memory. */
  readonly dataDir?: string
  /** A data directory from {@link EmbeddedServer.dumpImage} to start from. A folder that holds a database keeps it. */
  readonly image?: Uint8Array | Blob
  /**
   * How long a connection waits for the session while another has a transaction open and does nothing with it.
   *
   * @defaultValue 30_000
   */
  readonly lockDeadlineMs?: number
}

/** Where a server listens. */
export interface EmbeddedAddress {
  readonly host: string
  readonly port: number
  /** A connection string for any PostgreSQL client. */
  readonly url: string
}

/** PGlite with PostGIS, spoken to as to a server. */
export interface EmbeddedServer {
  /** Opens a connection inside this process, for pg's `stream` option. */
  connect(): Duplex
  /** Opens a port on loopback; many connections share the one session of PGlite. */
  listen(port?: number): Promise<EmbeddedAddress>
  /** Copies the data directory, for {@link EmbeddedServerOptions.image}. Waits while a transaction is open. */
  dumpImage(): Promise<Uint8Array>
  /** Ends every connection and the database. What runs is finished first, unless it takes long. */
  close(): Promise<void>
}

const host = '127.0.0.1'

/** How long what runs may hold up the end. */
const closeTimeoutMs = 5_000

const closing: ErrorReport = {
  severity: 'FATAL',
  code: '57P01',
  message: 'the embedded database is being closed',
}

const crashed: ErrorReport = {
  severity: 'FATAL',
  code: '57P02',
  message: 'the embedded database has crashed, and starts again with everything that was committed',
}

/**
 * Starts PostgreSQL with PostGIS inside this process.
 *
 * @throws {@link SetupError} if the optional packages are not installed, or the folder cannot be used.
 * @throws {@link InvalidInputError} if the image is none.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
  return new ThreadedServer(await Engine.start(options), options.lockDeadlineMs ?? 30_000)
}

class ThreadedServer implements EmbeddedServer {
  readonly #engine: Engine
  readonly #lockDeadlineMs: number
  readonly #connections = new Map<ClientConnection, Promise<void>>()
  readonly #listeners = new Set<Server>()
  /** Pending while the database starts again after a crash. */
  #session: Promise<SharedSession>
  #processId = 0
  #closed: Promise<void> | null = null

  constructor(engine: Engine, lockDeadlineMs: number) {
    this.#engine = engine
    this.#lockDeadlineMs = lockDeadlineMs
    this.#session = Promise.resolve(this.#openSession())
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
    const { lock } = await this.#session
    const owner = {}
    await lock.acquire(owner)
    try {
      return await this.#engine.dump()
    } finally {
      lock.release()
    }
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
    // Ends a statement that still runs: whoever waits for it hears that the database is gone.
    await this.#engine.close()
    await gone
  }

  #accept(socket: Duplex): void {
    const identity = { processId: ++this.#processId, secretKey: randomInt(2 ** 31) }
    const connection = new ClientConnection(socket, identity)
    const served = connection.serve(this.#session).finally(() => this.#connections.delete(connection))
    this.#connections.set(connection, served)
    if (this.#closed !== null) connection.shutDown(closing)
  }

  #openSession(): SharedSession {
    return new SharedSession(this.#engine, this.#lockDeadlineMs, () => this.#recover())
  }

  /** After a crash: lets everybody go, as a server does, and starts again. */
  #recover(): void {
    if (this.#closed !== null) return
    for (const connection of this.#connections.keys()) connection.shutDown(crashed)
    this.#session = this.#engine.recover().then(() => this.#openSession())
    // Whoever connects then hears of it.
    this.#session.catch(() => undefined)
  }
}
