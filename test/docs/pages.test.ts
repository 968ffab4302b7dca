// Thorough: runs each page as a program.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { blockModules } from '../../scripts/docs/check-types.js'
import { codeBlocks, type CodeBlock } from '../../scripts/docs/code-block.js'
import { entryPoints, publicNames } from '../../scripts/docs/entry-points.js'
import { createDatabase, type Database } from '../../src/database.js'
import { SourceFile } from '../../src/generate/read/source-file.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { pageNames } from '../setup/docs/page-names.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

let test: TestDatabase
let db: Database
let folder: string
/** The number of blocks that names were made for. */
let made = 0

beforeAll(async () => {
  test = await createTestDatabase()
  db = createDatabase({ url: test.url })
  // The name under which the pages have a database.
  vi.stubGlobal('db', db)
  vi.stubEnv('DATABASE_URL', test.url)
  vi.spyOn(console, 'log').mockReturnValue()
  // Within the repository, so that the blocks find the sources.
  folder = await mkdtemp(join(root, 'test/recipes-'))
})
afterAll(async () => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
  await db.close()
  await test.drop()
})

/** Reads the blocks of TypeScript of a page. */
async function blocksOf(name: string): Promise<readonly CodeBlock[]> {
  const path = `docs/${name}.md`
  const page = new SourceFile(path, path, await readFile(join(root, path)))
  return codeBlocks(page).filter(({ language, words }) => language === 'ts' && words === '')
}

/** Runs blocks, each as a module of its own. @param names - the names that a block need not import. */
async function runBlocks(blocks: readonly CodeBlock[], names: ReadonlyMap<string, string>): Promise<void> {
  for (const { block, text } of blockModules(root, blocks, names)) {
    const file = join(folder, `${block.file.path.replaceAll('/', '-')}-${block.lineOffsets[0] ?? 0}.ts`)
    const sources = Object.entries(entryPoints).reduce(
      (code, [entryPoint, source]) => code.replaceAll(`'${entryPoint}'`, `'${join(root, source)}'`),
      text,
    )
    await writeFile(file, sources)
    await import(/* @vite-ignore */ pathToFileURL(file).href)
  }
}

it('the code of docs/quick-start.md is one program, which runs from top to bottom, and once more', async () => {
  vi.stubGlobal('db', undefined)
  const blocks = await blocksOf('quick-start')
  const [first] = blocks
  if (first === undefined) throw new Error('the page has no code')
  const program = blocks.map(({ text }) => text).join('\n')
  for (const lineOffsets of [[0], [1]]) await runBlocks([{ ...first, lineOffsets, text: program }], new Map())
  vi.stubGlobal('db', db)
  expect((await db.products.feed({ limit: 10 })).items.map(({ title }) => title)).toEqual([
    'Court shoes, size 42',
  ])
})

const ownQueries = 'runs queries of a service'
const endless = 'reads until it is stopped'

/** The blocks that do not run here, by their place on the page, and the reason. */
const notRun: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  accounts: {
    2: 'shows what is thrown',
    4: 'has a key of the service',
    5: 'is two ways, and the first voids the link of the second',
  },
  engine: { 4: ownQueries, 5: ownQueries, 8: ownQueries },
  events: { 3: ownQueries },
  live: { 0: endless, 1: endless, 2: endless },
  notifications: { 1: 'makes an offer by an id that is the caller' },
  payments: { 0: 'needs a payment of this intent, and this amount' },
  'personal-data': { 0: 'writes a file into the working folder', 1: ownQueries },
  policies: { 0: 'is a route of a service' },
  roles: { 0: 'needs a database for logins, and leaves both open' },
  testing: { 1: 'is a file of tests', 2: 'makes thousands of rows', 3: 'shows what is thrown' },
  types: { 3: 'tries every query, as test/truth does' },
  webhooks: { 1: 'needs a payment without an intent' },
}

const pages: string[] = []
for (const name of (await readdir(join(root, 'docs'))).flatMap((file) => /(.+)\.md$/.exec(file)?.[1] ?? [])) {
  // The quick start is one program; the guide and the recipes have tests of their own.
  if (name !== 'quick-start' && (await blocksOf(name)).length > 0) pages.push(name)
}

it.each(pages)('the code of docs/%s.md runs as it stands', async (name) => {
  const without = notRun[name] ?? {}
  const blocks = await blocksOf(name)
  expect(Object.keys(without).filter((place) => blocks[Number(place)] === undefined)).toEqual([])
  const running = blocks.filter((_, place) => without[place] === undefined)
  for (const block of running) {
    for (const [known, value] of Object.entries(await pageNames(db, (made += 1)))) vi.stubGlobal(known, value)
    await runBlocks([block], await publicNames(root))
  }
})
