import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, type TestContext } from 'vitest'

const script = new URL('../../scripts/servers/debian-mirror.sh', import.meta.url).pathname

let apt: string

beforeEach(async () => {
  apt = await mkdtemp(join(tmpdir(), 'souk-apt-'))
})

afterEach(async () => {
  await rm(apt, { recursive: true })
})

async function mirrorOf(context: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  if (spawnSync('bash', ['--version']).error) context.skip('there is no bash here')
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(apt, name)), { recursive: true })
    await writeFile(join(apt, name), content)
  }
  const { stdout } = await promisify(execFile)(script, [apt])
  return stdout.trim()
}

describe('debian-mirror.sh', () => {
  test('reads a one-line entry with options', async (context) => {
    const mirror = await mirrorOf(context, {
      'sources.list':
        '# deb http://old.test/debian sid main\ndeb [arch=amd64 signed-by=/k.gpg] http://a.test/debian sid main\n',
    })
    expect(mirror).toBe('http://a.test/debian')
  })

  test('reads a stanza with several addresses', async (context) => {
    const mirror = await mirrorOf(context, {
      'sources.list.d/debian.sources':
        'Types: deb\nURIs: https://b.test/path/debian https://c.test/debian\nSuites: sid\n',
    })
    expect(mirror).toBe('https://b.test/path/debian')
  })

  test('passes over security archives and third parties', async (context) => {
    const mirror = await mirrorOf(context, {
      'sources.list': 'deb http://d.test/debian-security sid main\n',
      'sources.list.d/other.list': 'deb https://e.test/apt stable main\n',
      'sources.list.d/debian.sources': 'Types: deb\nURIs: http://f.test/debian/\nSuites: sid\n',
    })
    expect(mirror).toBe('http://f.test/debian/')
  })

  test('names none if apt does not', async (context) => {
    expect(await mirrorOf(context, {})).toBe('')
  })
})
