import { now } from '../timers.js'
import { followUsual } from '../usual-time.js'
import { Ping } from './ping.js'
import type { WireConnection } from './wire-connection.js'

const askEveryMs = 100

/**
 * Measures the round trip to the server, including the time that both processes wait for a CPU.
 *
 * A statement that finds its connection idle takes a round trip and its own time. If many take long, an empty request
 * shows which of the two it is. Without it a busy machine would make every statement look slow.
 */
export class RoundTrip {
  ms = 0
  #askedAt = -Infinity

  /** Learns from a statement that found its connection idle: the round trip took no longer. */
  note(tookMs: number): void {
    if (tookMs < this.ms) this.#follow(tookMs)
  }

  /** True if it was not measured lately. */
  get isDue(): boolean {
    return now() - this.#askedAt > askEveryMs
  }

  /** Measures it over an idle connection. */
  ask(connection: WireConnection): void {
    this.#askedAt = now()
    const ping = new Ping((error) => {
      if (error === undefined) this.#follow(ping.ranMs)
    })
    connection.send(ping, (writer) => writer.sync())
  }

  #follow(tookMs: number): void {
    this.ms = followUsual(this.ms, tookMs)
  }
}
