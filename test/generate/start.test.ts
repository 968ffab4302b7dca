/** Generation starts without the modules that it makes: it makes them where they are missing or out of date. */

// Thorough: starts the generator in processes of its own.

import { cp, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { importPaths } from '../setup/generate/import-paths.js'
import { soukDb } from '../setup/souk-db.js'

const root = findPackageRoot().directory

function loadedBy(file: string): readonly string[] {
  return [...importPaths(join(root, file)).values()].map((path) =>
    path.map((step) => relative(root, step)).join(' > '),
  )
}

it.each(['src/cli/main.ts', 'src/generate/generate.ts', 'src/generate/watch.ts'])(
  'no import leads from %s to a generated module',
  (file) => {
    expect(loadedBy(file).filter((path) => path.includes('generated/'))).toEqual([])
  },
)

it('an import of a generated module is seen where there is one', () => {
  expect(loadedBy('src/database.ts')).toContain('src/database.ts > generated/queries.ts')
})

it('a file that was renamed, and no generated module, keep no one from generating', async () => {
  await using database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'souk-start-'))
  try {
    for (const name of [
      'package.json',
      'tsconfig.json',
      'migrations',
      'sql/health.sql',
      'sql/personal-data.sql',
      'src',
    ]) {
      await cp(join(root, name), join(folder, name), { recursive: true })
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await rename(join(folder, 'sql/health.sql'), join(folder, 'sql/pulse.sql'))

    const flags = ['--json-columns', 'src/json-columns.ts', '--url', database.url]
    const main = join(folder, 'src/cli/main.ts')
    expect(await soukDb(['generate', ...flags], { cwd: folder, main })).toMatchObject({ code: 0 })
    const modules = await readdir(join(folder, 'generated'))
    expect(modules).toContain('pulse.queries.ts')
    expect(modules).not.toContain('health.queries.ts')
  } finally {
    await rm(folder, { recursive: true })
  }
})
