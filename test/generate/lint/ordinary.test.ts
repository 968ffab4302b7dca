import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'
import { Workspace } from '../../setup/generate/workspace.js'

const directory = fileURLToPath(new URL('ordinary', import.meta.url))

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('finds nothing in more than a hundred ordinary queries of a marketplace', async () => {
  const names = await readdir(directory)
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(directory, name), 'utf8')] as const),
  )
  await using workspace = await Workspace.create(database.url, Object.fromEntries(files))
  expect(await workspace.mistakes({ lint: true })).toEqual([])
  const { queries } = await workspace.generate({ lint: true })
  expect(queries).toBeGreaterThan(120)
})
