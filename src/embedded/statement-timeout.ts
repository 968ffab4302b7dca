import { serverMessages } from './server-output.js'
import { wireMessage } from './wire-message.js'

const unitsMs: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1e3, min: 6e4, h: 3.6e6, d: 8.64e7 }

/** Reads a `statement_timeout` as PostgreSQL writes it, such as `30s`; 0 for none, and for what is no time. */
export function readTimeout(text: string | undefined): number {
  const [, figure, unit = 'ms'] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)?\s*$/.exec(text ?? '') ?? []
  return Math.ceil(Number(figure ?? 0) * (Object.hasOwn(unitsMs, unit) ? (unitsMs[unit] ?? 0) : 0))
}

/** Asks for the setting by names of its own: a simple query would drop a client's unnamed statement. */
export const timeoutQuestion: readonly Buffer[] = [
  wireMessage('P', 'souk_timeout\0show statement_timeout\0\0\0'),
  wireMessage('B', 'souk_timeout\0souk_timeout\0\0\0\0\0\0\0'),
  wireMessage('E', 'souk_timeout\0\0\0\0\0'),
  wireMessage('C', 'Psouk_timeout\0'),
  wireMessage('C', 'Ssouk_timeout\0'),
  wireMessage('S'),
]

/** Finds the setting in the answer to {@link timeoutQuestion}. */
export function answeredTimeout(parts: readonly Buffer[]): number {
  for (const { type, body } of parts.flatMap((part) => [...serverMessages(part)])) {
    // One column: a count, a length, the text.
    if (type === 'D') return readTimeout(body.toString('utf8', 6))
  }
  return 0
}
