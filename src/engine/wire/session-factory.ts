import type { Duplex } from 'node:stream'
import type { Client } from 'pg'
import { fromFailedLogin } from '../failure/driver-error.js'
import { configFor, logInClient, newClient, otherWay, type LoginConfig } from '../connect/new-client.js'
import { HedgedLogins, type Login } from '../hosts/hedged-login.js'
import { HostChooser } from '../hosts/host-chooser.js'
import type { HostSettings } from '../hosts/host-options.js'
import { abandon } from '../hosts/host-session.js'
import type { Address } from '../hosts/resolve-host.js'
import { SetupError } from '../../errors.js'
import { changesSessions } from '../session/changes-sessions.js'
import { isAlive } from './ping.js'
import { LostConnection } from '../failure/lost-connection.js'
import type { Notification } from './server-messages.js'
import { prepareSession, type SessionSetup } from './prepare-session.js'
import { promptly } from './silence.js'
import { simpleQuery } from './simple-query.js'
import { fellSilent, WireConnection, type BackendKey } from './wire-connection.js'
import { clearInterval, clearTimeout, now, setInterval, setTimeout } from '../timers.js'

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

/** The time without a word from a server that owes an answer, after which the other hosts are asked. */
const suspiciousMs = 1_000

/** The time between two looks at the sessions, where there are several hosts. */
const watchEveryMs = 500

/** The time after which the hosts are asked again, if the session's own host has answered. */
const trustMs = 5_000

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
  /** The hosts to choose from; null if there is one. @defaultValue null */
  readonly hosts?: HostSettings | null
  /** True if its sessions are for reads that replicas serve, so that a refusal to write is that of the read. @defaultValue false */
  readonly isReplica?: boolean
}

/** Opens sessions, and sends cancel requests. pg does the connecting: TLS, authentication, parameters. */
export class SessionFactory {
  readonly #config: LoginConfig
  readonly #setup: SessionSetup | undefined
  readonly #silentMs: number
  readonly #isReplica: boolean
  readonly #mostCancels: number
  readonly #logins: HedgedLogins<LoggedIn>
  readonly #chooser: HostChooser | null
  /** Chooses the host of sessions that a standby cannot have, such as those that listen. */
  readonly #primaries: HostChooser | null
  /** The sessions that are open. */
  readonly #open = new Set<WireConnection>()
  /** The number of cancel requests in progress. */
  #cancelling = 0
  #watcher: NodeJS.Timeout | undefined
  #trustedUntil = -Infinity
  #changesSessions: Promise<boolean> | undefined
  /** True if the session that was opened last is behind a pooler. */
  isPooled = false

  constructor(
    config: LoginConfig,
    { setup, silenceMs = 0, mostCancels, hosts = null, isReplica = false }: FactoryOptions,
  ) {
    this.#config = config
    this.#logins = new HedgedLogins(config.connectionTimeoutMillis ?? 0)
    this.#setup = setup
    this.#silentMs = silenceMs
    this.#isReplica = isReplica
    this.#mostCancels = mostCancels
    const chooserOf = (settings: HostSettings) =>
      new HostChooser(config, settings, (newest) => this.endOlder(newest))
    this.#chooser = hosts === null ? null : chooserOf(hosts)
    this.#primaries =
      hosts === null || this.#chooser?.isForWriting === true
        ? this.#chooser
        : chooserOf({ ...hosts, target: 'primary' })
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
    const { client, isStandby, timeline, address } = await this.#connect(
      runsQueries ? this.#chooser : this.#primaries,
    )
    const connection = new WireConnection(client, {
      onLost: (lost) => {
        this.#forget(lost)
        onLost(lost)
      },
      onIdle,
      onCancel: ({ key }) => this.cancel(key, address),
      onStandby: () => {
        if (!this.#isReplica) this.#leaveStandbys()
      },
      onNotification,
    })
    connection.isStandby = isStandby
    connection.timeline = timeline
    this.#watch(connection)
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
    this.isPooled = connection.isPooled
    // Without PostGIS there is nothing to load, and queries that need it report that.
    if (runsQueries) promptly(connection, simpleQuery(connection, warmUp)).catch(ignore)
    return connection
  }

  /**
   * Reports whether a session that was idle is alive, and on the newest primary that is known: one that was frozen meanwhile would
   * acknowledge what is lost.
   */
  async isGood(connection: WireConnection): Promise<boolean> {
    const chooser = this.#chooser
    if (chooser?.isForWriting === true && chooser.askedBeforeMs > suspiciousMs) await chooser.ask()
    return !connection.isLost && isAlive(connection)
  }

