import type { Request } from './request.js'
import type { WireConnection } from './wire-connection.js'

/** How much text goes out in one CopyData message. */
const chunkLength = 64 * 1024

class CopyRequest implements Request {
  isSent = false
  ranMs = 0
  readonly isCancelled = false
  isReady = false
  isSettled = false
  rowCount = 0
  readonly started: Promise<void>
  readonly ended: Promise<void>
  #start: () => void = () => undefined
  #end: (error: Error | undefined) => void = () => undefined

  constructor() {
    this.started = new Promise((resolve) => (this.#start = resolve))
    this.ended = new Promise((resolve, reject) => {
      this.#end = (error) => (error === undefined ? resolve() : reject(error))
    })
    // Who copies learns of it at the end; until then nobody listens.
    this.ended.catch(() => undefined)
  }

  copyIn(): void {
    this.isReady = true
    this.#start()
  }

  completed(tag: string): void {
    this.rowCount = Number(tag.slice(tag.lastIndexOf(' ') + 1)) || 0
  }

  settled(error: Error | undefined): void {
    this.isSettled = true
    this.#start()
    this.#end(error)
  }
}

/**
 * Sends lines to a `copy … from stdin`, no faster than the server takes them.
 *
 * An error of the lines' own source ends the copy, and none of it is kept.
 *
 * @returns How many rows the server copied.
 * @throws what `lines` throws; the server's error, as it is.
 */
export async function copyIn(
  connection: WireConnection,
  command: string,
  lines: AsyncIterable<string>,
): Promise<number> {
  const request = new CopyRequest()
  connection.send(request, (writer) => writer.query(command))
  await request.started
  if (!request.isReady) await request.ended
  let text = ''
  try {
    for await (const line of lines) {
      text += line
      if (text.length < chunkLength) continue
      const data = Buffer.from(text)
      text = ''
      await connection.write((writer) => writer.copyData(data))
      // The server has refused a row: what comes now would only be thrown away.
      if (request.isSettled) break
    }
    if (!request.isSettled) {
      await connection.write((writer) => {
        if (text !== '') writer.copyData(Buffer.from(text))
        writer.copyDone()
      })
    }
  } catch (error) {
    if (!connection.isLost && !request.isSettled) {
      await connection.write((writer) => writer.copyFail('the source of the rows failed'))
      await request.ended.catch(() => undefined)
    }
    throw error
  }
  await request.ended
  return request.rowCount
}
