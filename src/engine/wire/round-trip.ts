import { now } from '../timers.js'
import { followUsual } from '../usual-time.js'
import { Ping } from './ping.js'
import type { WireConnection } from './wire-connection.js'

const askEveryMs = 100

/**
 * How long the way to the server and back takes just now, with the waits of both processes for a CPU.
 *
 * An answer to a statement that found its connection idle took that and the time of the statement itself; where many
 * take long, an empty request tells one from the other. Without it a machine that is busy would make every statement
 * look slow.
 */
export class RoundTrip {
  ms = 0
  #askedAt = -Infinity

  /** Notes how long a statement took that found its connection idle: the way took no longer. */
  note(tookMs: number): void {
    if (tookMs < this.ms) this.#follow(tookMs)
  }

  /** True if it has not been asked for lately. */
  get isDue(): boolean {
    return now() - this.#askedAt > askEveryMs
  }

  /** Asks over a connection that is idle. */
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
