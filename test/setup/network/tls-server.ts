import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** Signed by itself, for `localhost`, for tests alone. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdJF8bP4v1Wt0xmY4
2GNJKx1pXulxFGgxTy909LIm4sihRANCAAQ83LGWfFn6jaP2vJCEfbbXTISBuC/v
DOx8rIghd3LCfu4OQkmaPp8w5LpOkuJrycBVP6q5U9Yl3QVsm2w6ptmo
-----END PRIVATE KEY-----`
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUP99RwCd5Z2VIGbuxxU5ywF9zz4AwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjEyNTMxOVoYDzIxMjYxMTAy
MTI1MzE5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ83LGWfFn6jaP2vJCEfbbXTISBuC/vDOx8rIghd3LCfu4OQkmaPp8w
5LpOkuJrycBVP6q5U9Yl3QVsm2w6ptmoo2kwZzAdBgNVHQ4EFgQUOGb5hwDFTUIW
HW62AvHR5TEbqwowHwYDVR0jBBgwFoAUOGb5hwDFTUIWHW62AvHR5TEbqwowDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAIr0lOihCv8ozUJRAg3YxMLFqxFAmKqjD03RyzvpuzJbAiAayAqwcu7O
2ZsG1+9wkPnidAGZCC/WuXwoNK6WPVTPCg==
-----END CERTIFICATE-----`

/** Encrypts the connections to a server that does not do so itself, as the protocol has it. */
export class TlsServer implements AsyncDisposable {
  /** The number of sessions that have been encrypted. */
  encrypted = 0
  readonly #server: Server
  readonly #target: URL
  readonly #sockets = new Set<Socket>()

  private constructor(target: URL) {
    this.#target = target
    this.#server = createServer((socket) => void this.#serve(socket))
  }

  static async to(url: string): Promise<TlsServer> {
    const server = new TlsServer(new URL(url))
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    return server
  }

  /** The server's URL, but for the port. */
  get url(): string {
    const url = new URL(this.#target)
    const address = this.#server.address()
    url.hostname = 'localhost'
    url.port = typeof address === 'object' && address !== null ? String(address.port) : ''
    return url.href
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    // The SSLRequest: eight bytes, to which the answer is one.
    await once(socket, 'data')
    socket.write('S')
    const secure = new TLSSocket(socket, { isServer: true, key, cert: certificate })
    secure.on('error', () => undefined)
    secure.once('secure', () => {
      this.encrypted++
      const server = connect(Number(this.#target.port), this.#target.hostname)
      this.#sockets.add(server)
      server.on('error', () => secure.destroy())
      server.on('close', () => secure.destroy())
      secure.on('close', () => server.destroy())
      secure.pipe(server).pipe(secure)
    })
  }
}
