// Thorough: runs the programs of the README.

import { execFile } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

const root = new URL('../../', import.meta.url)

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
})

afterAll(() => test.drop())

describe('the example of the README', () => {
  it('is examples/nearby.ts', async () => {
    const readme = await readFile(new URL('README.md', root), 'utf8')
    const example = await readFile(new URL('examples/nearby.ts', root), 'utf8')
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``)
  })

  it('runs as it stands on an empty database, and once more', async () => {
    const env = { ...process.env, DATABASE_URL: test.url }
    for (let run = 0; run < 2; run++) {
      const program = ['--import', 'tsx', 'examples/nearby.ts']
      const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: root, env })
      const [distance = ''] = stdout.trim().split(' ')
      // From [55.27, 25.2] to [55.2708, 25.2048] it is 538 m, and to its public place up to 500 m more or less.
      expect(Number(distance)).toBeGreaterThan(37)
      expect(Number(distance)).toBeLessThan(1_039)
      expect(stdout).toContain('null')
    }
  })
})

describe('the documents', () => {
  it('are all in the index, which orders the site', async () => {
    const index = await readFile(new URL('docs/README.md', root), 'utf8')
    const listed = Array.from(
      index.matchAll(/^- \[[^\]]+\]\(([\w-]+\.md)\)/gm),
      ([, name = '']) => `docs/${name}`,
    )
    const pages = (await documents()).filter((name) => name !== 'docs/README.md')
    expect(listed.toSorted()).toEqual(pages.toSorted())
  })

  it('refer to files and headings that are there', async () => {
    const names = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...(await documents())]
    const broken: string[] = []
    for (const name of names) {
      const text = await readFile(new URL(name, root), 'utf8')
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        const [, inRepository] =
          /^https:\/\/github\.com\/souk-loop\/db\/(?:blob|tree)\/main\/(.+)/.exec(target) ?? []
        if (/^https?:/.test(target) && inRepository === undefined) continue
        const [path = '', heading] = (inRepository ?? target).split('#')
        const from = inRepository === undefined ? new URL(name, root) : root
        const url = path === '' ? new URL(name, root) : new URL(path, from)
        const isFolder = await stat(url).then(
          (found) => found.isDirectory(),
          () => false,
        )
        const found = isFolder ? '' : await readFile(url, 'utf8').catch(() => null)
        const isThere = found !== null && (heading === undefined || anchors(found).includes(heading))
        if (!isThere) broken.push(`${name}: ${target}`)
      }
    }
    expect(broken).toEqual([])
  })
})

describe('the pages of the site', () => {
  it('hold nothing that its builder would run, take for settings, or miss', async () => {
    const build = await readFile(new URL('site/build.sh', root), 'utf8')
    const [, copied = ''] = /docs\/\*\.\{([\w,]+)\}/.exec(build) ?? []
    const names = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'releases/README.md']
    const found: string[] = []
    for (const name of [...names, ...(await documents())]) {
      const text = await readFile(new URL(name, root), 'utf8')
      if (text.startsWith('---')) found.push(`${name}: front matter`)
      const prose = text.replace(/^```[^]*?^```/gm, '').replace(/`[^`]*`/g, '')
      if (prose.includes('{{')) found.push(`${name}: {{`)
      for (const [, target = ''] of prose.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)) {
        const isCopied = copied.split(',').some((ending) => target.endsWith(`.${ending}`))
        if (!/^https?:/.test(target) && !isCopied) found.push(`${name}: ${target}`)
      }
    }
    expect(copied).toContain('md')
    expect(found).toEqual([])
  })
})

async function documents(): Promise<string[]> {
  const names = await readdir(new URL('docs/', root))
  return names.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchors(document: string): string[] {
  return Array.from(document.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}
