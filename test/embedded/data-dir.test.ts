// Thorough: starts many databases.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'
import { SetupError } from '../../src/errors.js'
import { openClient, value, withClients } from '../setup/embedded/with-client.js'

let folder: string
let dataDir: string
let servers: EmbeddedServer[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-embedded-'))
  dataDir = join(folder, 'a folder', 'data')
  servers = []
})

afterEach(async () => {
  for (const server of servers) await server.close()
  await rm(folder, { recursive: true, force: true })
})

async function start(
  options: Parameters<typeof startEmbeddedServer>[0] = { dataDir },
): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(options)
  servers.push(server)
  return server
}

describe('a database in a folder', () => {
  it('is there again after a restart', async () => {
    const first = await start()
    await withClients(first, 1, async (client) => {
      await client.query('create table kept (id int)')
      await client.query('insert into kept values (1)')
    })
    await first.close()
    await withClients(await start(), 1, async (client) => {
      expect(await value(client, 'select count(*)::int from kept')).toBe(1)
    })
  })

  it('starts from an image if it is new', async () => {
    const source = await start({})
    const image = await withClients(source, 1, async (client) => {
      await client.query('create table shipped (id int)')
      return source.dumpImage()
    })
    const first = await start({ dataDir, image })
    await withClients(first, 1, (client) => client.query('insert into shipped values (1)'))
    await first.close()
    await withClients(await start({ dataDir, image }), 1, async (client) => {
      expect(await value(client, 'select count(*)::int from shipped')).toBe(1)
    })
  })

  it('can be dumped to an image without the marks of the server that runs', async () => {
    const server = await start()
    await withClients(server, 1, (client) => client.query('create table dumped (id int)'))
    await withClients(await start({ image: await server.dumpImage() }), 1, async (client) => {
      expect(await value(client, 'select count(*)::int from dumped')).toBe(0)
    })
  })

  it('is refused while it is open', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow(SetupError)
    await first.close()
    await start()
  })

  it('is opened after a process that has not closed it', async () => {
    await (await start()).close()
    await writeFile(join(dataDir, 'souk-db.lock'), '999999999')
    await start()
  })

  it('holds what was committed by a process that was killed', async () => {
    const program = join(import.meta.dirname, 'programs', 'commits-and-dies.ts')
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', program, dataDir], {
      timeout: 60_000,
    })
    await expect(run).rejects.toMatchObject({ signal: 'SIGKILL' })
    await withClients(await start(), 1, async (client) => {
      expect(await value(client, 'select count(*)::int from committed')).toBe(1_000)
    })
  })

  it('is made anew after a process that was ended while it made it', async () => {
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, 'souk-db.filling'), '')
    await writeFile(join(dataDir, 'PG_VERSION'), '18')
    const client = await openClient(await start())
    expect(await value(client, 'select 1')).toBe(1)
    await client.end()
    expect(await readdir(dataDir)).not.toContain('souk-db.filling')
  })

  it('is refused by what the system says of it where no folder can be', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(start({ dataDir: file })).rejects.toThrow('(EEXIST)')
    const below = start({ dataDir: join(file, 'a', 'b') })
    await expect(below).rejects.toThrow(SetupError)
    await expect(below).rejects.toThrow('(ENOTDIR)')
  })

  it.skipIf(process.platform !== 'linux')(
    `is refused where the system has no room for folders${process.platform === 'linux' ? '' : ' (not tried: only Linux has /proc)'}`,
    async () => {
      await expect(start({ dataDir: '/proc/souk/data' })).rejects.toThrow('(ENOENT)')
    },
  )

  it('is not made where other files are', async () => {
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, 'notes.txt'), 'mine')
    await expect(start()).rejects.toThrow(/is not empty/)
    expect(await readdir(dataDir)).toEqual(['notes.txt'])
  })

  it('that is damaged is an error, not an endless wait', async () => {
    await (await start()).close()
    await writeFile(join(dataDir, 'global', 'pg_control'), Buffer.alloc(8_192))
    await expect(start()).rejects.toThrow(/does not start/)
  })
})
