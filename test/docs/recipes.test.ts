// Thorough: runs each recipe as a program.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect, promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { generate } from '../../src/generate/generate.js'
import { compiler } from '../setup/compiler.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = await readFile(join(root, 'docs/recipes.md'), 'utf8')

interface Recipe {
  readonly title: string
  readonly code: string
  readonly output: string
}

/** The blocks of a language, by the name of their file. */
function blocks(language: string): readonly { readonly name: string; readonly text: string }[] {
  const pattern = new RegExp('^```' + language + '(?: (\\S+))?\\n([^]*?)^```', 'gm')
  return Array.from(page.matchAll(pattern), ([, name = '', text = '']) => ({ name, text }))
}

const recipes: readonly Recipe[] = page
  .split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const [, code] = /^```ts \S+\n([^]*?)^```/m.exec(section) ?? []
    const [, output] = /^```text\n([^]*?)^```/m.exec(section) ?? []
    const [title = ''] = section.split('\n')
    return code === undefined || output === undefined ? [] : [{ title, code, output }]
  })

type Run = (db: Database, ownerId: string, print: (...values: readonly unknown[]) => void) => Promise<void>

let test: TestDatabase
let db: Database
let folder: string
let ownerId: string

beforeAll(async () => {
  // Within the repository, so that the generated modules find the sources.
  folder = await mkdtemp(join(root, 'test/recipes-'))
  const sql = blocks('sql')
  for (const directory of ['sql', 'migrations']) {
    await mkdir(join(folder, directory))
    for (const name of new Set(sql.map((block) => block.name))) {
      if (!name.startsWith(`${directory}/`)) continue
      const text = sql.flatMap((block) => (block.name === name ? [block.text] : [])).join('\n')
      await writeFile(join(folder, name), text)
    }
  }
  test = await createTestDatabase({ migrations: { directory: join(folder, 'migrations') } })
  db = createDatabase({ url: test.url })
  await generate({
    sqlDirectory: join(folder, 'sql'),
    outDirectory: join(folder, 'generated'),
    schema: { url: test.url },
  })
  const queries = await readFile(join(folder, 'generated/rentals.queries.ts'), 'utf8')
  const names = Array.from(queries.matchAll(/^export const (\w+)/gm), ([, name = '']) => name)
  const functions = recipes.map(
    ({ code }, index) =>
      `export async function run${index}(db: Database, ownerId: string, print: (...values: readonly unknown[]) => void): Promise<void> {\n` +
      `void ownerId\n${code}}\n`,
  )
  await writeFile(
    join(folder, 'run.ts'),
    `import type { Database } from '../../src/database.js'\n` +
      `import { ${names.join(', ')} } from './generated/rentals.queries.js'\n\n${functions.join('\n')}`,
  )
  const owner = await db.users.create({ email: 'aisha@example.com', username: 'aisha', role: 'seller' })
  ownerId = owner.id
})
afterAll(async () => {
  await db.close()
  await test.drop()
  await rm(folder, { recursive: true, force: true })
})

it('compiles', async () => {
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { noEmit: true },
    include: ['run.ts'],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const compiled = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch(
    (error: unknown) => error as { readonly stdout: string },
  )
  expect(compiled.stdout).toBe('')
})

it('does what it says, one recipe after the other', async () => {
  const module = (await import(join(folder, 'run.ts'))) as Readonly<Record<string, Run>>
  const { addRentals } = (await import(join(folder, 'generated/rentals.queries.ts'))) as Readonly<
    Record<string, Parameters<Database['many']>[0]>
  >
  if (addRentals === undefined) throw new Error('the page has no addRentals')
  const titles = ['Tent', 'Rope', 'Lamp']
  await db.many(addRentals as never, { ownerId, titles, pricesMinor: [9_000, 300, 800] } as never)
  const printed: string[][] = []
  for (const index of recipes.keys()) {
    const lines: string[] = []
    await module[`run${index}`]?.(db, ownerId, (...values) =>
      lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')),
    )
    printed.push(lines)
  }
  expect(printed.map((lines, index) => [recipes[index]?.title, ...lines])).toEqual(
    recipes.map(({ title, output }) => [title, ...output.trimEnd().split('\n')]),
  )
})
