// Thorough: starts the runners of other packages.

import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { currentServer } from '../../src/testing/current-server.js'

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
