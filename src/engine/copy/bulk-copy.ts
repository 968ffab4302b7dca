import { InvalidInputError, SetupError } from '../../errors.js'
import { copyCommand, copyLineWriter, type CopyTarget } from './copy-text.js'
import { assertIterable } from '../assert-iterable.js'
import { unlessCancelled, type CallOptions, type Cancellation } from '../cancellation.js'
import { behindKeptBatches } from '../failure/driver-error.js'
import { fromEncodingError, type TypeCodecs } from '../values/encode.js'
import type { Session } from '../transport.js'

/** Options of a COPY. A deadline or a signal ends the current batch; the batches before it stay stored. */
export interface CopyOptions extends CallOptions {
  /** The number of rows in one COPY, which is stored as a whole or not at all. @defaultValue 50_000 */
  readonly batchRows?: number | undefined
  /** Called after each batch with the number of rows copied so far. */
  readonly onProgress?: ((copied: number) => void) | undefined
}

/** The length of text that is collected before it is sent, in UTF-16 units. */
const chunkLength = 64 * 1024

/** JavaScript callers may pass anything. Every column of a value that is not an object would be null. */
function isRow(row: unknown): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row)
}

/** Writes a row as a line. The names of values are only put together for a row that is refused. */
function writeLine(toLine: (row: object, prefix?: string) => string, row: object, index: number): string {
  const field = `rows[${index}]`
  if (!isRow(row)) throw new InvalidInputError(field, 'must be an object')
  try {
    return toLine(row)
  } catch {
    try {
      return toLine(row, `${field}.`)
    } catch (error) {
      throw fromEncodingError(error, field)
    }
  }
}

/**
 * Splits a source of rows into batches of text, without reading ahead.
 *
 * A synchronous source is read without awaiting each row.
 */
async function* batchesOf(
  rows: AsyncIterable<object> | Iterable<object>,
  toLine: (row: object, prefix?: string) => string,
  size: number,
): AsyncGenerator<AsyncIterable<string>> {
  const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  const read = () => source.next()
  let index = 0
  let step = read()
  let next = 'then' in step ? await step : step
  let isOver = false
  const waiting = { isReading: false }
  try {
    while (next.done !== true) {
      yield (async function* () {
        let text = ''
        for (let count = 0; count < size && next.done !== true; count++) {
          text += writeLine(toLine, next.value, index++)
          if (text.length >= chunkLength) {
            yield text
            text = ''
          }
          step = read()
          if ('then' in step) {
            waiting.isReading = true
            next = await step
            waiting.isReading = false
          } else next = step
        }
        if (text !== '') yield text
      })()
    }
    isOver = true
  } finally {
    const returned = isOver ? undefined : source.return?.()
    // While the source reads, its `return` resolves only after the read, which may never end.
    if (!waiting.isReading) await returned
    else if (returned !== undefined && 'then' in returned) returned.then(undefined, () => undefined)
  }
}

/** Wraps an error of the source of rows, to tell it from one of the server. */
class SourceError extends Error {}

async function* watch(texts: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* texts
  } catch (cause) {
    throw new SourceError('the source of the rows failed', { cause })
  }
}

/** The session that COPY runs on. */
export type CopySession = Pick<Session, 'copyIn'>

/**
 * Copies rows into a table by COPY, over a connection without other users.
 *
 * @param how.keepsBatches - true if each batch is committed by itself.
 * @returns The number of rows copied.
 */
export async function copyRows<Row extends object>(
  session: CopySession,
  target: CopyTarget<Row>,
  rows: AsyncIterable<Row> | Iterable<Row>,
  codecs: TypeCodecs,
  options: CopyOptions,
  { cancellation, keepsBatches }: { cancellation: Cancellation | undefined; keepsBatches: boolean },
): Promise<number> {
  const size = options.batchRows ?? 50_000
  if (!Number.isSafeInteger(size) || size < 1)
    throw new InvalidInputError('batchRows', 'must be a whole number above 0')
  if (session.copyIn === undefined) {
    throw new SetupError('a pool that was handed in cannot COPY: give createDatabase a url')
  }
  assertIterable(rows)
  const toLine = copyLineWriter(target.columns, codecs)
  const command = copyCommand(target)
  const batches = batchesOf(rows, toLine, size)
  let copied = 0
  let isReading = false
  try {
    for (;;) {
      isReading = true
      const batch = await unlessCancelled(batches.next(), cancellation)
      isReading = false
      if (batch.done === true) return copied
      if (cancellation?.isWanted === true) throw cancellation.reason
      copied += await session.copyIn(command, watch(batch.value), cancellation)
      options.onProgress?.(copied)
    }
  } catch (error) {
    if (error instanceof SourceError) throw error.cause
    throw copied > 0 && keepsBatches ? behindKeptBatches(error) : error
  } finally {
    const returned = batches.return(undefined)
    if (isReading) returned.catch(() => undefined)
    else await returned
  }
}
