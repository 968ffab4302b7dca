import { Ping } from './ping.js'
import { promptly } from './silence.js'
import type { WireConnection } from './wire-connection.js'

/** Closes a cursor. In a failed transaction the cursor is already gone. */
export function closePortal(connection: WireConnection, portal: Buffer): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    connection.send(new Ping(() => resolve()), (writer) => {
      writer.closePortal(portal)
      writer.sync()
    })
  })
  return promptly(connection, closed)
}
