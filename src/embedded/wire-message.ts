/** The severity of an ErrorResponse: after `FATAL` the connection is closed. */
export type Severity = 'ERROR' | 'FATAL'

/** The fields of an ErrorResponse. */
export interface ErrorReport {
  readonly severity: Severity
  /** The SQLSTATE. */
  readonly code: string
  readonly message: string
  readonly detail?: string
  readonly hint?: string
}

/** The status byte of ReadyForQuery: idle, in a transaction, in a failed transaction. */
export type TransactionStatus = 'I' | 'T' | 'E'

/** Makes a protocol message: type byte, length, body. */
export function wireMessage(type: string, ...parts: readonly (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  const head = Buffer.alloc(5)
  head.write(type, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

export function readyForQuery(status: TransactionStatus): Buffer {
  return wireMessage('Z', status)
}

export function errorResponse(report: ErrorReport): Buffer {
  const fields = [
    `S${report.severity}`,
    `V${report.severity}`,
    `C${report.code}`,
    `M${report.message}`,
    ...(report.detail === undefined ? [] : [`D${report.detail}`]),
    ...(report.hint === undefined ? [] : [`H${report.hint}`]),
  ]
  return wireMessage('E', fields.map((field) => `${field}\0`).join(''), '\0')
}
