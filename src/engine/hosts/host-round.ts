import type { LoginConfig } from '../connect/new-client.js'
import { fromFailedLogin } from '../failure/driver-error.js'
import { clearTimeout, setTimeout } from '../timers.js'
import { HedgedLogins } from './hedged-login.js'
import type { HostSettings, NamedHost } from './host-options.js'
import { fits, isForWriting, logIn, type HostSession } from './host-session.js'
import { resolveHost, type Address } from './resolve-host.js'
import { ConnectionError } from '../../errors.js'

/** The time in which a primary of a newer timeline can still answer after one that fits. */
const newerMs = 100

/** The time in which hosts that are preferred can still answer after one that fits. */
const preferredMs = 500

/** The time after which a host that does not fit is asked again, of which half is left to chance. */
const againMs = 250

/** The same of a host that is full: each question takes it a place. */
const againWhenFullMs = 2_000

/** A host's last answer: what its server is, or the error. */
export type HostAnswer =
  | { readonly address: Address; readonly session: HostSession }
  | { readonly address: Address; readonly error: ConnectionError }

/** The answers of a round. */
export interface HostRound {
  /** The addresses that fit, the preferred ones first. */
  readonly fitting: readonly Address[]
  /** True if every host has answered, and none is of a cluster that lives: waiting is in vain. */
  readonly isDead: boolean
}

interface RoundOptions {
  /** The longest time of a round, in milliseconds; 0 means no limit. */
  readonly timeoutMs: number
  /** Ends the round. */
  readonly signal: AbortSignal
  /** Reports whether no newer timeline than a session's is known. */
  readonly isNewest: (session: HostSession) => boolean
  /** Called with the last answer of each address whenever there is another one. */
  readonly onAnswer: (answers: readonly HostAnswer[]) => void
}

/**
 * Asks all hosts at once what they are, and those that do not fit again and again, while one that is silent holds up nobody.
 *
 * It ends when one fits and the others had a moment to answer; when all have answered and none is there, or all refuse the
 * login; at the latest after its time. A cluster without a primary answers, and is waited for.
 */
export async function askHosts(
  config: LoginConfig,
  settings: HostSettings,
  options: RoundOptions,
): Promise<HostRound> {
  const round = new Round(config, settings, options)
  await round.end()
  return round.result()
}

class Round {
  readonly #config: LoginConfig
  readonly #settings: HostSettings
  readonly #options: RoundOptions
  readonly #stop = new AbortController()
  readonly #answers = new Map<string, HostAnswer>()
  /** The addresses and names that are asked; a name for as long as it is not resolved. */
  readonly #asked = new Set<string>()
  #end: () => void = () => undefined
  #grace: NodeJS.Timeout | undefined

  constructor(config: LoginConfig, settings: HostSettings, options: RoundOptions) {
    this.#config = config
    this.#settings = settings
    this.#options = options
  }

  async end(): Promise<void> {
    const { timeoutMs, signal } = this.#options
    const ended = new Promise<void>((resolve) => (this.#end = resolve))
    const timer = timeoutMs > 0 ? setTimeout(this.#end, timeoutMs) : undefined
    signal.addEventListener('abort', this.#end)
    if (signal.aborted) this.#end()
    for (const host of this.#settings.hosts) this.#asked.add(keyOf(host))
    for (const host of this.#settings.hosts) void this.#resolve(host)
    await ended
    clearTimeout(timer)
    clearTimeout(this.#grace)
    signal.removeEventListener('abort', this.#end)
    this.#stop.abort()
  }

  result(): HostRound {
    const { hosts, target } = this.#settings
    const order = new Map(
      hosts.map(({ host, port, name = host }, place) => [keyOf({ host: name, port }), place]),
    )
    const placeOf = ({ name, port }: Address) => order.get(keyOf({ host: name, port })) ?? Infinity
    const fitting = [...this.#answers.values()]
      .flatMap((answer) => ('session' in answer && this.#fits(answer.session) ? [answer.session] : []))
      .sort(
        (one, other) =>
          rankOf(other, target) - rankOf(one, target) || placeOf(one.address) - placeOf(other.address),
      )
    const best = fitting[0]
    return {
      // What is second best is no alternative: a primary where standbys are preferred, a primary of an older timeline.
      fitting: fitting
        .filter((session) => best !== undefined && rankOf(session, target) === rankOf(best, target))
        .map(({ address }) => address),
      isDead: this.#isDead,
    }
  }

  /** Finds the addresses of a host, and has them asked. */
  async #resolve(host: NamedHost): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const addresses = await resolveHost(host)
        this.#answers.delete(keyOf(host))
        this.#asked.delete(keyOf(host))
        for (const address of addresses) {
          if (this.#asked.has(keyOf(address))) continue
          this.#asked.add(keyOf(address))
          void this.#askOn(address)
        }
        return
      } catch (error) {
        this.#take({ address: { name: host.host, ...host }, error: refused(error) })
        await sleep(againMs)
      }
    }
  }

  /** Asks one address until the round ends. A question that hangs does not keep the address from being asked. */
  async #askOn(address: Address): Promise<void> {
    const { signal } = this.#stop
    const logins = new HedgedLogins<HostSession>(this.#config.connectionTimeoutMillis ?? 0)
    const begin = () => {
      const given = new AbortController()
      const session = logIn(this.#config, address, signal, given.signal)
      const abandon = () => {
        given.abort()
        // One that has succeeded in this moment hears of no signal.
        void session.then(({ client }) => client.end()).catch(() => undefined)
      }
      return { session, abandon }
    }
    while (!signal.aborted) {
      let pause = againMs
      try {
        const session = await logins.logIn(begin)
        void session.client.end().catch(() => undefined)
        this.#take({ address, session })
      } catch (error) {
        const refusal = refused(error)
        if (isFull(refusal)) pause = againWhenFullMs
        this.#take({ address, error: refusal })
      }
      await sleep((pause * (1 + Math.random())) / 2)
    }
  }

  #take(answer: HostAnswer): void {
    if (this.#stop.signal.aborted) return
    this.#answers.set(keyOf(answer.address), answer)
    this.#options.onAnswer([...this.#answers.values()])
    if ('session' in answer && this.#fits(answer.session)) {
      this.#grace ??= setTimeout(this.#end, isForWriting(this.#settings.target) ? newerMs : preferredMs)
    }
    if (this.#isDead || (this.#haveAllAnswered && this.#grace !== undefined)) this.#end()
  }

  get #haveAllAnswered(): boolean {
    return this.#answers.size >= this.#asked.size
  }

  get #isDead(): boolean {
    return this.#haveAllAnswered && ![...this.#answers.values()].some(isAlive)
  }

  #fits(session: HostSession): boolean {
    return fits(session, this.#settings.target) && this.#options.isNewest(session)
  }
}

function keyOf({ host, port }: Pick<Address, 'host' | 'port'>): string {
  return `${host}:${port}`
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

/** True if the server has no place left. */
function isFull({ cause }: ConnectionError): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('53')
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms))
}
