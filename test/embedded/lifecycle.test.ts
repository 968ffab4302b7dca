// Thorough: starts and ends many databases.

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'
import { openClient, value, withClients } from '../setup/embedded/with-client.js'

const servers: EmbeddedServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer()
  servers.push(server)
  return server
}

/** Waits until a client's connection has ended, however it does. */
function ended(client: pg.Client): Promise<void> {
  return new Promise((resolve) => client.once('end', resolve))
}

/** Runs a program of this folder to its end. */
async function run(program: string): Promise<string> {
  const file = join(import.meta.dirname, 'programs', program)
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file], {
    timeout: 60_000,
  })
  return stdout.trim()
}

describe('listen', () => {
  it('takes any PostgreSQL client', async () => {
    const { url, port } = await (await start()).listen()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    expect(await value(client, 'select $1::int + 1', [41])).toBe(42)
    await client.end()
    expect(new URL(url).port).toBe(String(port))
  })

  it('answers a request for encryption, and one to cancel', async () => {
    const { host, port } = await (await start()).listen()
    const socket = connect(port, host)
    socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toBe('N')
    socket.write(Buffer.from([0, 0, 0, 16, 0x04, 0xd2, 0x16, 0x2e, 0, 0, 0, 1, 0, 0, 0, 2]))
    await once(socket, 'close')
  })

  it('is refused on a port that is taken', async () => {
    const server = await start()
    const { port } = await server.listen()
    await expect(server.listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('close', () => {
  it('tells those who are connected, and those who wait', async () => {
    const server = await start()
    const [holder, waiting] = [await openClient(server), await openClient(server)]
    const gone = [holder, waiting].map(ended)
    await holder.query('begin')
    const answer = waiting.query('select 1').catch((error: unknown) => error)
    await server.close()
    expect(await answer).toMatchObject({ code: '57P01' })
    await Promise.all(gone)
  })

  it('lets a statement finish', async () => {
    const server = await start()
    const client = await openClient(server)
    const answer = value(client, "select count(*)::int from generate_series(1, 300000) n where n::text <> ''")
    await new Promise((resolve) => setTimeout(resolve, 30))
    await server.close()
    expect(await answer).toBe(300_000)
  })

  it('ends a statement that does not finish', async () => {
    const server = await start()
    const client = await openClient(server)
    const answer = client
      .query('select count(*) from generate_series(1, 1e12)')
      .catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await server.close()
    expect(await answer).toMatchObject({ code: '57P01' })
  }, 30_000)

  it('can be called again, and turns away whoever comes later', async () => {
    const server = await start()
    await server.close()
    await server.close()
    const client = new pg.Client({ stream: () => server.connect() })
    client.on('error', () => undefined)
    await expect(client.connect()).rejects.toThrow()
  })
})

describe('a process', () => {
  it('ends by itself after close', async () => {
    expect(await run('closes.ts')).toBe('closed')
  })

  it('ends by itself though a database in memory is left open', async () => {
    expect(await run('leaves-open.ts')).toBe('done')
  })
})

describe('a crash', () => {
  /** PGlite's device for its own kind of COPY throws where nothing catches it. */
  const crash = (client: pg.Client) => client.query("copy survived from '/dev/blob'")

  it('ends every connection, and keeps what was committed', async () => {
    const server = await start()
    const [client, other] = [await openClient(server), await openClient(server)]
    const otherGone = ended(other)
    await client.query('create table survived (id int)')
    await client.query('insert into survived values (1)')
    await client.query('begin')
    await client.query('insert into survived values (2)')
    await expect(crash(client)).rejects.toMatchObject({ code: '57P02' })
    await otherGone
    await withClients(server, 2, async (next, another) => {
      expect(await value(next, 'select count(*)::int from survived')).toBe(1)
      await another.query('insert into survived values (3)')
      expect(await value(next, 'select count(*)::int from survived')).toBe(2)
    })
  })

  it('may happen again', async () => {
    const server = await start()
    await withClients(server, 1, (client) => client.query('create table survived (id int)'))
    for (let round = 1; round <= 2; round += 1) {
      const client = await openClient(server)
      await client.query('insert into survived values (1)')
      await expect(crash(client)).rejects.toMatchObject({ code: '57P02' })
    }
    await withClients(server, 1, async (client) => {
      expect(await value(client, 'select count(*)::int from survived')).toBe(2)
    })
  })
})
