// Thorough: starts the command line, and waits for what is not there.

import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/migrate/index.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { openPackageDatabase } from '../setup/migrate/open-package-database.js'
import { Proxy } from '../setup/network/proxy.js'
import { soukDb } from '../setup/souk-db.js'

const { database, client } = await openPackageDatabase()
const env = { DATABASE_URL: database.url }

describe('souk-db wait', () => {
  it('returns at once when the database answers', async () => {
    const run = await soukDb(['wait'], { env })
    expect(run).toMatchObject({ code: 0, stdout: '' })
    expect(run.stderr).toContain('The database answers\n')
  })

  it('waits for a server that starts meanwhile', async () => {
    await using proxy = await Proxy.to(database.url)
    proxy.refuses = true
    const run = await soukDb(['wait'], {
      env: { DATABASE_URL: proxy.url },
      onStderr(text) {
        if (text.includes('cannot reach the server')) proxy.refuses = false
      },
    })
    expect(run.code).toBe(0)
    expect(run.stderr).toContain('The database answers\n')
  })

  it('exits 3 with the last problem when the time is over', async () => {
    const url = 'postgres://souk:secret@127.0.0.1:1/souk'
    const run = await soukDb(['wait', '--timeout', '0.3', '--url', url])
    expect(run.code).toBe(3)
    expect(run.stderr).toMatch(/souk-db: waited 0\.3 s in vain: cannot reach the server at 127\.0\.0\.1:1/)
    expect(run.stderr).not.toContain('secret')
  })

  it('gives up on a server that is silent', async () => {
    await using proxy = await Proxy.to(database.url)
    proxy.decide = ({ from }) => (from === 'server' ? 'stall' : 'pass')
    const run = await soukDb(['wait', '--timeout', '0.5'], { env: { DATABASE_URL: proxy.url } })
    expect(run.code).toBe(3)
    expect(run.stderr).toContain('waited 0.5 s in vain: the server did not answer')
  })

  it('does not wait for what waiting does not solve', async () => {
    const run = await soukDb(['wait', '--url', 'mysql://127.0.0.1/souk'])
    expect(run.code).toBe(64)
    expect(run.stderr).not.toContain('in vain')
  })

  it.each(['soon', '-1', ''])('refuses the timeout %j', async (timeout) => {
    const { code, stderr } = await soukDb(['wait', `--timeout=${timeout}`], { env })
    expect(code).toBe(64)
    expect(stderr).toContain('Not a number of seconds.')
  })
})

describe('souk-db wait --current', () => {
  it('returns when all migrations are applied', async () => {
    const run = await soukDb(['wait', '--current'], { env })
    expect(run.code).toBe(0)
    expect(run.stderr).toContain('The database answers, and its schema is current\n')
  })

  it("waits until another process has applied a service's own", async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'create table shops (id int);' })
    const { directory } = folder
    let begun: Promise<unknown> | undefined
    const run = await soukDb(['wait', '--current', '--migrations', directory], {
      env,
      onStderr(text) {
        if (text.includes('the database lacks')) begun ??= migrate({ url: database.url }, { directory })
      },
    })
    await begun
    expect(begun).toBeDefined()
    expect(run.code).toBe(0)
  })

  it('exits 2 with what is pending when the time is over', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'create table shops (id int);' })
    const args = ['wait', '--current', '--timeout', '0.2', '--migrations', folder.directory]
    const { code, stderr } = await soukDb(args, { env })
    expect(code).toBe(2)
    expect(stderr).toContain(`in vain: the database lacks ${folder.directory}/1_shops.sql.`)
  })

  it('fails at once when a file changed, and accepts a newer schema only when asked', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'select 1;', '2_more.sql': 'select 2;' })
    await migrate({ client }, { directory: folder.directory })
    await folder.remove('2_more.sql')
    const args = ['wait', '--current', '--timeout', '30', '--migrations', folder.directory]
    const newer = await soukDb(args, { env })
    expect(newer.code).toBe(1)
    expect(newer.stderr).toContain('came from a newer version')
    expect((await soukDb([...args, '--allow-newer'], { env })).code).toBe(0)
    await folder.write('1_shops.sql', 'select 3;')
    const changed = await soukDb([...args, '--allow-newer'], { env })
    expect(changed.code).toBe(1)
    expect(changed.stderr).toContain('changed after having been applied')
  })

  it('ends on Ctrl-C', async () => {
    let sent = false
    const run = await soukDb(['wait', '--url', 'postgres://souk@127.0.0.1:1/souk'], {
      onStderr(text, kill) {
        if (sent || !text.includes('cannot reach')) return
        sent = true
        kill('SIGINT')
      },
    })
    expect(run.code).toBe(130)
  })
})
