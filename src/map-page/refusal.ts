import type { IncomingMessage } from 'node:http'

/** The answer to a request that is not served. */
export interface Refusal {
  readonly status: number
  readonly reason: string
}

/**
 * Decides whether a request comes from the page itself, or from somebody who opens it; null if so.
 *
 * A site on the internet can point a name of its own at 127.0.0.1, and its scripts would then read the answers: the name
 * stands in the Host header, and is refused. A browser says of its other requests where they come from.
 */
export function refusalOf({ method, headers, url }: IncomingMessage, port: number): Refusal | null {
  const names = ['127.0.0.1', 'localhost']
  // Browsers leave out the port 80.
  const hosts = [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])]
  if (!hosts.includes(headers.host ?? '')) return { status: 421, reason: 'this host is not served here' }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'the page only reads' }
  const site = headers['sec-fetch-site'] ?? 'none'
  if (url !== '/' && site !== 'same-origin' && site !== 'none')
    return { status: 403, reason: 'only the page itself may ask' }
  return null
}
