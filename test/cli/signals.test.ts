import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { soukDb } from '../setup/souk-db.js'

/** Runs a command against a server that says nothing, and stops it as soon as it has connected. */
async function stopped(args: readonly string[], signal: 'SIGINT' | 'SIGTERM') {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    const url = `postgres://amal:s3cret@127.0.0.1:${port}/souk`
    return await soukDb([...args.map((word) => (word === 'URL' ? url : word))], {
      onStart: (kill) => server.once('connection', () => kill(signal)),
    })
  } finally {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
}

describe('a command that is stopped while its server says nothing', () => {
  it('ends with 130 after Ctrl-C, and with 143 after SIGTERM', { timeout: 180_000 }, async () => {
    const runs = [
      ['status', '--url', 'URL'],
      ['migrate', '--url', 'URL'],
      ['maintain', '--url', 'URL'],
      ['doctor', '--url', 'URL'],
      ['schema', '--url', 'URL'],
    ]
    const codes: Record<string, number | null> = {}
    // In twos: each start of a process takes a processor.
    while (runs.length > 0) {
      await Promise.all(
        runs.splice(0, 2).map(async (args) => {
          codes[args[0] ?? ''] = (await stopped(args, args[0] === 'status' ? 'SIGTERM' : 'SIGINT')).code
        }),
      )
    }
    expect(codes).toEqual({ status: 143, migrate: 130, maintain: 130, doctor: 130, schema: 130 })
  })
})
