import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { seededRandom, type Random } from '../random.js'
import { Framing } from './framing.js'
import { Pipe, type Ending, type Segments } from './pipe.js'

/** One end of a connection. */
export type End = 'client' | 'server'

/** A message on its way through a {@link Proxy}; the first ones of a client have no code, which is then `''`. */
export interface ProxiedMessage {
  readonly from: End
  /** Such as `Q`, `P`, `B`, `E`, `S` of a client, or `Z`, `D`, `C` of a server. */
  readonly code: string
  /** All of the message as text, each byte a character: enough to find `commit` in it. */
  readonly text: string
  /** The connection it is on, counted from 1. */
  readonly connection: number
}

/** A fault of a connection in the middle of a message. */
export type Blow = 'cut' | 'reset' | 'stall' | 'halfOpen'

/**
 * The fate of a message:
 *
 * - `pass`: it passes.
 * - `cut`, `reset`: the connection ends in its place, with a FIN or an RST. `passThenCut`, `passThenReset`: behind it.
 * - `stall`: from this message on nothing passes on this connection, either way, and neither end hears of it.
 * - `hold`: from this message on nothing passes in its direction: {@link Proxy.resume} lets all of it pass at once.
 * - `halfOpen`: the server's end is closed, and the client is not told.
 * - `{ bytes, then }`: so many bytes of it pass before the blow.
 * - `{ part, becomes }`: it passes, with a part of it replaced by another of the same length.
 */
export type Fate =
  | 'pass'
  | 'passThenCut'
  | 'passThenReset'
  | 'hold'
  | Blow
  | { readonly bytes: number; readonly then: Blow }
  | { readonly part: string; readonly becomes: string }

/** The connections and directions that something is done to: without one all of them. */
export interface Scope {
  readonly connection?: number
  /** Only bytes that come from this end. */
  readonly from?: End
}

/** The treatment of cancel requests: `drop` closes them unheard, `ignore` leaves them open unheard. */
export type CancelFate = 'pass' | 'drop' | 'ignore'

/** The first words of connections that ask for something else than a session. */
const cancelRequest = 80_877_102

interface Pair {
  readonly number: number
  readonly client: Socket
  readonly server: Socket
  /** By the end that the bytes come from. */
  readonly pipes: Readonly<Record<End, Pipe>>
  /** The end that is not told that the other one is gone. */
  untold: End | undefined
}

const other = { client: 'server', server: 'client' } as const

/** Stands between a pool and its server, and does to their connections what networks do. */
export class Proxy implements AsyncDisposable {
  /** Asked about each message of each session, but those that gather in a direction that is stalled. */
  decide: (message: ProxiedMessage) => Fate = () => 'pass'
  /** True refuses new connections, as a server that is not there. */
  refuses = false
  /** True lets new connections in and then says nothing, as a firewall may. */
  ignores = false
  /** The treatment of cancel requests. */
  cancelFate: CancelFate = 'pass'
  /** The pieces in which bytes travel, both ways. */
  segments: Segments = 'whole'
  /** The time bytes from each end are on their way, in milliseconds. */
  readonly delayMs: Record<End, number> = { client: 0, server: 0 }
  /** The source of random cuts. */
  random: Random = seededRandom(1)
  /** The numbers of sessions and of cancel requests so far. */
  opened = 0
  cancels = 0
  /** The number of cancel requests that are open now, and the most that were open at once. */
  openCancels = 0
  mostOpenCancels = 0
  /** The number of connections cut in the place of a message, behind or within one. */
  cuts = 0
  #connections = 0
  readonly #server: Server
  readonly #target: URL
  readonly #pairs = new Map<number, Pair>()
  /** Those too of which one end is gone, and the other one has not heard it. */
  readonly #halves = new Set<Pair>()
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

  /** The number of open sessions. */
  get open(): number {
    return this.#pairs.size
  }

