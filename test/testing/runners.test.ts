// Thorough: starts the runners of other packages.

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { migrationFolders, readServiceMigrations } from '../../src/migrate/migration-folder.js'
import { currentServer } from '../../src/testing/current-server.js'
import { templateName } from '../../src/testing/template-database.js'
import { hasDatabase, inServer, sharedServer } from '../setup/testing/shared-server.js'

const run = promisify(execFile)
const require = createRequire(import.meta.url)
const programs = fileURLToPath(new URL('programs/', import.meta.url))

/** Runs a program of Node beside this runner, on its server, and returns what it prints. */
async function node(...args: readonly string[]): Promise<string> {
  const server = JSON.stringify(await currentServer())
  const env = { PATH: process.env['PATH'], SOUK_TEST_SERVER: server, NO_COLOR: '1' }
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const { stdout } = await run(process.execPath, [...args], { cwd: root, env })
  return stdout
}

test('the fixtures serve a vitest of another configuration', async () => {
  const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs')
  const output = await node(
    vitest,
    'run',
    '--config',
    join(programs, 'vitest.config.ts'),
    '--reporter',
    'verbose',
  )
  expect(output).toMatch(/Tests +8 passed \(8\)/)
})

test('rollbacks serve the runner of Node', async () => {
  const tsx = pathToFileURL(require.resolve('tsx')).href
  const output = await node(
    '--import',
    tsx,
    '--test',
    '--test-reporter',
    'tap',
    join(programs, 'node-service.ts'),
  )
  expect(output).toMatch(/^# pass 2$/m)
  expect(output).toMatch(/^# fail 0$/m)
})

// A hook of Jest has five seconds, one of vitest ten: too few for the migrations on a busy machine.
test('the global setup migrates before the first test has begun', async (context) => {
  const server = await sharedServer(context)
  const service = await mkdtemp(join(tmpdir(), 'souk-service-'))
  try {
    await mkdir(join(service, 'migrations'))
    const sql = `-- ${randomBytes(8).toString('hex')}\ncreate table things ();\n`
    await writeFile(join(service, 'migrations/1_things.sql'), sql)
    await writeFile(join(service, 'souk-db.config.json'), JSON.stringify({ migrations: 'migrations' }))
    const { SOUK_TEST_SERVER: _, ...others } = process.env
    const env = { ...others, SOUK_TEST_PROVIDER: 'url', SOUK_TEST_DATABASE_URL: server.url }
    const tsx = pathToFileURL(require.resolve('tsx')).href
    await run(process.execPath, ['--import', tsx, join(programs, 'global-setup.ts')], { cwd: service, env })
    const migrations = readServiceMigrations({ directory: join(service, 'migrations') }, 'migrations.')
    const template = await templateName(migrationFolders(migrations))
    expect(await hasDatabase(server, template)).toBe(true)
    await inServer(server, `drop database ${template}`)
  } finally {
    await rm(service, { recursive: true })
  }
})
