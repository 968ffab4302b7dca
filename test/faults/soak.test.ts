// Thorough: many callers under faults.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { currentServer } from '../../src/testing/current-server.js'

const run = promisify(execFile)

/** Other seeds run by `npm run soak -- --seeds 1-50`. */
const seeds = '2,5'

describe('npm run soak', () => {
  it('finds nothing wrong by a few seeds', async (context) => {
    const server = await currentServer()
    if (server.provider === 'embedded') {
      context.skip('the embedded server has one session, and the soak needs many')
      return
    }
    const main = fileURLToPath(new URL('../soak/main.ts', import.meta.url))
    const words = ['--import', 'tsx', main, '--url', server.url, '--seeds', seeds, '--seconds', '2']
    // What was wrong, and how to replay it, is what the program prints.
    const { stdout } = await run(process.execPath, words).catch(
      (error: unknown) => error as { stdout: string },
    )
    console.log(stdout.trimEnd())
    expect(stdout).toContain('2 seeds, all well')
  })
})
