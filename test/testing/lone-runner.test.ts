// Thorough: starts runners without our setup.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { describe, expect, test, type TestContext } from 'vitest'
import { findLocalInstallation } from '../../src/testing/local-installation.js'

/** Starts `lone-runner.ts` where it has to make a cluster of its own, and waits for its database. */
async function startRunner(context: TestContext, mode: 'end' | 'wait') {
  if ((await findLocalInstallation()) === null) context.skip('no PostgreSQL with PostGIS is installed here')
  const environment: NodeJS.ProcessEnv = { ...process.env, SOUK_TEST_PROVIDER: 'local' }
  delete environment['SOUK_TEST_SERVER']
  const file = new URL('lone-runner.ts', import.meta.url).pathname
  const runner = spawn(process.execPath, ['--import', 'tsx', file, mode], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(runner, 'exit')
  const lines = createInterface(runner.stdout)
  const [line] = (await Promise.race([once(lines, 'line'), exited])) as unknown[]
  if (typeof line !== 'string') throw new Error(`the runner ended without a database, with ${String(line)}`)
  const { url } = JSON.parse(line) as { url: string }
  return { runner, exited, url }
}

async function isServed(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  return await client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

// Each starts a process and a cluster of its own, which takes its time on a busy machine.
describe('a runner without our global setup', { timeout: 120_000 }, () => {
  test('has its cluster while it runs, and none after it is killed', async (context) => {
    const { runner, exited, url } = await startRunner(context, 'wait')
    expect(await isServed(url)).toBe(true)

    runner.kill('SIGKILL')
    await exited

    await expect.poll(() => isServed(url), { timeout: 30_000 }).toBe(false)
  })

  test('is not kept alive by its cluster, and ends without leaving one', async (context) => {
    const { exited, url } = await startRunner(context, 'end')

    expect(await exited).toEqual([0, null])

    await expect.poll(() => isServed(url), { timeout: 30_000 }).toBe(false)
  })
})
