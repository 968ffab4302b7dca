import type { ClientConfig } from 'pg'
import { fromFailedLogin } from '../failure/driver-error.js'
import { clearTimeout, setTimeout } from '../timers.js'
import type { HostSettings } from './host-options.js'
import { fits, isForWriting, logIn, type HostSession } from './host-session.js'
import { resolveHost, type Address } from './resolve-host.js'
import { ConnectionError } from '../../errors.js'

/** The time in which a primary of a newer timeline can still answer after one that fits. */
const newerMs = 100

/** The time in which hosts that are preferred can still answer after one that fits. */
const preferredMs = 500

/** The time after which a host that does not fit is asked again, of which half is left to chance. */
const againMs = 250

/** A host's last answer: what its server is, or the error. */
export type HostAnswer =
  | { readonly address: Address; readonly session: HostSession }
  | { readonly address: Address; readonly error: ConnectionError }

/** The answers of a round. */
export interface HostRound {
  /** The addresses that fit, the preferred ones first. */
  readonly fitting: readonly Address[]
  /** The last answer of each address that gave one. */
  readonly answers: readonly HostAnswer[]
}

interface RoundOptions {
  /** The longest time of a round, in milliseconds; 0 means no limit. */
  readonly timeoutMs: number
  /** Reports whether no newer timeline than a session's is known. */
  readonly isNewest: (session: HostSession) => boolean
}

/**
 * Asks all hosts at once what they are, and those that do not fit again and again, while one that is silent holds up nobody.
 *
 * It ends when one fits and the others had a moment to answer; when a login is refused for good; when none is there; at the latest after its time. A
 * cluster without a primary answers, and is waited for.
 */
export async function askHosts(
  config: ClientConfig,
  settings: HostSettings,
  options: RoundOptions,
): Promise<HostRound> {
  const round = new Round(config, settings, options)
  await round.end()
  return round.result()
}

class Round {
  readonly #config: ClientConfig
  readonly #settings: HostSettings
  readonly #options: RoundOptions
  readonly #stop = new AbortController()
  readonly #answers = new Map<string, HostAnswer>()
  #unanswered: number
  #end: () => void = () => undefined
  #grace: NodeJS.Timeout | undefined

  constructor(config: ClientConfig, settings: HostSettings, options: RoundOptions) {
    this.#config = config
    this.#settings = settings
    this.#options = options
    this.#unanswered = settings.hosts.length
  }

  async end(): Promise<void> {
    const { timeoutMs } = this.#options
    const ended = new Promise<void>((resolve) => (this.#end = resolve))
    const timer = timeoutMs > 0 ? setTimeout(this.#end, timeoutMs) : undefined
    for (const host of this.#settings.hosts) {
      resolveHost(host).then(
        (addresses) => {
          this.#unanswered += addresses.length - 1
          for (const address of addresses) void this.#askOn(address)
        },
        (error: unknown) => this.#take({ address: { ...host, name: host.host }, error: refused(error) }),
      )
    }
    await ended
    clearTimeout(timer)
    clearTimeout(this.#grace)
    this.#stop.abort()
  }

  result(): HostRound {
    const { hosts, target } = this.#settings
    const order = new Map(hosts.map(({ host, port }, place) => [`${host}:${port}`, place]))
    const placeOf = ({ name, port }: Address) => order.get(`${name}:${port}`) ?? Infinity
    const fitting = [...this.#answers.values()]
      .flatMap((answer) => ('session' in answer && this.#fits(answer.session) ? [answer.session] : []))
      .sort(
        (one, other) =>
          rankOf(other, target) - rankOf(one, target) || placeOf(one.address) - placeOf(other.address),
      )
    const best = fitting[0]
    return {
      answers: [...this.#answers.values()],
      // What is second best is no alternative: a primary where standbys are preferred, a primary of an older timeline.
      fitting: fitting
        .filter((session) => best !== undefined && rankOf(session, target) === rankOf(best, target))
        .map(({ address }) => address),
    }
  }

  /** Asks one address until the round ends. */
  async #askOn(address: Address): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        const session = await logIn(this.#config, address, signal)
        void session.client.end().catch(() => undefined)
        this.#take({ address, session })
      } catch (error) {
        this.#take({ address, error: refused(error) })
      }
      await sleep((againMs * (1 + Math.random())) / 2)
    }
  }

  #take(answer: HostAnswer): void {
    if (this.#stop.signal.aborted) return
    const { host, port } = answer.address
    const key = `${host}:${port}`
    if (!this.#answers.has(key)) this.#unanswered--
    this.#answers.set(key, answer)
    if ('session' in answer) {
      if (this.#fits(answer.session)) {
        this.#grace ??= setTimeout(this.#end, isForWriting(this.#settings.target) ? newerMs : preferredMs)
      }
    } else if (isForGood(answer.error)) {
      this.#end()
    }
    const haveAllAnswered = this.#unanswered === 0
    if (haveAllAnswered && (this.#grace !== undefined || ![...this.#answers.values()].some(isAlive)))
      this.#end()
  }

  #fits(session: HostSession): boolean {
    return fits(session, this.#settings.target) && this.#options.isNewest(session)
  }
}

/** The preference among sessions that fit, whatever the order of their hosts. */
function rankOf({ isStandby, timeline }: HostSession, target: HostSettings['target']): number {
  if (isForWriting(target)) return timeline ?? 0
  return target === 'prefer-standby' && isStandby ? 1 : 0
}

function refused(error: unknown): ConnectionError {
  const known = fromFailedLogin(error)
  return known instanceof ConnectionError
    ? known
    : new ConnectionError('not_run', known.message, { cause: known })
}

/** True if the host answers as one of a cluster that lives: it has logged us in, or is starting, stopping or full. */
function isAlive(answer: HostAnswer): boolean {
  return 'session' in answer || answer.error.reason === 'server_not_ready'
}

/** True if no waiting mends the refusal. A name that is unknown may be one of several. */
function isForGood({ reason, retryable }: ConnectionError): boolean {
  return !retryable && reason !== 'host_unknown'
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref())
}
