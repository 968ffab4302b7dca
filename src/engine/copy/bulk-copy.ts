import { InvalidInputError, SetupError } from '../../errors.js'
import { copyCommand, copyLineWriter, type CopyTarget } from './copy-text.js'
import { assertIterable } from '../assert-iterable.js'
import { unlessCancelled, type CallOptions, type Cancellation } from '../cancellation.js'
import { behindKeptBatches } from '../failure/driver-error.js'
import { fromEncodingError, type TypeCodecs } from '../values/encode.js'
import type { Session } from '../transport.js'

/** How rows are copied. A deadline or a signal ends the batch that is being copied; those before it stay. */
export interface CopyOptions extends CallOptions {
  /** How many rows are one COPY: all of them are kept, or none. @defaultValue 50_000 */
  readonly batchRows?: number
  /** Told after each batch how many rows have been copied so far. */
  readonly onProgress?: (copied: number) => void
}

/** How much text is put together before it goes out. */
const chunkLength = 64 * 1024

/** Callers without TypeScript exist, and of what is no object every column would be null. */
function isRow(row: unknown): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row)
}

/** Writes a line; only of a row that is refused is it worth a text for each value to say what it is called. */
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
 * Cuts a source of rows into batches of text, without reading ahead of them.
 *
 * A source that has its rows at hand is read without waiting for each.
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
    // While it reads it answers when that is done, which may be never.
    if (!waiting.isReading) await returned
    else if (returned !== undefined && 'then' in returned) returned.then(undefined, () => undefined)
  }
}

/** Tells an error of the rows' own source, which its owner gets as it is, from one of the server's. */
class SourceError extends Error {}

async function* watch(texts: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* texts
  } catch (cause) {
    throw new SourceError('the source of the rows failed', { cause })
  }
}

/** Where rows are copied over. */
export type CopySession = Pick<Session, 'copyIn'>

/**
 * Copies rows into a table by `COPY` over a connection that nobody else is using.
 *
 * @param how.keepsBatches - true if each batch is committed by itself.
 * @returns How many rows were copied.
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
