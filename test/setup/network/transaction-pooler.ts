import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { openClient } from '../migrate/open-client.js'

/**
 * A pooler in transaction mode with a single session, which carries no prepared statements over: it greets every client
 * by itself, under a process id of its own, and runs what they ask for in the session they share.
 */
export async function transactionPooler(url: string): Promise<{ readonly url: string } & AsyncDisposable> {
  const session = await openClient(url)
  const { stream } = session.connection
  stream.removeAllListeners('data')
  let turn: Promise<unknown> = Promise.resolve()
  const run = (query: Buffer) => (turn = turn.then(() => answerOf(stream, query))) as Promise<Buffer>

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
    async [Symbol.asyncDispose]() {
      server.close()
      stream.destroy()
      await session.end().catch(() => undefined)
    },
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
