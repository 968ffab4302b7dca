import { setMaxListeners } from 'node:events'
import type { LoginConfig } from '../connect/new-client.js'
import { ConnectionError } from '../../errors.js'
import { clearTimeout, now, setTimeout } from '../timers.js'
import type { HostSettings, TargetSessionAttrs } from './host-options.js'
import { askHosts, type HostAnswer, type HostRound } from './host-round.js'
import { abandon, fits, isForWriting, logIn, type HostSession } from './host-session.js'
import { shown, type Address } from './resolve-host.js'

/** The time after which others are asked beside a host that served before. */
const lateMs = 500

/** The time after which the hosts of reads are asked again, for one may have come back. */
const recheckMs = 10_000

/** The time after which a primary is believed although a newer timeline was known: the cluster was made anew. */
const forgetMs = 60_000

/**
 * Finds the host of several that a session is wanted on.
 *
 * All are asked at once, in one round for all who wait. The host that was found serves until a login there fails. Of two
 * primaries the one of the higher timeline is the right one: what the other one writes is lost.
 */
export class HostChooser {
  readonly #config: LoginConfig
  readonly #settings: HostSettings
  readonly #timeoutMs: number
  readonly #onNewer: (timeline: number) => void
  readonly #closed = new AbortController()
  /** The highest timeline of a primary that was met. */
  #newest = 0
  /** The time since when only primaries of older timelines are met. */
  #olderSince = Infinity
  #fitting: readonly Address[] = []
  #answers: readonly HostAnswer[] = []
  #askedAt = -Infinity
  #round: Promise<HostRound> | undefined

