import type { Cancellation } from '../cancellation.js'
import { cancelWhenWanted } from './cancel-when-wanted.js'
import type { Request } from './request.js'
import type { WireConnection } from './wire-connection.js'

/** The length of text in one CopyData message, in UTF-16 units. */
const chunkLength = 64 * 1024

class CopyRequest implements Request {
  isSent = false
  ranMs = 0
  readonly isCancelled = false
  waitsForClient = false
  isReady = false
  isSettled = false
  /** True if the server was told that all lines have been sent. Before that it stores none. */
  isWhole = false
  rowCount = 0
  readonly started: Promise<void>
  /** Rejects with the server's error, or with a `LostConnection`. */
  readonly ended: Promise<void>
  #start: () => void = () => undefined
  #end: (error: Error | undefined) => void = () => undefined

  constructor() {
    this.started = new Promise((resolve) => (this.#start = resolve))
    this.ended = new Promise((resolve, reject) => {
      this.#end = (error) => (error === undefined ? resolve() : reject(error))
    })
    // The caller awaits it at the end; until then nobody listens.
    this.ended.catch(() => undefined)
  }

  copyIn(): void {
    this.isReady = true
    this.#start()
  }

  completed(tag: string): void {
    // Behind a pooler settings and a reset are sent around it.
    if (!tag.startsWith('COPY ')) return
    this.rowCount = Number(tag.slice(tag.lastIndexOf(' ') + 1)) || 0
  }

  mayHaveRun(): boolean {
    return this.isWhole
  }

  settled(error: Error | undefined): void {
    this.isSettled = true
    this.#start()
    this.#end(error)
  }
}

/** A result of the source of lines; undefined if no more is wanted. */
type Step = IteratorResult<string> | undefined

/**
 * Yields lines until they end, the server has refused one, or the copy is cancelled.
 *
 * A source that hangs must not keep a lost connection or a finished copy waiting: it is not awaited then.
 */
async function* readWhileWanted(
  lines: AsyncIterable<string>,
  request: CopyRequest,
  cancellation: Cancellation | undefined,
): AsyncGenerator<string, void, undefined> {
  const source = lines[Symbol.asyncIterator]()
  const isOver = () => request.isSettled || cancellation?.isWanted === true
  // A Promise.race with the end of the request would keep every line in memory until then.
  let stopWaiting: ((step: Step) => void) | undefined
  const end = () => stopWaiting?.(undefined)
  request.ended.then(end, end)
  const stopListening = cancellation?.onWanted(end)
  let isReading = false
  try {
    while (!isOver()) {
      isReading = true
      const step = await new Promise<Step>((resolve, reject) => {
        stopWaiting = resolve
        source.next().then(resolve, reject)
      })
      if (step === undefined) return
      isReading = false
      if (step.done === true) return
      yield step.value
    }
  } finally {
    stopListening?.()
    const returned = source.return?.()
    // While the source reads, its `return` resolves only after the read, which may never end.
    if (isReading) returned?.catch(() => undefined)
    else await returned
  }
}

/**
 * Sends lines to a `copy … from stdin`, no faster than the server takes them.
 *
 * An error of the source ends the copy, and nothing of it is stored. So does a cancellation, unless the copy finished
 * first.
 *
 * @returns The number of rows the server copied.
 * @throws the error of `lines`; `LostConnection`; the server's error, unchanged.
 */
export async function copyIn(
  connection: WireConnection,
  command: string,
  lines: AsyncIterable<string>,
  cancellation?: Cancellation,
): Promise<number> {
  const request = new CopyRequest()
  connection.send(request, (writer) => writer.query(command))
  const stopCancelling = cancelWhenWanted(connection, cancellation)
  try {
    await request.started
    if (!request.isReady) await request.ended
    await sendLines(connection, request, readWhileWanted(lines, request, cancellation))
    if (cancellation?.isWanted === true) await refuse(connection, request, 'the copy is no longer wanted')
    if (!request.isSettled) {
      request.isWhole = true
      await connection.write((writer) => writer.copyDone())
    }
    await request.ended
    return request.rowCount
  } finally {
    stopCancelling()
  }
}

async function sendLines(
  connection: WireConnection,
  request: CopyRequest,
  lines: AsyncIterable<string>,
): Promise<void> {
  let text = ''
  const send = async () => {
    const data = Buffer.from(text)
    text = ''
    request.waitsForClient = false
    await connection.write((writer) => writer.copyData(data))
  }
  request.waitsForClient = true
  try {
    for await (const line of lines) {
      text += line
      if (text.length < chunkLength) continue
      await send()
      request.waitsForClient = true
    }
    request.waitsForClient = false
    if (text !== '' && !request.isSettled) await send()
  } catch (error) {
    // The error that ended the connection also says how much of the copy may be stored.
    if (connection.isLost) await request.ended
    await refuse(connection, request, 'the source of the rows failed')
    throw error
  }
}

/** Ends the copy with an error, so that nothing of it is stored. */
async function refuse(connection: WireConnection, request: CopyRequest, reason: string): Promise<void> {
  request.waitsForClient = false
  if (request.isSettled) return
  await connection.write((writer) => writer.copyFail(reason))
  await request.ended.catch(() => undefined)
}
