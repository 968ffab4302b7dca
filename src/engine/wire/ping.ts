import type { Request } from './request.js'
import type { WireConnection } from './wire-connection.js'
import { clearTimeout, setImmediate, setTimeout } from '../timers.js'

/** A request whose end is all that matters. */
export class Ping implements Request {
  isSent = false
  ranMs = 0
  readonly isCancelled = false
  readonly settled: Request['settled']

  constructor(settled: Request['settled']) {
    this.settled = settled
  }
}

/** Resolves when the server has answered everything that was sent, or the connection is lost. */
export function untilAnswered(connection: WireConnection): Promise<void> {
  return new Promise((resolve) => connection.send(new Ping(() => resolve()), (writer) => writer.sync()))
}

/**
 * Returns true if the server still answers.
 *
 * A Sync without a statement is the shortest possible request. Without the test, a statement on a connection whose peer
 * is gone would wait until the operating system gives up, which takes a quarter of an hour.
 */
export function isAlive(connection: WireConnection, withinMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    // A busy process may have received the answer and not read it yet.
    const timer = setTimeout(() => setImmediate(() => resolve(false)), withinMs)
    const ping = new Ping((error) => {
      clearTimeout(timer)
      resolve(error === undefined)
    })
    connection.send(ping, (writer) => writer.sync())
  })
}