  /** The numbers of the connections that are open. */
  get connections(): readonly number[] {
    return [...this.#pairs.keys()]
  }

  /** Cuts every connection, or one: with a FIN, or an RST. */
  cut({ connection }: Omit<Scope, 'from'> = {}, ending: Ending = 'fin'): void {
    for (const pair of this.#within(connection)) this.#strike(pair, ending === 'fin' ? 'cut' : 'reset')
  }

  /** Cuts what is stalled or held still, as a network does that has lost it for good. */
  cutStalled(): void {
    for (const pair of this.#halves) {
      if (pair.pipes.client.isStalled || pair.pipes.server.isStalled) this.#strike(pair, 'cut')
    }
  }

  /** Lets nothing pass any more on the sessions that are open: each end believes that the other one is silent. */
  stall(scope: Scope = {}): void {
    for (const pipe of this.#pipes(scope)) pipe.stall()
  }

  /** Lets pass what has gathered where connections are stalled or held, and what follows. */
  resume(scope: Scope = {}): void {
    for (const pipe of this.#pipes(scope)) pipe.resume()
  }

  /** Lets pass what has gathered on its way to the clients, and a reset right behind it. */
  resumeAndReset({ connection }: Omit<Scope, 'from'> = {}): void {
    for (const { pipes, server } of this.#within(connection)) {
      pipes.server.finish('reset')
      pipes.server.resume()
      server.resetAndDestroy()
    }
  }

  /** Closes one end of every session, or of one: the other end is not told, and hears nothing any more. */
  halfOpen(untold: End, { connection }: Omit<Scope, 'from'> = {}): void {
    for (const pair of this.#within(connection)) {
      pair.untold = untold
      pair[other[untold]].destroy()
    }
  }

  /** Resolves when no session is open any more. */
  async idle(): Promise<void> {
    while (this.#pairs.size > 0) await new Promise((resolve) => setImmediate(resolve))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #within(connection: number | undefined): Pair[] {
    const pairs = [...this.#halves]
    return connection === undefined ? pairs : pairs.filter(({ number }) => number === connection)
  }

  #pipes({ connection, from }: Scope): Pipe[] {
    return this.#within(connection).flatMap(({ pipes }) =>
      from === undefined ? [pipes.client, pipes.server] : [pipes[from]],
    )
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
    const weatherFrom = (end: End) => () => ({
      segments: this.segments,
      delayMs: this.delayMs[end],
      random: this.random,
    })
    const pair: Pair = {
      number: ++this.#connections,
      client,
      server,
      pipes: {
        client: new Pipe(client, server, weatherFrom('client')),
        server: new Pipe(server, client, weatherFrom('server')),
      },
      untold: undefined,
    }
    this.#pairs.set(pair.number, pair)
    this.#halves.add(pair)
    this.#forward(pair, 'client')
    this.#forward(pair, 'server')
  }

  #forward(pair: Pair, from: End): void {
    const { [from]: source, number } = pair
    const pipe = pair.pipes[from]
    const framing = new Framing(from === 'server')
    source.on('close', () => {
      this.#pairs.delete(number)
      if (pair[other[from]].closed) this.#halves.delete(pair)
      // Whatever is held up between the two is between them still: the other end hears of it then.
      if (pair.untold !== other[from]) pipe.finish('fin')
    })
    source.on('data', (chunk: Buffer) => {
      for (const message of framing.messages(chunk)) {
        if (source.destroyed || pair.untold !== undefined) return
        const text = message.toString('latin1')
        const code = from === 'client' && message[0] === 0 ? '' : text.charAt(0)
        if (code === '' && !this.#admits(pair, message)) return
        if (pipe.isStalled) pipe.push(message)
        else this.#apply(this.decide({ from, code, text, connection: number }), pair, from, message)
      }
    })
  }

  #apply(fate: Fate, pair: Pair, from: End, message: Buffer): void {
    const pipe = pair.pipes[from]
    if (fate === 'pass') pipe.push(message)
    else if (fate === 'hold') {
      pipe.stall()
      pipe.push(message)
    } else if (fate === 'stall') {
      pair.pipes.client.stall()
      pair.pipes.server.stall()
      pipe.push(message)
    } else if (fate === 'passThenCut' || fate === 'passThenReset') {
      this.cuts++
      pipe.push(message)
      pipe.finish(fate === 'passThenCut' ? 'fin' : 'reset')
      pair[from].destroy()
    } else if (typeof fate === 'object' && 'part' in fate) {
      pipe.push(Buffer.from(message.toString('latin1').replace(fate.part, fate.becomes), 'latin1'))
    } else if (typeof fate === 'object') {
      pipe.push(message.subarray(0, fate.bytes))
      pipe.flush()
      this.#apply(fate.then, pair, from, message.subarray(fate.bytes))
    } else {
      this.cuts++
      this.#strike(pair, fate)
    }
  }

  #strike(pair: Pair, blow: Exclude<Blow, 'stall'>): void {
    if (blow === 'halfOpen') {
      this.halfOpen('client', { connection: pair.number })
      return
    }
    for (const end of [pair.client, pair.server]) {
      if (blow === 'cut') end.destroy()
      else end.resetAndDestroy()
    }
  }

  /** Counts what asks to be let in; false if it is not let in. */
  #admits({ number, client, server }: Pair, opening: Buffer): boolean {
    if (opening.readUInt32BE(4) !== cancelRequest) {
      this.opened++
      return true
    }
    this.cancels++
    this.openCancels++
    this.mostOpenCancels = Math.max(this.mostOpenCancels, this.openCancels)
    client.on('close', () => this.openCancels--)
    if (this.cancelFate === 'pass') return true
    if (this.cancelFate === 'ignore') this.halfOpen('client', { connection: number })
    else {
      client.destroy()
      server.destroy()
    }
    return false
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
  }
}
