import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { cString, errorField, serverMessages } from '../../../src/embedded/server-output.js'
import { int32, wireMessage } from '../../../src/embedded/wire-message.js'

/** Speaks the protocol by hand, to see what a driver hides. */
export class RawClient {
  readonly #socket: Duplex
  #received = Buffer.alloc(0)
  #read = 0

  static async open(socket: Duplex): Promise<RawClient> {
    const client = new RawClient(socket)
    const body = Buffer.concat([int32(0x3_0000), Buffer.from('user\0postgres\0\0')])
    await client.send(Buffer.concat([int32(body.length + 4), body])).until('Z')
    return client
  }

  constructor(socket: Duplex) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk])
      socket.emit('grown')
    })
    socket.on('close', () => socket.emit('grown'))
    socket.on('error', () => undefined)
  }

  send(...messages: readonly Buffer[]): this {
    this.#socket.write(Buffer.concat(messages))
    return this
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Reads on until so many messages of a type have come, or the connection is closed. */
  async until(type: string, count = 1): Promise<readonly string[]> {
    for (;;) {
      const messages = this.#messages()
      const last = messages.flatMap((message, index) => (message.type === type ? [index] : []))[count - 1]
      if (last !== undefined || this.#socket.closed) {
        const taken = messages.slice(0, last === undefined ? undefined : last + 1)
        this.#read = taken.at(-1)?.end ?? this.#read
        return taken.map(({ text }) => text)
      }
      await once(this.#socket, 'grown')
    }
  }

  /** The messages that have come and have not been read, each as its type and what matters of it. */
  #messages() {
    return [...serverMessages(this.#received)]
      .filter(({ start, end }) => start >= this.#read && end <= this.#received.length)
      .map(({ type, end, body }) => ({ type, end, text: `${type}${describe(type, body)}` }))
  }
}

function describe(type: string, body: Buffer): string {
  if (type === 'E') return ` ${errorField(body, 'C') ?? ''}`
  if (type === 'C') return ` ${cString(body, 0).text}`
  if (type === 'Z') return ` ${body.toString('latin1')}`
  if (type === 'D') return ` ${body.toString('utf8', 6)}`
  return ''
}

export const query = (text: string) => wireMessage('Q', `${text}\0`)
export const sync = wireMessage('S')
export const flush = wireMessage('H')
export const parse = (text: string, name = '') => wireMessage('P', `${name}\0${text}\0`, '\0\0')
export const bind = (statement = '', portal = '') =>
  wireMessage('B', `${portal}\0${statement}\0`, '\0\0', '\0\0', '\0\0')
export const execute = (rows = 0, portal = '') => wireMessage('E', `${portal}\0`, int32(rows))
export const closePortal = (portal = '') => wireMessage('C', `P${portal}\0`)
export const closeStatement = (name: string) => wireMessage('C', `S${name}\0`)

/** The messages of a statement, without what ends their batch. */
export const statement = (text: string) => Buffer.concat([parse(text), bind(), execute()])
