import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Database } from '../database.js'
import { SetupError, isSoukError } from '../errors.js'
import { answer } from './answers.js'
import { pageFile } from './page-files.js'
import { refusalOf } from './refusal.js'

/** Options of the page. */
export interface MapPageOptions {
  /** @defaultValue a free port */
  readonly port?: number | undefined
}

/** The page, while it is served. Disposing of it ends it. */
export interface MapPage extends AsyncDisposable {
  readonly url: string
}

const host = '127.0.0.1'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const

/**
 * Serves a page with the listings of a database on a map, to browsers on this machine alone.
 *
 * The page reads by the methods of the package. It takes no SQL, writes nothing, and asks no other server for anything.
 *
 * @throws {@link SetupError} if the port is in use.
 */
export async function startMapPage(db: Database, { port = 0 }: MapPageOptions = {}): Promise<MapPage> {
  const server = createServer()
  const bound = await listen(server, port)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void respond(db, bound, request, response)
  })
  return {
    url: `http://${host}:${bound}/`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new SetupError(`the map cannot be served on port ${port} (${cause.code ?? 'unknown'})`, { cause }),
      )
    })
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function respond(
  db: Database,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(request, port)
  if (refusal !== null) {
    send(response, refusal.status, { error: refusal.reason })
    return
  }
  // Whoever moves the map on no longer wants the answer to the view before.
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`)
    const [, name] = /^\/api\/(\w+)$/.exec(pathname) ?? []
    if (name === undefined) await sendFile(response, pathname)
    else {
      const answered = await answer(db, name, searchParams, gone.signal)
      if (answered === null) sendNothing(response)
      else send(response, 200, answered)
    }
  } catch (error) {
    const status = isSoukError(error) && error.code === 'invalid_input' ? 400 : 500
    send(response, status, { error: isSoukError(error) ? error.message : 'something unexpected went wrong' })
  }
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const file = await pageFile(path)
  if (file === null) sendNothing(response)
  else response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.bytes)
}

function sendNothing(response: ServerResponse): void {
  send(response, 404, { error: 'there is nothing here' })
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return
  const type = 'application/json; charset=utf-8'
  response.writeHead(status, { ...headers, 'content-type': type }).end(JSON.stringify(body))
}
