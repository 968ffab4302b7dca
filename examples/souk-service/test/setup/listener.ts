import { WebSocket } from 'ws'
import { Client } from './client.js'

/** An event as a page gets it. */
export interface Heard {
  readonly type: string
  readonly position?: number | null
  readonly payload?: Readonly<Record<string, unknown>>
  readonly isPresent?: boolean
  readonly message?: { readonly id: string; readonly content: string | null }
}

/** The socket of a page that never gives up: it comes back to whichever instance it is told, behind the last event that it has. */
export class Listener {
  readonly heard: Heard[] = []
  position: number | null = null
  connections = 0
  #socket: WebSocket | null = null
  #isClosed = false
  readonly #client: Client
  readonly #urlOf: () => string

  constructor(client: Client, urlOf: () => string = () => client.url) {
    this.#client = client
    this.#urlOf = urlOf
  }

  /** Connects, and resolves once the service says that it has begun. */
  connect(): Promise<void> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`${this.#urlOf().replace('http', 'ws')}/live`)
      this.#socket = socket
      socket.on('open', () =>
        socket.send(JSON.stringify({ type: 'hello', token: this.#client.accessToken, after: this.position })),
      )
      socket.on('message', (data) => {
        const event = JSON.parse(String(data)) as Heard
        if (event.position !== undefined) this.position = event.position
        if (event.type !== 'ready') return void this.heard.push(event)
        this.connections++
        resolve()
      })
      socket.on('error', () => undefined)
      socket.on('close', () => {
        if (!this.#isClosed) setTimeout(() => void this.connect().then(resolve), 100)
      })
    })
  }

  say(said: object): void {
    this.#socket?.send(JSON.stringify(said))
  }

  /** Drops the connection, as a network does. It comes back by itself. */
  drop(): void {
    this.#socket?.terminate()
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.terminate()
  }

  /** The words of the messages that came, in their order. */
  get messages(): readonly string[] {
    return this.heard.flatMap(({ message }) => (message ? [message.content ?? ''] : []))
  }
}
