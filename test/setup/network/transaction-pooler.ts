import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Client } from 'pg'
import { openClient } from '../migrate/open-client.js'

/** A pooler that clients connect to. */
export interface TransactionPooler extends AsyncDisposable {
  readonly url: string
  /** Picks the session for the next request of any client, counted from 0. */
  pick: () => number
}

/**
 * A pooler in transaction mode, which carries no prepared statements over: it greets every client by itself, under a
 * process id of its own, and runs what they ask for in the sessions they share.
 *
 * @param count - The number of sessions; of several the first one is used until `pick` is set.
 */
export async function transactionPooler(url: string, count = 1): Promise<TransactionPooler> {
  const sessions = await Promise.all(Array.from({ length: count }, () => Session.open(url)))
  let pick = () => 0
  const run = (request: Buffer) => {
    const session = sessions[pick()]
    if (session === undefined) throw new Error('there is no such session')
    return session.answer(request)
  }

  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(greeting)
      socket.on('data', (message: Buffer) => {
        if (types(message).includes('X')) socket.end()
        else void run(message).then((answer) => socket.write(answer))
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `postgres://amal@127.0.0.1:${address.port}/souk`,
    get pick() {
      return pick
    },
    set pick(picks) {
      pick = picks
    },
    async [Symbol.asyncDispose]() {
      server.close()
      await Promise.all(sessions.map((session) => session.end()))
    },
  }
}

/** A session with the server, which answers one request after the other. */
class Session {
  readonly #client: Client
  readonly #stream: Duplex
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(client: Client) {
    this.#client = client
    this.#stream = client.connection.stream
    this.#stream.removeAllListeners('data')
  }

  static async open(url: string): Promise<Session> {
    return new Session(await openClient(url))
  }

  answer(request: Buffer): Promise<Buffer> {
    const answer = this.#turn.then(() => answerOf(this.#stream, request))
    this.#turn = answer
    return answer
  }

  async end(): Promise<void> {
    this.#stream.destroy()
    await this.#client.end().catch(() => undefined)
  }
}

/** No password, a process id that no server has, ready. */
const greeting = Buffer.from(
  [
    [0x52, 0, 0, 0, 8, 0, 0, 0, 0],
    [0x4b, 0, 0, 0, 12, 0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 1],
    [0x5a, 0, 0, 0, 5, 0x49],
  ].flat(),
)

/** The types of the messages in some bytes; the last one may not be whole. */
function types(messages: Buffer): string {
  let types = ''
  for (let at = 0; at + 5 <= messages.length; at += messages.readInt32BE(at + 1) + 1) {
    types += messages.toString('latin1', at, at + 1)
  }
  return types
}

/** Everything up to the last ReadyForQuery: each Query and each Sync is answered with one. */
async function answerOf(stream: Duplex, request: Buffer): Promise<Buffer> {
  const expected = types(request).replace(/[^QS]/g, '').length
  stream.write(request)
  let answer = Buffer.alloc(0)
  for (;;) {
    const [chunk] = (await once(stream, 'data')) as [Buffer]
    answer = Buffer.concat([answer, chunk])
    const isWhole = answer.subarray(-6)[0] === 0x5a && answer.subarray(-6).readInt32BE(1) === 5
    if (isWhole && types(answer).replace(/[^Z]/g, '').length >= expected) return answer
  }
}
