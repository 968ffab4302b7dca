import type { Request } from './request.js'
import { sliceUtf8 } from '../values/slice-text.js'
import type { WireConnection } from './wire-connection.js'

/** The result of a simple query. */
export interface SimpleResult {
  readonly rows: readonly (readonly (string | null)[])[]
  /** The last command's tag: `SELECT 5`, `ROLLBACK`. */
  readonly tag: string
  /** The last notice or warning, if there was one. */
  readonly notice: Error | undefined
}

class SimpleRequest implements Request {
  readonly rows: (string | null)[][] = []
  tag = ''
  notice: Error | undefined
  isSent = false
  ranMs = 0
  readonly isCancelled = false
  readonly settled: Request['settled']

  readonly #onTag: ((tag: string) => void) | undefined

  constructor(
    settle: (error: Error | undefined, request: SimpleRequest) => void,
    onTag: ((tag: string) => void) | undefined,
  ) {
    this.#onTag = onTag
    this.settled = (error) => settle(error, this)
  }

  row(bytes: Buffer, start: number): void {
    const count = bytes.readUInt16BE(start)
    const row: (string | null)[] = []
    let at = start + 2
    for (let index = 0; index < count; index++) {
      const length = bytes.readInt32BE(at)
      at += 4
      row.push(length < 0 ? null : sliceUtf8(bytes, at, at + length))
      at += Math.max(length, 0)
    }
    this.rows.push(row)
  }

  completed(tag: string): void {
    this.tag = tag
    this.#onTag?.(tag)
  }

  noticed(notice: Error): void {
    this.notice = notice
  }
}

/**
 * Runs SQL without parameters in the simple protocol: settings, COMMIT, the catalogue.
 *
 * @param onTag - called with the tag of each command.
 * @throws `LostConnection`; the server's error, unchanged.
 */
export function simpleQuery(
  connection: WireConnection,
  sql: string,
  onTag?: (tag: string) => void,
): Promise<SimpleResult> {
  return new Promise((resolve, reject) => {
    const request = new SimpleRequest((error, { rows, tag, notice }) => {
      if (error === undefined) resolve({ rows, tag, notice })
      else reject(error)
    }, onTag)
    connection.send(request, (writer) => writer.query(sql))
  })
}
