import type { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ClientMessageReader, MalformedMessageError } from './client-messages.js'
import { greet, readOpening } from './greeting.js'
import { SessionClient } from './session-client.js'
import { SessionLostError, SessionRefusalError, type SharedSession } from './shared-session.js'
import { errorResponse, type ErrorReport } from './wire-message.js'
import { sleep } from '../engine/timers.js'

/** The identity of a connection that its client knows. */
export interface ConnectionIdentity {
  readonly processId: number
  readonly secretKey: number
}

/** A request to cancel what another connection does. */
export type OnCancel = (connection: ConnectionIdentity) => void

/** The time in which a client must read its last messages, in milliseconds. */
const partingMs = 1_000

/** One connection: greets its client, serves its messages, and closes. */
export class ClientConnection {
  readonly #socket: Duplex
  readonly #identity: ConnectionIdentity
  readonly #onCancel: OnCancel
  readonly #reader = new ClientMessageReader()
  readonly #stopped: Promise<null>
  #stop: () => void = () => undefined
  #farewell: ErrorReport | null = null
  #client: SessionClient | null = null

  constructor(socket: Duplex, identity: ConnectionIdentity, onCancel: OnCancel) {
    this.#socket = socket
    this.#identity = identity
    this.#onCancel = onCancel
    this.#stopped = new Promise((resolve) => (this.#stop = () => resolve(null)))
    // A lost connection ends the reading; nobody is left to inform.
    socket.on('error', () => undefined)
    socket.on('close', () => this.#client?.abandon())
  }

  /** Takes a request to cancel; one with another key than this connection's is not for it. */
  cancel({ processId, secretKey }: ConnectionIdentity): void {
    const isMeant = processId === this.#identity.processId && secretKey === this.#identity.secretKey
    if (isMeant) this.#client?.cancel()
  }

  /** Serves the client until it goes. */
  async serve(session: Promise<SharedSession>): Promise<void> {
    try {
      await this.#read(await session)
    } catch (error) {
      this.#farewell ??= reportOf(error)
    }
    if (this.#farewell !== null) this.#write(errorResponse(this.#farewell))
    this.#socket.end()
    await this.#client?.leave()
    if (!this.#socket.destroyed) {
      const parting = finished(this.#socket, { readable: false }).catch(() => undefined)
      await Promise.race([parting, sleep(partingMs, undefined, { ref: false })])
      this.#socket.destroy()
    }
  }

  /** Closes the connection after its running statement. */
  shutDown(farewell: ErrorReport): void {
    this.#farewell ??= farewell
    this.#stop()
  }

  async #read(session: SharedSession): Promise<void> {
    // Leaving the loop must not destroy the socket: there may be a last word to say.
    const chunks = this.#socket.iterator({ destroyOnReturn: false })
    const readOn = () => {
      const chunk = chunks.next()
      chunk.catch(() => undefined) // whoever waits for it is told
      return chunk
    }
    let ahead = readOn()
    for (;;) {
      const next = await Promise.race([this.#stopped, ahead])
      if (next === null || next.done === true) return
      this.#reader.push(next.value as Buffer)
      // One chunk ahead: otherwise nobody notices a client that leaves while its statement runs.
      ahead = readOn()
      if (!(await this.#handleAll(session))) return
    }
  }

  async #handleAll(session: SharedSession): Promise<boolean> {
    for (let message = this.#reader.next(); message !== null; message = this.#reader.next()) {
      if (this.#farewell !== null) return false
      const goesOn =
        this.#client === null ? this.#open(message.bytes, session) : await this.#client.handle(message)
      if (!goesOn) return false
    }
    return true
  }

  #open(bytes: Buffer, session: SharedSession): boolean {
    const opening = readOpening(bytes)
    switch (opening.kind) {
      case 'encryption':
        this.#write(Buffer.from('N'))
        return true
      case 'cancel':
        this.#onCancel(opening)
        return false
      case 'unknown':
        throw new MalformedMessageError('unsupported frontend protocol')
      case 'startup': {
        const { minorVersion, settings } = opening
        const { processId } = this.#identity
        this.#client = new SessionClient(session, { processId, settings, write: (part) => this.#write(part) })
        this.#reader.expectTypedMessages()
        this.#write(greet({ ...this.#identity, minorVersion, parameters: session.parameters }))
        return true
      }
    }
  }

  #write(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes)
  }
}

function reportOf(error: unknown): ErrorReport {
  const severity = 'FATAL'
  if (error instanceof MalformedMessageError) return { severity, code: '08P01', message: error.message }
  if (error instanceof SessionLostError) return { severity, code: '58000', message: error.message }
  if (error instanceof SessionRefusalError) return { severity, code: error.sqlState, message: error.message }
  return { severity, code: 'XX000', message: 'the bridge to the embedded database has failed' }
}
