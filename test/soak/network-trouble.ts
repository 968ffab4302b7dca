import { pick, seededRandom, type Random } from '../setup/random.js'
import type { Fate, ProxiedMessage, Proxy } from '../setup/network/proxy.js'
import { between } from './operation.js'
import type { SoakSettings } from './settings.js'

/** Does to a network what networks do, until it is made whole again. */
export class NetworkTrouble {
  readonly #proxy: Proxy
  readonly #settings: SoakSettings
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #randoms = new Map<number, Random>()

  constructor(proxy: Proxy, settings: SoakSettings) {
    this.#proxy = proxy
    this.#settings = settings
    proxy.random = seededRandom(settings.seed + 600_000)
    proxy.segments = settings.segments
    const { messagesPerFault, troubles } = settings
    if (messagesPerFault === 0 || !troubles.includes('network')) return
    proxy.decide = (message) => {
      const random = this.#randomOf(message.connection)
      return random() * messagesPerFault < 1 ? this.#fateOf(random, message) : 'pass'
    }
  }

  /** Makes the network whole again, but for the bytes that are held up: they stay so, or arrive after all. */
  heal(doBytesArrive: boolean): void {
    const proxy = this.#proxy
    for (const timer of this.#timers) clearTimeout(timer)
    proxy.decide = () => 'pass'
    proxy.refuses = false
    proxy.ignores = false
    proxy.cancelFate = 'pass'
    proxy.segments = 'whole'
    proxy.delayMs.client = 0
    proxy.delayMs.server = 0
    if (doBytesArrive) proxy.resume()
  }

  /** Does one thing; what it says of it is for people. */
  make(random: Random): string {
    const proxy = this.#proxy
    const open = proxy.connections
    const connection = open[Math.floor(random() * open.length)] ?? 0
    const ms = pick(random, [20, 200, 700, 3_000])
    const from = pick(random, ['client', 'server'] as const)
    switch (between(random, 0, 10)) {
      case 0:
        proxy.cut({ connection }, pick(random, ['fin', 'reset']))
        return 'cut one'
      case 1:
        proxy.cut({}, pick(random, ['fin', 'reset']))
        return 'cut all'
      case 2:
        proxy.stall({ connection })
        if (random() < 0.4) return 'stall one for ever'
        this.#later(ms, () => proxy.resume({ connection }))
        return `stall one for ${ms} ms`
      case 3:
        proxy.stall({ connection, from })
        this.#later(ms, () => proxy.resume({ connection, from }))
        return `stall one from its ${from} for ${ms} ms`
      case 4:
        proxy.stall({ from })
        this.#later(ms, () => proxy.resume({ from }))
        return `stall all from their ${from} for ${ms} ms`
      case 5:
        proxy.halfOpen(from, { connection })
        return `close one, its ${from} is not told`
      case 6:
        proxy.refuses = true
        this.#later(ms, () => (proxy.refuses = false))
        return `refuse new ones for ${ms} ms`
      case 7:
        proxy.ignores = true
        this.#later(ms, () => (proxy.ignores = false))
        return `ignore new ones for ${ms} ms`
      case 8:
        proxy.delayMs.client = between(random, 0, 20)
        proxy.delayMs.server = between(random, 0, 20)
        return 'delay'
      case 9:
        proxy.cancelFate = pick(random, ['pass', 'drop', 'ignore'])
        return `requests to cancel: ${proxy.cancelFate}`
      default:
        proxy.stall({ from: 'server' })
        this.#later(ms, () => proxy.resumeAndReset())
        return `answers and resets together in ${ms} ms`
    }
  }

  #fateOf(random: Random, { connection, text }: ProxiedMessage): Fate {
    const proxy = this.#proxy
    const choice = random()
    if (choice < 0.3) return pick(random, ['cut', 'reset', 'passThenCut', 'passThenReset'])
    if (choice < 0.5) return { bytes: between(random, 1, text.length), then: pick(random, ['cut', 'reset']) }
    if (choice < 0.65) {
      this.#later(between(random, 1, 300), () => proxy.resumeAndReset({ connection }))
      return 'hold'
    }
    if (choice < 0.85) {
      this.#later(between(random, 1, 3_000), () => proxy.resume({ connection }))
      return pick(random, ['hold', 'stall'])
    }
    return pick(random, ['stall', 'halfOpen'])
  }

  /** The same numbers for the same connection, whenever it is made. */
  #randomOf(connection: number): Random {
    const random = this.#randoms.get(connection) ?? seededRandom(this.#settings.seed * 7_919 + connection)
    this.#randoms.set(connection, random)
    return random
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms)
    this.#timers.add(timer)
  }
}
