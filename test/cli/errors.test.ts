// Thorough: starts the command line dozens of times.

import { describe, expect, it } from 'vitest'
import { redact } from '../../src/cli/redact.js'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { passwordRefusingServer } from '../setup/network/password-refusing-server.js'
import { soukDb } from '../setup/souk-db.js'

describe('souk-db', () => {
  it('tells its version', async () => {
    expect(await soukDb(['--version'])).toEqual({
      code: 0,
      stdout: `${findPackageRoot().version}\n`,
      stderr: '',
    })
  })

  it('explains itself when asked for nothing', async () => {
    const { code, stderr } = await soukDb([])
    expect(code).toBe(64)
    expect(stderr).toContain('migrate [options]')
  })

  it('says how to name a database when none is named', async () => {
    const { code, stdout, stderr } = await soukDb(['status'])
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
    expect(stderr).toMatch(/^souk-db: no database is named: set DATABASE_URL, or give --url .*\n$/)
  })

  it('refuses a lock timeout that is no number', async () => {
    const { code, stderr } = await soukDb(['migrate', '--lock-timeout', 'soon'])
    expect(code).toBe(64)
    expect(stderr).toContain('Not a number of seconds')
  })
})

describe('an error', () => {
  const status = (url: string, env: Readonly<Record<string, string>> = {}) =>
    soukDb(['status', '--url', url], { env })

  it.each([
    [
      'of a server that is not there',
      'postgres://amal:s3cret@127.0.0.1:1/souk',
      'cannot reach the server at 127.0.0.1:1 (ECONNREFUSED)',
    ],
    [
      'of a host that does not exist',
      'postgres://amal:s3cret@host.invalid/souk',
      'cannot reach the server at host.invalid:5432',
    ],
    [
      'of a string that is no URL',
      'amal:s3cret@127.0.0.1/souk',
      'url: a connection string begins with postgres://',
    ],
    [
      'of a URL that cannot be read',
      'postgres://amal:s3cret@127.0.0.1:port/souk',
      'port: must be a port from 1 to 65535',
    ],
    [
      'of a password with a bare slash',
      'postgres://amal:12/s3cret@127.0.0.1/souk',
      'url: there is an @ behind the host',
    ],
    [
      'of a password with a bare hash',
      'postgres://amal:12#s3cret@127.0.0.1/souk',
      'url: there is an @ behind the host',
    ],
  ])('%s is one line without the password', async (_, url, message) => {
    const { code, stdout, stderr } = await status(url)
    expect({ code, stdout }).toEqual({ code: /^(?:url|port):/.test(message) ? 64 : 3, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toContain('s3cret')
    expect(stderr).not.toContain(url)
  })

  it('of a wrong password names the user and not the password', async () => {
    await using server = await passwordRefusingServer()
    const { code, stderr } = await status(`postgres://amal:s3cret@127.0.0.1:${server.port}/souk`)
    expect(code).toBe(3)
    expect(stderr).toBe(
      `souk-db: the server at 127.0.0.1:${server.port} refused the login of user amal (SQLSTATE 28P01): ` +
        'check user and password\n',
    )
  })

  it('shows where it comes from with DEBUG, and still no password', async () => {
    const { stderr } = await status('postgres://amal:s3cret@127.0.0.1:1/souk', { DEBUG: '1' })
    expect(stderr).toMatch(/\n {4}at async withClient /)
    expect(stderr).not.toContain('s3cret')
  })

  it('of a misspelt option does not repeat the connection string', async () => {
    const { code, stderr } = await soukDb(['status', '--ulr=postgres://amal:s3cret@127.0.0.1/souk'])
    expect(code).toBe(64)
    expect(stderr).toContain("unknown option '--ulr'")
  })

  it.each(['postgres://amal:s3 cr"e\'t@h', 'socket:amal:s3cr"et@/run', '/run'])(
    'of a misspelt option quotes nothing of %s',
    (url) => {
      expect(redact(`error: unknown option '--ulr=${url}'\n`)).toBe("error: unknown option '--ulr'\n")
    },
  )

  it('hides a password with spaces in it', () => {
    expect(redact('at postgres://amal:s3 cret@h/souk: no')).toBe('at postgres://… no')
    expect(redact('at socket:amal:s3cret@/run, no')).toBe('at socket:… no')
  })
})
