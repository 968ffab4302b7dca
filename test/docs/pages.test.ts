import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { blockModules } from '../../scripts/docs/check-types.js'
import { codeBlocks } from '../../scripts/docs/code-block.js'
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

it.each([
  ['quick-start', 2],
  ['geography', 1],
  ['deploys', 1],
  ['frameworks', 2],
])('the code of docs/%s.md runs as it stands', async (name, count) => {
  const path = `docs/${name}.md`
  const page = new SourceFile(path, path, await readFile(join(root, path)))
  const blocks = codeBlocks(page).filter(({ language, words }) => language === 'ts' && words === '')
  expect(blocks).toHaveLength(count)
  for (const [index, { text }] of blockModules(root, blocks, await publicNames(root)).entries()) {
    const file = join(folder, `${name}-${index}.ts`)
    const sources = Object.entries(entryPoints).reduce(
      (code, [entryPoint, source]) => code.replaceAll(`'${entryPoint}'`, `'${join(root, source)}'`),
      text,
    )
    await writeFile(file, sources)
    await import(/* @vite-ignore */ pathToFileURL(file).href)
  }
})