  /** Asks the hosts, if there are several, whether another primary has followed the one of these sessions. */
  lookForNewer(): void {
    if (this.#chooser?.isForWriting === true) void this.#chooser.ask()
  }

  /** Ends the sessions that owe an answer and have been silent for so long. */
  endSilent(ms: number): void {
    for (const connection of [...this.#open]) {
      if (connection.pending > 0 && now() - connection.silentSince > ms) connection.destroy(fellSilent())
    }
  }

  /**
   * Refuses work that needs one session of the server for as long as it lasts, behind a pooler that changes it.
   *
   * @param work - the work, such as LISTEN.
   * @throws {@link SetupError} if the pooler changes sessions between transactions; the error of a login.
   */
  async assertKeepsSession(work: string): Promise<void> {
    this.#changesSessions ??= this.withClient((first) =>
      this.withClient((second) => changesSessions(first, second)),
    )
    const isChanging = await this.#changesSessions.catch((error: unknown) => {
      this.#changesSessions = undefined
      throw error
    })
    if (!isChanging) return
    throw new SetupError(
      `the connection goes through a pooler that hands out sessions per transaction, and ${work} needs one session: ` +
        'give this service a second database for it, with a url of the server itself, or of the pooler in session mode',
    )
  }

  /** Gives up what is being opened. */
  close(): void {
    this.#chooser?.close()
    this.#primaries?.close()
  }

  /** Lends a plain client without our settings, on a primary, and closes it afterwards. */
  async withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const { client } = await this.#connect(this.#primaries).catch((error: unknown) => {
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
  async cancel(key: BackendKey, address?: Address): Promise<void> {
    // A limit, because a server that does not accept them would get ever more connections when it already has too many.
    if (this.#cancelling >= this.#mostCancels) return
    this.#cancelling++
    try {
      await this.#sendCancel(key, address)
    } catch {
      // The caller has a limit of its own. (An embedded database that has ended opens no stream.)
    } finally {
      this.#cancelling--
    }
  }

  async #sendCancel(key: BackendKey, address: Address | undefined): Promise<void> {
    const config = address === undefined ? this.#config : configFor(this.#config, address)
    const isSent = await this.#cancelBy(config, key)
    if (!isSent && config.otherwise !== undefined) await this.#cancelBy(config.otherwise, key)
  }

  /** Reports whether the request was sent. */
  async #cancelBy(config: LoginConfig, key: BackendKey): Promise<boolean> {
    const client = await newClient(config)
    const { connection, port, host, ssl } = client as unknown as {
      readonly connection: CancellingConnection
      readonly port: number
      readonly host: string
      readonly ssl: unknown
    }
    let isSent = false
    const send = () => {
      isSent = true
      connection.cancel(key.processId, key.secretKey)
    }
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
    return isSent
  }

  async #connect(chooser: HostChooser | null): Promise<LoggedIn> {
    if (chooser !== null) return chooser.connect()
    const begin = () => logIn(this.#config)
    // Whether another stream leads elsewhere is known to its maker alone.
    return this.#config.stream === undefined ? this.#logins.logIn(begin) : begin().session
  }

  /** Ends the sessions of primaries that another one has followed: what they acknowledge from now on is lost. */
  endOlder(newest: number, openedBefore = Infinity): void {
    for (const connection of [...this.#open]) {
      // One host may lead to another server than before, as a proxy does: its sessions know their timeline if they were asked.
      const timeline = connection.timeline ?? connection.position?.timeline
      if (timeline === undefined || timeline >= newest || connection.openedAt >= openedBefore) continue
      // Behind a pooler its statements may run on the newer one by now.
      if (connection.isPooled) connection.isRetired = true
      else connection.destroy(followed())
    }
  }

  /** Lends no session on a standby any more, once one was asked to write: what their address leads to has changed. */
  #leaveStandbys(): void {
    for (const connection of this.#open) if (connection.isStandby) connection.isRetired = true
  }

  #watch(connection: WireConnection): void {
    this.#open.add(connection)
    if (this.#chooser?.isForWriting === true) {
      this.#watcher ??= setInterval(() => this.#look(), watchEveryMs).unref()
    }
  }

  #forget(connection: WireConnection): void {
    this.#open.delete(connection)
    if (this.#open.size > 0) return
    clearInterval(this.#watcher)
    this.#watcher = undefined
  }

  /** Asks the hosts if a server is silent: it may be frozen or cut off, and another one have followed it. */
  #look(): void {
    const isSilent = [...this.#open].some(
      ({ pending, silentSince }) => pending > 0 && now() - silentSince > suspiciousMs,
    )
    if (!isSilent || now() < this.#trustedUntil) return
    void this.#chooser?.ask().then(({ fitting }) => {
      // A primary answers: a newer one has ended the older sessions, or what is silent is a slow statement.
      this.#trustedUntil = now() + (fitting.length > 0 ? trustMs : suspiciousMs)
    })
  }
}

/** A client that has logged in. */
interface LoggedIn {
  readonly client: Client
  readonly isStandby: boolean
  readonly timeline: number | null
  readonly address?: Address
}

interface ParameterSource {
  on(
    event: 'parameterStatus',
    listener: (message: { readonly parameterName: string; readonly parameterValue: string }) => void,
  ): void
}

/** Begins the login of a client. */
function logIn(config: LoginConfig): Login<LoggedIn> {
  let current: Client | undefined
  let isAbandoned = false
  const abandonIt = () => {
    isAbandoned = true
    if (current !== undefined) abandon(current)
  }
  const connect = async (way: LoginConfig): Promise<LoggedIn> => {
    const client = await newClient(way)
    current = client
    client.on('error', ignore)
    let isStandby = false
    const { connection } = client as Client & { readonly connection: ParameterSource }
    connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
      if (parameterName === 'in_hot_standby') isStandby = parameterValue === 'on'
    })
    try {
      if (isAbandoned) throw new Error('the login was given up')
      await logInClient(client)
      return { client, isStandby, timeline: null }
    } catch (error) {
      // If it was not the server that refused, the server still waits for us.
      abandon(client)
      const other = isAbandoned ? undefined : otherWay(way, error)
      if (other === undefined) throw error
      return connect(other)
    }
  }
  return { session: connect(config), abandon: abandonIt }
}

/** The end of a session whose primary was followed by another one. */
function followed(): Error {
  return Object.assign(new Error('another primary has followed this one'), { code: 'EPRIMARYCHANGED' })
}
