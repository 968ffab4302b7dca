import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A message on its way through a {@link Proxy}; the first ones of a client have no code, which is then `''`. */
export interface ProxiedMessage {
  readonly from: 'client' | 'server'
  /** Such as `Q`, `P`, `B`, `E`, `S` of a client, or `Z`, `D`, `C` of a server. */
  readonly code: string
  /** All of the message as text, each byte a character: enough to find `commit` in it. */
  readonly text: string
  /** Which connection it is on, counted from 1. */
  readonly connection: number
}

/**
 * What becomes of a message: it passes; the connection is cut instead of it, or behind it; or from here on nothing
 * passes on this connection, and neither end hears of it.
 */
export type Fate = 'pass' | 'cut' | 'passThenCut' | 'stall'

/** The first words of connections that ask for something else than a session. */
const cancelRequest = 80_877_102

/** Cuts bytes into messages of the protocol. */
class Framing {
  #rest = Buffer.alloc(0)
  #hasCode: boolean

  constructor(hasCode: boolean) {
    this.#hasCode = hasCode
  }

  *messages(chunk: Buffer): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      const at = this.#hasCode ? 1 : 0
      if (this.#rest.length < at + 4) return
      const length = at + this.#rest.readUInt32BE(at)
      if (this.#rest.length < length) return
      const message = this.#rest.subarray(0, length)
      this.#rest = this.#rest.subarray(length)
      this.#hasCode = true
      yield message
    }
  }
}

/** Stands between a pool and its server, and does to their connections what networks do. */
export class Proxy implements AsyncDisposable {
  /** Asked about each message of each session. */
  decide: (message: ProxiedMessage) => Fate = () => 'pass'
  /** True refuses new connections, as a server that is not there. */
  refuses = false
  /** True lets new connections in and then says nothing, as a firewall may. */
  ignores = false
  /** How many sessions were opened, and how many requests to cancel came. */
  opened = 0
  cancels = 0
  /** How many connections were cut in the place of a message or behind one. */
  cuts = 0
  #connections = 0
  readonly #server: Server
  readonly #target: URL
  readonly #pairs = new Map<
    number,
    { readonly client: Socket; readonly server: Socket; isStalled: boolean }
  >()
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server, target: URL) {
    this.#server = server
    this.#target = target
    server.on('connection', (client) => this.#join(client))
  }

  /** Opens a proxy to the server of a URL. */
  static async to(url: string): Promise<Proxy> {
    const server = createServer({ noDelay: true })
    const proxy = new Proxy(server, new URL(url))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return proxy
  }

  /** The target's URL, through the proxy. */
  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${address.port}`
    return url.href
  }

  /** How many sessions are open. */
  get open(): number {
    return this.#pairs.size
  }

  /** Cuts every session. */
  cut(): void {
    for (const { client, server } of this.#pairs.values()) {
      client.destroy()
      server.destroy()
    }
  }

  /** Lets nothing pass any more on the sessions that are open: each end believes that the other one is silent. */
  stall(): void {
    for (const pair of this.#pairs.values()) pair.isStalled = true
  }

  /** Tells when no session is open any more. */
  async idle(): Promise<void> {
    while (this.#pairs.size > 0) await new Promise((resolve) => setImmediate(resolve))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    this.#track(client)
    if (this.refuses) {
      client.resetAndDestroy()
      return
    }
    if (this.ignores) return
    const { port, hostname } = this.#target
    const server = connect({ port: Number(port), host: hostname, noDelay: true })
    this.#track(server)
    const number = ++this.#connections
    const pair = { client, server, isStalled: false }
    this.#pairs.set(number, pair)
    const part = () => {
      this.#pairs.delete(number)
      if (!pair.isStalled) {
        client.destroy()
        server.destroy()
      }
    }
    client.on('close', part)
    server.on('close', part)
    const forward = (from: ProxiedMessage['from'], source: Socket, sink: Socket) => {
      const framing = new Framing(from === 'server')
      source.on('data', (chunk: Buffer) => {
        for (const message of framing.messages(chunk)) {
          if (pair.isStalled) return
          const text = message.toString('latin1')
          const code = from === 'client' && message[0] === 0 ? '' : text.charAt(0)
          if (code === '') this.#count(message)
          const fate = this.decide({ from, code, text, connection: number })
          if (fate === 'stall') pair.isStalled = true
          if (fate === 'pass') sink.write(message)
          if (fate === 'passThenCut') sink.end(message)
          if (fate === 'cut' || fate === 'passThenCut') {
            this.cuts++
            source.destroy()
            if (fate === 'cut') sink.destroy()
            return
          }
        }
      })
    }
    forward('client', client, server)
    forward('server', server, client)
  }

  #count(opening: Buffer): void {
    if (opening.readUInt32BE(4) === cancelRequest) this.cancels++
    else this.opened++
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
  }
}
