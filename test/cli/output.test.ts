import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.js'
import { soukDb } from '../setup/souk-db.js'

const folder = mkdtempSync(join(tmpdir(), 'souk-output-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('output', () => {
  it('that has no room ends in one line and the exit code 1', async (context) => {
    if (!existsSync('/dev/full')) context.skip('this system has no /dev/full')
    const { code, stderr } = await soukDb(['completion', 'bash'], { stdout: openSync('/dev/full', 'w') })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'souk-db: standard output cannot be written (ENOSPC)\n',
    })
  })

  it('that nobody reads to its end changes nothing', async () => {
    const { code, stderr } = await soukDb(['completion', 'bash'], {
      onStart: (_, stdout) => stdout?.destroy(),
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe('--json', () => {
  it('is an option of each command that reports', () => {
    const all = createProgram().commands.flatMap((one) => [one, ...one.commands])
    const without = all.filter(({ options }) => !options.some(({ long }) => long === '--json'))
    // A demonstration, a page and a script are for people and shells; backup is there for the command within it.
    expect(without.map((one) => one.name())).toEqual(['demo', 'map', 'backup', 'completion'])
  })

  it('prints one document of an error too, of a database that .env names', async () => {
    writeFileSync(
      join(folder, '.env'),
      'DATABASE_URL="postgres://amal:s3cret@127.0.0.1:1/souk?sslmode=requires"\n',
    )
    const { code, stdout, stderr } = await soukDb(['status', '--json'], { cwd: folder })
    expect(code).toBe(64)
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'invalid_input', message: expect.stringMatching(/^sslmode: must be one of/) as string },
    })
    expect(stderr).not.toContain('s3cret')
  })

  it('prints one document of a mistake in the command too, without values', async () => {
    const { code, stdout } = await soukDb(['status', '--json', '--ulr=postgres://amal:s3cret@h/souk'])
    expect(code).toBe(64)
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'usage', message: "unknown option '--ulr'" },
    })
    expect(stdout).not.toContain('s3cret')
  })

  it('and what is set, empty or not, wins over .env', async () => {
    const { code, stderr } = await soukDb(['status'], {
      cwd: folder,
      env: { DATABASE_URL: '', PGHOST: '127.0.0.1', PGPORT: '1', PGUSER: 'amal' },
    })
    expect(code).toBe(3)
    expect(stderr).toContain('cannot reach the server at 127.0.0.1:1')
  })
})
