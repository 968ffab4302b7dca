import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { openClient } from './open-client.js'

/**
 * A pooler in transaction mode with a single session, as far as simple queries go: it greets every client by itself,
 * under a process id of its own, and runs what they ask for in the session they share.
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
        if (message.toString('latin1', 0, 1) === 'Q') void run(message).then((answer) => socket.write(answer))
        else socket.end()
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

/** Everything up to the message ReadyForQuery, which has six bytes. */
async function answerOf(stream: Duplex, query: Buffer): Promise<Buffer> {
  stream.write(query)
  let answer = Buffer.alloc(0)
  for (;;) {
    const [chunk] = (await once(stream, 'data')) as [Buffer]
    answer = Buffer.concat([answer, chunk])
    const end = answer.subarray(-6)
    if (end[0] === 0x5a && end.readInt32BE(1) === 5) return answer
  }
}
