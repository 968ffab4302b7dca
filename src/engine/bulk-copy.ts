import { InvalidInputError, SetupError } from '../errors.js'
import { copyCommand, copyLineWriter, type CopyTarget } from './copy-text.js'
import type { TypeCodecs } from './encode.js'
import type { Session } from './transport.js'

/** How rows are copied. */
export interface CopyOptions {
  /** How many rows are one COPY: all of them are kept, or none. @defaultValue 50_000 */
  readonly batchRows?: number
  /** Told after each batch how many rows have been copied so far. */
  readonly onProgress?: (copied: number) => void
}

/** Cuts a source of rows into batches of lines, without reading ahead of them. */
async function* batchesOf(
  rows: AsyncIterable<object> | Iterable<object>,
  toLine: (row: object, at: string) => string,
  size: number,
): AsyncGenerator<AsyncIterable<string>> {
  const source = (async function* () {
    yield* rows
  })()
  let index = 0
  let next = await source.next()
  while (next.done !== true) {
    yield (async function* () {
      for (let count = 0; count < size && next.done !== true; count++) {
        yield toLine(next.value, `rows[${index++}]`)
        next = await source.next()
      }
    })()
  }
}

/** Tells an error of the rows' own source, which its owner gets as it is, from one of the server's. */
class SourceError extends Error {}

async function* watch(lines: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* lines
  } catch (cause) {
    throw new SourceError('the source of the rows failed', { cause })
  }
}

/** Where rows are copied over. */
export type CopySession = Pick<Session, 'copyIn'>

/**
 * Copies rows into a table by `COPY` over a connection that nobody else is using.
 *
 * @returns How many rows were copied.
 */
export async function copyRows<Row extends object>(
  session: CopySession,
  target: CopyTarget<Row>,
  rows: AsyncIterable<Row> | Iterable<Row>,
  codecs: TypeCodecs,
  options: CopyOptions,
): Promise<number> {
  const size = options.batchRows ?? 50_000
  if (!Number.isSafeInteger(size) || size < 1)
    throw new InvalidInputError('batchRows', 'must be a whole number above 0')
  if (session.copyIn === undefined) {
    throw new SetupError('a pool that was handed in cannot COPY: give createDatabase a url')
  }
  const toLine = copyLineWriter(target.columns, codecs)
  const command = copyCommand(target)
  let copied = 0
  try {
    for await (const lines of batchesOf(rows, toLine, size)) {
      copied += await session.copyIn(command, watch(lines))
      options.onProgress?.(copied)
    }
  } catch (error) {
    throw error instanceof SourceError ? error.cause : error
  }
  return copied
}
