import type { Duplex } from 'node:stream'
import type { Client, ClientConfig } from 'pg'
import { fromFailedLogin } from '../failure/driver-error.js'
import { loadPg } from '../connect/load-pg.js'
import { LostConnection } from '../failure/lost-connection.js'
import type { Notification } from './server-messages.js'
import { prepareSession, type SessionSetup } from './prepare-session.js'
import { promptly } from './silence.js'
import { simpleQuery } from './simple-query.js'
import { WireConnection, type BackendKey } from './wire-connection.js'
import { clearTimeout, setTimeout } from '../timers.js'

function ignore(): void {
  // What is lost is told to whoever waits on it; without a listener the event would end the process too.
}

/** pg's connection before it is a client's: enough of it to ask a server to cancel. */
interface CancellingConnection {
  readonly stream: Duplex
  connect(port: number | string, host?: string): void
  readonly sslNegotiation: string
  requestSsl(): void
  cancel(processId: number, secretKey: number | Buffer): void
  on(event: 'connect' | 'sslconnect' | 'error' | 'end', listener: () => void): void
}

/** The first spatial call of a session loads PostGIS, which takes longer than any query that comes after. */
const warmUp = `select st_distance('SRID=4326;POINT(0 0)'::geography, 'SRID=4326;POINT(0 1)'::geography)`

/** A client that has not closed its connection after this is closed as it stands. */
const goodbyeMs = 2_000

/** A wish to cancel that takes longer than this has come to nothing. */
const cancelWithinMs = 5_000

/** A client that is not used after all; its connection is closed as it stands, without waiting for an answer. */
function abandon(client: Client): void {
  const { connection } = client as Client & { readonly connection: { readonly stream: Duplex } }
  connection.stream.destroy()
}

/** What else a session is for. */
interface SessionPurpose {
  /** Told each time when everything that was sent has been answered. */
  readonly onIdle?: () => void
  /** Told of what is sent to the channels that the session listens on. */
  readonly onNotification?: (notification: Notification) => void
  /** False if it runs no queries, and need not be made ready for them. @defaultValue true */
  readonly runsQueries?: boolean
}

/** How a factory opens sessions, and how much it cancels. */
export interface FactoryOptions {
  /** Undefined if it opens none, and only cancels. */
  readonly setup?: SessionSetup
  /** How long a server may be silent while its answer is waited for; 0 means for ever. @defaultValue 0 */
  readonly silenceMs?: number
  /** How many cancel requests may be open at once. */
  readonly mostCancels: number
}

/** Opens sessions, and cancels what they do. pg does the connecting: TLS, authentication, parameters. */
export class SessionFactory {
  readonly #config: ClientConfig
  readonly #setup: SessionSetup | undefined
  readonly #silentMs: number
  readonly #mostCancels: number
  /** How many requests to cancel are on their way. */
  #cancelling = 0

  constructor(config: ClientConfig, { setup, silenceMs = 0, mostCancels }: FactoryOptions) {
    this.#config = config
    this.#setup = setup
    this.#silentMs = silenceMs
    this.#mostCancels = mostCancels
  }

  /**
   * Opens a session with our settings.
   *
   * @param onLost - told once when the session has ended.
   * @throws {@link SetupError} if it is not one that this package can work with; the driver's error, as it is.
   */
  async open(
    onLost: (connection: WireConnection) => void,
    { onIdle = ignore, onNotification, runsQueries = true }: SessionPurpose = {},
  ): Promise<WireConnection> {
    const client = await this.#connect()
    const connection = new WireConnection(client, {
      onLost,
      onIdle,
      onCancel: ({ key }) => this.cancel(key),
      onNotification,
    })
    connection.giveUpAfter(this.#silentMs)
    const { connectionTimeoutMillis = 0 } = this.#config
    const late = () => connection.destroy(new Error('the server did not answer in time'))
    const timer = connectionTimeoutMillis > 0 ? setTimeout(late, connectionTimeoutMillis) : undefined
    try {
      if (this.#setup !== undefined) await prepareSession(connection, this.#setup)
    } catch (error) {
      connection.destroy()
      throw error instanceof LostConnection ? error.cause : error
    } finally {
      clearTimeout(timer)
    }
    // Without PostGIS there is nothing to warm up, and queries that need it will say so.
    if (runsQueries) promptly(connection, simpleQuery(connection, warmUp)).catch(ignore)
    return connection
  }

  /** Lends a plain client that has none of our settings, and closes it afterwards. */
  async withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#connect().catch((error: unknown) => {
      throw fromFailedLogin(error)
    })
    try {
      return await use(client)
    } finally {
      // A server that is gone would never answer the goodbye.
      const stuck = setTimeout(() => abandon(client), goodbyeMs)
      await client.end().catch(ignore)
      clearTimeout(stuck)
    }
  }

  /**
   * Asks the server to cancel what a session is doing, over a connection of its own as the protocol has it.
   *
   * Nobody answers: the cancelled statement fails with 57014, or it was quicker. The embedded database cannot stop what
   * runs, and ends if that goes on.
   *
   * @returns when the server has closed that connection, which it does when the session has been told.
   */
  async cancel(key: BackendKey): Promise<void> {
    // A server that does not take them would otherwise be asked over ever more connections, when it has too many as it is.
    if (this.#cancelling >= this.#mostCancels) return
    this.#cancelling++
    try {
      await this.#sendCancel(key)
    } catch {
      // Whoever wanted it has a limit of its own. (An embedded database that has ended opens no stream.)
    } finally {
      this.#cancelling--
    }
  }

  async #sendCancel(key: BackendKey): Promise<void> {
    const pg = await loadPg()
    const client = new pg.Client(this.#config)
    const { connection, port, host, ssl } = client as unknown as {
      readonly connection: CancellingConnection
      readonly port: number
      readonly host: string
      readonly ssl: unknown
    }
    const send = () => connection.cancel(key.processId, key.secretKey)
    connection.on('error', ignore)
    connection.on('connect', () => {
      if (!ssl) send()
      else if (connection.sslNegotiation !== 'direct') connection.requestSsl()
    })
    connection.on('sslconnect', send)
    const ended = new Promise<void>((resolve) => connection.on('end', resolve))
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
    else connection.connect(port, host)
    const timer = setTimeout(() => connection.stream.destroy(), cancelWithinMs)
    await ended
    clearTimeout(timer)
  }

  async #connect(): Promise<Client> {
    const pg = await loadPg()
    const client = new pg.Client(this.#config)
    client.on('error', ignore)
    try {
      return await client.connect()
    } catch (error) {
      // Where it was not the server that refused, it still waits for us to go on.
      abandon(client)
      throw error
    }
  }
}
