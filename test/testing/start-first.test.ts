import { describe, expect, test } from 'vitest'
import { SetupError } from '../../src/errors.js'
import { candidates } from '../../src/testing/candidates.js'
import { providerNames, type ProviderName, type RunningServer } from '../../src/testing/server.js'
import { startFirst, type Candidate } from '../../src/testing/start-first.js'
import { sharedServer } from '../setup/testing/shared-server.js'

function running(name: ProviderName): RunningServer {
  const server = name === 'embedded' ? { provider: name } : { provider: name, url: 'postgres://somewhere' }
  return { server, description: `a server for ${name}`, stop: () => Promise.resolve() }
}

function present(name: ProviderName): Candidate {
  return { name, look: () => ({ start: () => Promise.resolve(running(name)) }) }
}

function absent(name: ProviderName): Candidate {
  return { name, look: () => ({ missing: `no ${name} here` }) }
}

function broken(name: ProviderName): Candidate {
  return { name, look: () => ({ start: () => Promise.reject(new SetupError(`${name} broke`)) }) }
}

async function start(among: readonly Candidate[], forced?: string) {
  const printed: string[] = []
  const outcome = await startFirst(among, { forced, print: (line) => printed.push(line) }).then(
    ({ server }) => ({ provider: server.provider }),
    (error: unknown) => ({ error }),
  )
  return { provider: undefined, error: undefined, ...outcome, printed }
}

describe('startFirst', () => {
  test('takes the first that this machine has, and says so, and why it passed over better ones', async () => {
    const { provider, printed } = await start([absent('url'), present('local'), present('embedded')])
    expect(provider).toBe('local')
    expect(printed).toEqual([
      'Databases for tests: a server for local (local)',
      '  passed over: url: no url here',
    ])
  })

  test('passes over one that does not start, with the reason', async () => {
    const { provider, printed } = await start([broken('local'), present('embedded')])
    expect(provider).toBe('embedded')
    expect(printed[1]).toBe('  passed over: local: did not start: local broke')
  })

  test('never replaces a server that was named by another one', async () => {
    const { error } = await start([broken('url'), present('embedded')])
    expect(error).toMatchObject({ code: 'setup', message: 'url broke' })
  })

  test('starts only what is forced', async () => {
    const { provider } = await start([present('url'), present('local'), present('embedded')], 'embedded')
    expect(provider).toBe('embedded')
  })

  test('does not replace what is forced', async () => {
    const { error } = await start([broken('local'), present('embedded')], 'local')
    expect(error).toMatchObject({ code: 'setup', message: 'local broke' })
  })

  test('refuses a provider it does not know', async () => {
    const { error } = await start([present('embedded')], 'oracle')
    expect(error).toBeInstanceOf(SetupError)
  })

  test('names what is missing for each when there is none', async () => {
    const { error } = await start([absent('url'), absent('local')])
    expect(error).toBeInstanceOf(SetupError)
    expect(String(error)).toContain('no url here')
    expect(String(error)).toContain('no local here')
  })
})

describe('candidates', () => {
  test('come in the documented order', () => {
    expect(candidates({}).map(({ name }) => name)).toEqual(providerNames)
  })

  test('hold a server only if one is named', async () => {
    expect(await candidates({})[0]?.look()).toHaveProperty('missing')
    expect(await candidates({ SOUK_TEST_DATABASE_URL: 'postgres://somewhere' })[0]?.look()).toHaveProperty(
      'start',
    )
  })
})

describe('the server of SOUK_TEST_DATABASE_URL', () => {
  const startNamed = async (url: string) => {
    const found = await candidates({ SOUK_TEST_DATABASE_URL: url })[0]?.look()
    if (found === undefined || !('start' in found)) throw new Error('it is not looked for')
    return await found.start()
  }

  test.each([
    ['nonsense', 'a connection string begins with postgres://'],
    ['postgres://127.0.0.1:1/postgres', 'cannot reach the server at 127.0.0.1:1'],
    ['postgres://127.0.0.1:1,127.0.0.1:2/postgres', '127.0.0.1:2'],
    ['postgres:///postgres?service=no_such_service', 'names a service that no service file defines'],
  ])('is read as the library reads it: %s', async (url, reason) => {
    const error: unknown = await startNamed(url).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(SetupError)
    expect(String(error)).toContain('SOUK_TEST_DATABASE_URL')
    expect(String(error)).toContain(reason)
  })

  test('has one host', async (context) => {
    const { url } = await sharedServer(context)
    const { host } = new URL(url)
    const two = url.replace(host, `127.0.0.1:1,${host}`)
    await expect(startNamed(two)).rejects.toThrow('SOUK_TEST_DATABASE_URL: the server for tests must be')
  })
})
