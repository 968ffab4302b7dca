import type { Request } from './request.js'
import type { WireConnection } from './wire-connection.js'
import { clearTimeout, setImmediate, setTimeout } from '../timers.js'

/** A request of which only its end matters. */
export class Ping implements Request {
  isSent = false
  ranMs = 0
  readonly isCancelled = false
  readonly settled: Request['settled']

  constructor(settled: Request['settled']) {
    this.settled = settled
  }
}

/** Resolves when the server has answered all that a session was sent, or the session is lost. */
export function untilAnswered(connection: WireConnection): Promise<void> {
  return new Promise((resolve) => connection.send(new Ping(() => resolve()), (writer) => writer.sync()))
}

/**
 * Tells whether a session's server still answers.
 *
 * A Sync without a statement is the shortest question there is. A peer that is gone without a word would let a
 * statement wait until the operating system gives up, which takes a quarter of an hour.
 */
export function isAlive(connection: WireConnection, withinMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    // A process that was busy itself may have the answer, and not have read it.
    const timer = setTimeout(() => setImmediate(() => resolve(false)), withinMs)
    const ping = new Ping((error) => {
      clearTimeout(timer)
      resolve(error === undefined)
    })
    connection.send(ping, (writer) => writer.sync())
  })
}
