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
  // Losses are reported to whoever waits. Without a listener the event would end the process too.
}

/** pg's connection before it is a client's: enough of it to send a cancel request. */
interface CancellingConnection {
  readonly stream: Duplex
  connect(port: number | string, host?: string): void
  readonly sslNegotiation: string
  requestSsl(): void
  cancel(processId: number, secretKey: number | Buffer): void
  on(event: 'connect' | 'sslconnect' | 'error' | 'end', listener: () => void): void
}

/** The first spatial call of a session loads PostGIS, which takes longer than any later query. */
const warmUp = `select st_distance('SRID=4326;POINT(0 0)'::geography, 'SRID=4326;POINT(0 1)'::geography)`

/** The time after which a client is destroyed that has not closed its connection. */
const goodbyeMs = 2_000

/** The time after which a cancel request is given up. */
const cancelWithinMs = 5_000

/** Destroys a client that is not needed after all, without waiting for an answer. */
function abandon(client: Client): void {
  const { connection } = client as Client & { readonly connection: { readonly stream: Duplex } }
  connection.stream.destroy()
}

/** The purpose of a session. */
interface SessionPurpose {
  /** Called each time when everything that was sent has been answered. */
  readonly onIdle?: () => void
  /** Called with each notification of the channels that the session listens on. */
  readonly onNotification?: (notification: Notification) => void
  /** False if it runs no queries, and needs no setup for them. @defaultValue true */
  readonly runsQueries?: boolean
}

/** Options of a session factory. */
export interface FactoryOptions {
  /** The setup of sessions; undefined if the factory only sends cancel requests. */
  readonly setup?: SessionSetup
  /** The time that a server may be silent while it owes an answer; 0 means no limit. @defaultValue 0 */
  readonly silenceMs?: number
  /** The most cancel requests at the same time. */
  readonly mostCancels: number
}

/** Opens sessions, and sends cancel requests. pg does the connecting: TLS, authentication, parameters. */
export class SessionFactory {
  readonly #config: ClientConfig
  readonly #setup: SessionSetup | undefined
  readonly #silentMs: number
  readonly #mostCancels: number
  /** The number of cancel requests in progress. */
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
   * @param onLost - called once when the session has ended.
   * @throws `SetupError` if this package cannot work with it; the driver's error, unchanged.
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
    // Without PostGIS there is nothing to load, and queries that need it report that.
    if (runsQueries) promptly(connection, simpleQuery(connection, warmUp)).catch(ignore)
    return connection
  }

  /** Lends a plain client without our settings, and closes it afterwards. */
  async withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#connect().catch((error: unknown) => {
      throw fromFailedLogin(error)
    })
    try {
      return await use(client)
    } finally {
      // A server that is gone would never answer Terminate.
      const stuck = setTimeout(() => abandon(client), goodbyeMs)
      await client.end().catch(ignore)
      clearTimeout(stuck)
    }
  }

  /**
   * Sends a cancel request for a session, over a connection of its own, as the protocol demands.
   *
   * There is no answer: either the cancelled statement fails with 57014, or it finished first. The embedded database
   * cannot stop a statement; it ends if the statement goes on.
   *
   * @returns when the server has closed that connection, which it does when it has signalled the session.
   */
  async cancel(key: BackendKey): Promise<void> {
    // A limit, because a server that does not accept them would get ever more connections when it already has too many.
    if (this.#cancelling >= this.#mostCancels) return
    this.#cancelling++
    try {
      await this.#sendCancel(key)
    } catch {
      // The caller has a limit of its own. (An embedded database that has ended opens no stream.)
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
      // If it was not the server that refused, the server still waits for us.
      abandon(client)
      throw error
    }
  }
}
