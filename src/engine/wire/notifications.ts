import { ConnectionError, type SoukError } from '../../errors.js'
import { quoteChannel } from './channel-name.js'
import { fromDriverError, fromFailedLogin } from '../failure/driver-error.js'
import {
  ChannelSubscription,
  type ListenOptions,
  type NotificationListener,
  type Subscription,
} from '../subscription.js'
import { isAlive } from './ping.js'
import type { Notification } from './server-messages.js'
import type { SessionFactory } from './session-factory.js'
import { simpleQuery } from './simple-query.js'
import type { WireConnection } from './wire-connection.js'
import { clearInterval, clearTimeout, now, setInterval, setTimeout } from '../timers.js'

/**
 * The time after which a server that does not answer is taken for lost. A wrong guess costs every subscription a gap.
 */
const answerWithinMs = 5_000

/** The first and the longest pause before an attempt to listen again. Each pause is twice the one before. */
const firstPauseMs = 100
const longestPauseMs = 10_000

/** The shortest life of a connection that counts as a success. */
const shortestLifeMs = 1_000

interface Channel {
  readonly quoted: string
  readonly subscriptions: Set<ChannelSubscription>
  /** Resolves when the server listens to the channel on the current connection. */
  heard: Promise<void> | undefined
}

function closed(): ConnectionError {
  return new ConnectionError('not_run', 'the database is closed', { retryable: false })
}

function toSoukError(error: unknown): SoukError {
  return fromDriverError(error, {}, 'not_run')
}

/**
 * All subscriptions of a database, over one connection that is open while there are any.
 *
 * No other work runs on that connection, so it is tested from time to time. The timer of the test keeps the process
 * alive, also between two connections.
 */
export class Notifications {
  readonly #factory: SessionFactory
  readonly #askEveryMs: number
  readonly #channels = new Map<string, Channel>()
  /** The calls that wait until the server listens. Each is rejected if the database is closed first. */
  readonly #waiting = new Set<(error: SoukError) => void>()
  #connection: WireConnection | null = null
  #opening: Promise<WireConnection> | undefined
  #isClosed = false
  #isAsking = false
  #heartbeat: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  /** The number of failed attempts in a row. */
  #attempts = 0

  /** @param askEveryMs - the time between tests of the connection. */
  constructor(factory: SessionFactory, askEveryMs: number) {
    this.#factory = factory
    this.#askEveryMs = askEveryMs === 0 ? 60_000 : Math.min(Math.max(askEveryMs, 1_000), 60_000)
  }

  get isConnected(): boolean {
    return this.#connection !== null
  }

  /**
   * Listens on a channel.
   *
   * @returns The subscription, when the server has confirmed it.
   * @throws `InvalidInputError` if the name is invalid; {@link ConnectionError}; the server's refusal.
   */
  async listen(name: string, listener: NotificationListener, options: ListenOptions): Promise<Subscription> {
    const quoted = quoteChannel(name)
    if (this.#isClosed) throw closed()
    const subscription = new ChannelSubscription(name, listener, options, (one) => this.#leave(one))
    const channel = this.#channels.get(name) ?? { quoted, subscriptions: new Set(), heard: undefined }
    this.#channels.set(name, channel)
    channel.subscriptions.add(subscription)
    this.#heartbeat ??= setInterval(() => this.#ask(), this.#askEveryMs)
    try {
      await this.#unlessClosed(this.#hear(channel))
    } catch (error) {
      await subscription.close()
      throw error
    }
    subscription.resume()
    return subscription
  }

  /** Ends all subscriptions at once. */
  close(): void {
    this.#isClosed = true
    for (const { subscriptions } of this.#channels.values()) for (const one of subscriptions) one.end()
    this.#channels.clear()
    this.#disconnect()
    for (const tell of this.#waiting) tell(closed())
  }

  #unlessClosed(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      void work.then(resolve, reject).finally(() => this.#waiting.delete(reject))
    })
  }

  /** Sends LISTEN for a channel, unless the server listens already. */
  async #hear(channel: Channel): Promise<void> {
    const connection = this.#connection ?? (await (this.#opening ??= this.#open()))
    await (channel.heard ??= this.#sendListen(connection, channel))
  }

  async #sendListen(connection: WireConnection, channel: Channel): Promise<void> {
    try {
      await simpleQuery(connection, `listen ${channel.quoted}`)
    } catch (error) {
      if (connection === this.#connection) channel.heard = undefined
      throw toSoukError(error)
    }
    for (const subscription of channel.subscriptions) subscription.resume()
  }

  /** Opens the connection and sends LISTEN for every channel. */
  async #open(): Promise<WireConnection> {
    clearTimeout(this.#retry)
    this.#retry = undefined
    try {
      const connection = await this.#factory.open((lost) => this.#lose(lost), {
        onNotification: (notification) => this.#deliver(notification),
        runsQueries: false,
      })
      if (connection.isPooled) await this.#assertHears(connection)
      if (this.#channels.size === 0) {
        connection.end()
        throw closed()
      }
      this.#connection = connection
      for (const channel of this.#channels.values()) {
        channel.heard = this.#sendListen(connection, channel)
        // The attempt is repeated on another connection, whose server may accept it: a standby refuses LISTEN.
        channel.heard.catch((error: unknown) => {
          this.#tell(channel, error)
          connection.destroy()
        })
      }
      return connection
    } catch (error) {
      const failure = fromFailedLogin(error)
      for (const channel of this.#channels.values()) this.#tell(channel, failure)
      this.#retryLater()
      throw failure
    } finally {
      this.#opening = undefined
    }
  }

