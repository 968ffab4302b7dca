import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { createTestDatabase } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { soukDb, type RunOptions } from '../setup/souk-db.js'

const { test } = await openMarket()
const folder = await mkdtemp(join(tmpdir(), 'souk-map-'))
afterAll(() => rm(folder, { recursive: true }))

/** Waits for the address that the command prints, visits it, and presses Ctrl-C. */
function visiting(visit: (url: string) => Promise<unknown>): NonNullable<RunOptions['onStdout']> {
  let visited = false
  return (text, kill) => {
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(text) ?? []
    if (url === undefined || visited) return
    visited = true
    void visit(url).finally(() => kill('SIGINT'))
  }
}

describe('souk-db map', () => {
  it('serves the page of a database until Ctrl-C, and opens it in the browser', async (context: TestContext) => {
    if (process.platform !== 'linux') context.skip('browsers are opened by another program here')
    const opened = join(folder, 'opened')
    await writeFile(
      join(folder, 'xdg-open'),
      `#!/bin/sh\nprintf %s "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`,
    )
    await chmod(join(folder, 'xdg-open'), 0o755)
    let title: string | undefined
    let address: string | undefined
    const { code, stdout, stderr } = await soukDb(['map', '--url', test.url, '--open'], {
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, DISPLAY: ':7' },
      onStdout: visiting(async (url) => {
        title = /<title>(.*)<\/title>/.exec(await (await fetch(url)).text())?.[1]
        await expect.poll(() => readFile(opened, 'utf8').catch(() => null)).toBe(url)
        address = url
      }),
    })
    expect(title).toBe('Souk Loop: listings on a map')
    expect(stdout).toBe(`The map is at ${address ?? ''} (Ctrl-C ends it)\n`)
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'souk-db: stopped; nothing is half done\n' })
  })

  it('tells a database whose schema is missing by its exit code', async () => {
    await using empty = await emptyDatabase()
    const { code, stdout, stderr } = await soukDb(['map', '--url', empty.url])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).not.toContain('postgres')
  })

  it('refuses what is no port', async () => {
    expect(await soukDb(['map', '--url', test.url, '--port', '0'])).toMatchObject({ code: 64, stdout: '' })
  })
})

async function emptyDatabase() {
  const database = await createTestDatabase({ migrations: 'none' })
  return { url: database.url, [Symbol.asyncDispose]: () => database.drop() }
}
