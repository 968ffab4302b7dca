// Thorough: interrupts the command line at many moments.

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
  it(
    'says so, and ends with 130 after Ctrl-C, and with 143 after SIGTERM',
    { timeout: 180_000 },
    async () => {
      const runs = [
        ['status', '--url', 'URL'],
        ['migrate', '--url', 'URL'],
        ['maintain', '--url', 'URL'],
        ['recount', '--url', 'URL'],
        ['doctor', '--url', 'URL'],
        ['schema', '--url', 'URL'],
        ['policies', '--apply', '--url', 'URL'],
        ['seed', '--url', 'URL'],
      ]
      const ends: Record<string, readonly [number | null, string]> = {}
      // In twos: each start of a process takes a processor.
      while (runs.length > 0) {
        await Promise.all(
          runs.splice(0, 2).map(async (args) => {
            const { code, stderr } = await stopped(args, args[0] === 'status' ? 'SIGTERM' : 'SIGINT')
            ends[args[0] ?? ''] = [code, stderr.trimEnd().split('\n').at(-1) ?? '']
          }),
        )
      }
      const undone = 'souk-db: stopped; nothing is half done'
      expect(ends).toEqual({
        status: [143, undone],
        migrate: [130, undone],
        maintain: [130, undone],
        recount: [130, undone],
        doctor: [130, undone],
        schema: [130, undone],
        policies: [130, undone],
        seed: [130, 'souk-db: stopped before the first rows were made'],
      })
    },
  )
})
