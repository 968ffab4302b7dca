import { clearTimeout, setTimeout } from '../timers.js'

/**
 * The time without an answer after which another login is tried beside the first.
 *
 * A server answers a login within milliseconds, and a loaded one within a second. A proxy that has just lost its server
 * may never answer: it has accepted the connection for a server that is gone, and what connects now reaches the next one.
 */
const hedgeAfterMs = 2_000

/** A login on its way. */
export interface Login<Session> {
  readonly session: Promise<Session>
  /** Gives it up at once. Its session is rejected, if that is still open. */
  readonly abandon: () => void
}

/**
 * Logs in, and tries once more beside a login that hangs.
 *
 * There is one extra login at a time, for all who wait: a server that is merely slow gets one connection more, not twice
 * as many. One that succeeds lets the next waiting login have its own at once; one that hangs too is replaced after the
 * same time, and one that is refused has used up its time.
 */
export class HedgedLogins<Session> {
  readonly #timeoutMs: number
  /** The logins that hang and have no extra one, the longest first. */
  readonly #hanging: HedgedLogin<Session>[] = []
  /** The time of the extra login. */
  #turn: NodeJS.Timeout | undefined

  /** @param timeoutMs - the bound of each login and its extra ones, in milliseconds; 0 means no limit. */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  /**
   * Resolves with the first session. A refusal counts when no other login is on its way.
   *
   * @throws the error of the login that failed last.
   */
  async logIn(begin: () => Login<Session>): Promise<Session> {
    const login = new HedgedLogin(begin)
    const late = setTimeout(() => {
      this.#hanging.push(login)
      if (this.#turn === undefined) this.#next()
    }, hedgeAfterMs)
    const over = this.#timeoutMs > 0 ? setTimeout(() => login.end(), this.#timeoutMs) : undefined
    try {
      return await login.session
    } finally {
      clearTimeout(late)
      clearTimeout(over)
      const place = this.#hanging.indexOf(login)
      if (place !== -1) this.#hanging.splice(place, 1)
      // A first login that was answered after all tells that the server is slow, and the next ones soon will be too.
      if (login.isWonByExtra) this.#next()
    }
  }

  /** Gives the extra login to the next that hangs. */
  #next(): void {
    clearTimeout(this.#turn)
    this.#turn = undefined
    const login = this.#hanging.shift()
    if (login === undefined) return
    login.beginExtra()
    this.#turn = setTimeout(() => {
      login.endExtra()
      if (!login.isSettled) this.#hanging.push(login)
      this.#next()
    }, hedgeAfterMs).unref()
  }
}

/** One caller's login, and the extra one beside it. */
class HedgedLogin<Session> {
  readonly session: Promise<Session>
  isSettled = false
  /** True if the extra login was the first to succeed. */
  isWonByExtra = false
  readonly #begin: () => Login<Session>
  readonly #pending = new Set<Login<Session>>()
  #extra: Login<Session> | undefined
  #failure: unknown
  #resolve: (session: Session) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  constructor(begin: () => Login<Session>) {
    this.#begin = begin
    this.session = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#start()
  }

  beginExtra(): void {
    this.#extra = this.#start()
  }

  endExtra(): void {
    // One that is all there is takes the place of the first.
    if (this.#extra !== undefined && this.#pending.size > 1) this.#abandon(this.#extra)
    this.#extra = undefined
  }

  /** Ends it when its time is over. A first login that hangs has that limit itself, and its error says so. */
  end(): void {
    if (this.#failure === undefined) {
      if (this.#extra !== undefined) this.#abandon(this.#extra)
      return
    }
    for (const login of this.#pending) this.#abandon(login)
    this.#fail(this.#failure)
  }

  #start(): Login<Session> {
    const login = this.#begin()
    this.#pending.add(login)
    login.session.then(
      (session) => {
        // One that was given up may have succeeded at the same moment.
        if (!this.#pending.delete(login)) return
        for (const other of this.#pending) this.#abandon(other)
        this.isSettled = true
        this.isWonByExtra = login === this.#extra
        this.#resolve(session)
      },
      (error: unknown) => {
        if (!this.#pending.delete(login)) return
        this.#failure = error
        if (this.#pending.size === 0) this.#fail(error)
      },
    )
    return login
  }

  #fail(error: unknown): void {
    this.isSettled = true
    this.#reject(error)
  }

  #abandon(login: Login<Session>): void {
    if (this.#pending.delete(login)) login.abandon()
  }
}
