import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { blockModules } from '../../scripts/docs/check-types.js'
import { codeBlocks, type CodeBlock } from '../../scripts/docs/code-block.js'
import { entryPoints, publicNames } from '../../scripts/docs/entry-points.js'
import { createDatabase, type Database } from '../../src/database.js'
import { SourceFile } from '../../src/generate/read/source-file.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

let test: TestDatabase
let db: Database
let folder: string

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

it.each([
  ['geography', 1],
  ['deploys', 1],
  ['frameworks', 2],
])('the code of docs/%s.md runs as it stands', async (name, count) => {
  const blocks = await blocksOf(name)
  expect(blocks).toHaveLength(count)
  await runBlocks(blocks, await publicNames(root))
})
