import type { Request } from './request.js'
import { sliceUtf8 } from '../values/slice-text.js'
import type { WireConnection } from './wire-connection.js'

/** What a simple query gave. */
export interface SimpleResult {
  readonly rows: readonly (readonly (string | null)[])[]
  /** The last command's tag: `SELECT 5`, `ROLLBACK`. */
  readonly tag: string
  /** The last notice or warning that came with it, if one did. */
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

  constructor(settle: (error: Error | undefined, request: SimpleRequest) => void) {
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
  }

  noticed(notice: Error): void {
    this.notice = notice
  }
}

/**
 * Runs SQL without parameters in the simple protocol: settings, COMMIT, the catalogue.
 *
 * @throws `LostConnection`; the server's error, as it is.
 */
export function simpleQuery(connection: WireConnection, sql: string): Promise<SimpleResult> {
  return new Promise((resolve, reject) => {
    const request = new SimpleRequest((error, { rows, tag, notice }) => {
      if (error === undefined) resolve({ rows, tag, notice })
      else reject(error)
    })
    connection.send(request, (writer) => writer.query(sql))
  })
}