  /** @param onNewer - called when a primary of a higher timeline than before is met. */
  constructor(config: LoginConfig, settings: HostSettings, onNewer: (timeline: number) => void) {
    this.#config = config
    this.#settings = settings
    // A little less than the wait for a connection, so that its error is that of the hosts.
    this.#timeoutMs = (config.connectionTimeoutMillis ?? 0) * 0.9
    this.#onNewer = onNewer
    // Each login that waits listens.
    setMaxListeners(0, this.#closed.signal)
  }

  /** True if there is one right host, the one that writes. */
  get isForWriting(): boolean {
    return isForWriting(this.#settings.target)
  }

  /** The time since all hosts were asked, in milliseconds. */
  get askedBeforeMs(): number {
    return now() - this.#askedAt
  }

  /**
   * Logs in at a host that fits. While the cluster answers and none fits, as during a failover, it waits for one, as long as for a
   * connection.
   *
   * @throws {@link ConnectionError} that names the hosts; the error of a login that no waiting mends.
   */
  async connect(): Promise<HostSession> {
    const deadline = new AbortController()
    const late = () => deadline.abort()
    const timer = this.#timeoutMs > 0 ? setTimeout(late, this.#timeoutMs) : undefined
    this.#closed.signal.addEventListener('abort', late)
    if (this.#closed.signal.aborted) late()
    try {
      return await this.#connectUntil(deadline.signal)
    } finally {
      clearTimeout(timer)
      this.#closed.signal.removeEventListener('abort', late)
    }
  }

  async #connectUntil(deadline: AbortSignal): Promise<HostSession> {
    const over = new Promise<undefined>((resolve) => {
      deadline.addEventListener('abort', () => resolve(undefined))
    })
    for (;;) {
      const known = await this.#fromKnown(deadline)
      if (known !== undefined) return known
      const round = deadline.aborted ? undefined : await Promise.race([this.ask(), over])
      if (round !== undefined && !round.isDead) continue
      const forGood = this.#answers
        .flatMap((answer) => ('error' in answer ? [answer.error] : []))
        .find(({ retryable, reason }) => !retryable && reason !== 'host_unknown')
      throw forGood ?? noneFits(this.#answers, this.#settings, this.#newest)
    }
  }

  /** Asks all hosts, unless that is being done. A primary that is found this way makes older sessions end. */
  ask(): Promise<HostRound> {
    this.#round ??= askHosts(this.#config, this.#settings, {
      timeoutMs: this.#timeoutMs,
      signal: this.#closed.signal,
      isNewest: (session) => this.#isNewest(session),
      onAnswer: (answers) => (this.#answers = answers),
    })
      .then((round) => {
        this.#askedAt = now()
        if (round.fitting.length > 0) this.#fitting = round.fitting
        return round
      })
      .finally(() => (this.#round = undefined))
    return this.#round
  }

  /** Gives up what is being asked. */
  close(): void {
    this.#closed.abort()
  }

  /** Logs in at a host that was found before. It is forgotten if it does not fit any more. */
  async #fromKnown(deadline: AbortSignal): Promise<HostSession | undefined> {
    const address = this.#pick()
    if (address === undefined) return undefined
    const silent = new AbortController()
    // It may have fallen silent.
    const timer = setTimeout(() => {
      void this.ask().then(({ fitting }) => {
        if (!fitting.some((one) => isSame(one, address))) silent.abort()
      })
    }, lateMs)
    try {
      const session = await logIn(this.#config, address, silent.signal, deadline)
      if (fits(session, this.#settings.target) && this.#isNewest(session)) return session
      abandon(session.client)
    } catch {
      // The round says what is wrong.
    } finally {
      clearTimeout(timer)
    }
    this.#fitting = this.#fitting.filter((one) => !isSame(one, address))
    return undefined
  }

  #pick(): Address | undefined {
    const fitting = this.#fitting
    if (!this.isForWriting && fitting.length > 0 && this.askedBeforeMs > recheckMs) void this.ask()
    return fitting[this.#settings.balance === 'random' ? Math.floor(Math.random() * fitting.length) : 0]
  }

  /** Reports whether a primary is of the newest timeline that is known, and makes a newer one known. */
  #isNewest({ timeline }: HostSession): boolean {
    if (timeline === null) return true
    const isOlder = timeline < this.#newest
    this.#olderSince = isOlder ? Math.min(this.#olderSince, now()) : Infinity
    if (isOlder && now() - this.#olderSince <= forgetMs) return false
    if (timeline !== this.#newest) {
      this.#newest = timeline
      this.#olderSince = Infinity
      this.#onNewer(timeline)
    }
    return true
  }
}

function isSame(one: Address, other: Address): boolean {
  return one.host === other.host && one.port === other.port
}

/** The error that names each host, and what is wrong with it. */
function noneFits(
  answers: readonly HostAnswer[],
  { target, hosts }: HostSettings,
  newest: number,
): ConnectionError {
  const reasons = answers.map((answer) => `${shown(answer.address)} ${whatIsWrong(answer, target, newest)}`)
  const silent = hosts
    .filter(
      ({ host, port, name = host }) =>
        !answers.some(({ address }) => address.name === name && address.port === port),
    )
    .map(({ host, port }) => `${shown({ host, port, name: host })} does not answer`)
  return new ConnectionError(
    'not_run',
    `no host is ${nounOf[target]}: ${[...reasons, ...silent].join('; ')}`,
    {
      reason: answers.some((answer) => 'session' in answer) ? 'role_missing' : 'server_unreachable',
    },
  )
}

function whatIsWrong(answer: HostAnswer, target: TargetSessionAttrs, newest: number): string {
  if ('error' in answer)
    return `cannot be used (${(answer.error.reason ?? 'no answer').replaceAll('_', ' ')})`
  const { isStandby, isReadOnly, timeline } = answer.session
  if (timeline !== null && timeline < newest) {
    return `is a primary of timeline ${timeline}, which ${newest} has followed`
  }
  if (fits(answer.session, target)) return 'is one, and took no login in time'
  if (isStandby) return 'is a standby'
  return isReadOnly ? 'is a primary that begins transactions read-only' : 'is a primary'
}

const nounOf = {
  any: 'there',
  'prefer-standby': 'there',
  'read-write': 'a server that takes writes',
  'read-only': 'a server for reads alone',
  primary: 'a primary',
  standby: 'a standby',
} as const