  /** Refuses a connection on which notifications would be lost without an error. */
  async #assertHears(connection: WireConnection): Promise<void> {
    try {
      await this.#factory.assertKeepsSession('LISTEN')
    } catch (error) {
      connection.destroy()
      throw error
    }
  }

  #deliver({ channel, payload }: Notification): void {
    const subscriptions = this.#channels.get(channel)?.subscriptions ?? []
    for (const subscription of subscriptions) subscription.deliver(payload)
  }

  #lose(connection: WireConnection): void {
    if (connection !== this.#connection) return
    this.#connection = null
    if (now() - connection.openedAt > shortestLifeMs) this.#attempts = 0
    for (const channel of this.#channels.values()) {
      channel.heard = undefined
      for (const subscription of channel.subscriptions) subscription.interrupt()
    }
    this.#retryLater()
  }

  #retryLater(): void {
    if (this.#channels.size === 0 || this.#retry !== undefined) return
    const pauseMs = Math.min(firstPauseMs * 2 ** this.#attempts++, longestPauseMs)
    // A random part, so that not all processes of a service try at the same moment.
    this.#retry = setTimeout(() => this.#reopen(), pauseMs * (0.5 + Math.random() / 2))
  }

  #reopen(): void {
    this.#retry = undefined
    if (this.#connection !== null) return
    this.#opening ??= this.#open()
    // The subscriptions get the error, and there will be another attempt.
    this.#opening.catch(() => undefined)
  }

  #tell({ subscriptions }: Channel, error: unknown): void {
    for (const subscription of subscriptions) subscription.reportVainAttempt(error)
  }

  #ask(): void {
    const connection = this.#connection
    if (connection === null || this.#isAsking) return
    this.#isAsking = true
    void isAlive(connection, answerWithinMs).then((isThere) => {
      this.#isAsking = false
      if (!isThere) connection.destroy(new Error('the server fell silent'))
    })
  }

  async #leave(subscription: ChannelSubscription): Promise<void> {
    const { channel: name } = subscription
    const channel = this.#channels.get(name)
    if (channel?.subscriptions.delete(subscription) !== true || channel.subscriptions.size > 0) return
    this.#channels.delete(name)
    const connection = this.#connection
    if (this.#channels.size === 0) this.#disconnect()
    else if (connection !== null && channel.heard !== undefined) {
      // If the connection is lost meanwhile, nobody listens either.
      await simpleQuery(connection, `unlisten ${channel.quoted}`).catch(() => undefined)
    }
  }

  #disconnect(): void {
    clearInterval(this.#heartbeat)
    clearTimeout(this.#retry)
    this.#heartbeat = this.#retry = undefined
    this.#attempts = 0
    const connection = this.#connection
    this.#connection = null
    connection?.end()
  }
}
