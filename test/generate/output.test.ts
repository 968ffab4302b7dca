// Thorough: generates dozens of times.

import { mkdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GenerationError, SetupError } from '../../src/errors.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase

beforeAll(async () => {
  database = await fixtureDatabase()
})
afterAll(() => database.drop())

const people =
  '/* people: who. */\n\n/* @name listPeople */\nselect people.id, people.nickname from people;\n'
const pets = '/* @name listPets */\nselect pets.id from pets;\n'
const both = { 'people.sql': people, 'pets.sql': pets }
const all = [
  'constraints.ts',
  'enums.ts',
  'manifest.json',
  'models.ts',
  'people.queries.ts',
  'pets.queries.ts',
  'queries.ts',
]

/** The content of every file of the output. */
async function contents(workspace: Workspace): Promise<Readonly<Record<string, string>>> {
  const entries = await Promise.all(
    (await workspace.output()).map(async (name) => [name, await workspace.read(name)] as const),
  )
  return Object.fromEntries(entries)
}

describe('generate', () => {
  it('writes a module for each file, the enums, the models, the constraints and the manifest', async () => {
    await using workspace = await Workspace.create(database.url, both)
    expect(await workspace.generate()).toMatchObject({
      files: 2,
      queries: 2,
      changes: { missing: all, stale: [], extra: [] },
    })
    expect(await workspace.output()).toEqual(all)
  })

  it('writes the same twice, and then touches nothing', async () => {
    await using workspace = await Workspace.create(database.url, both)
    await workspace.generate()
    const before = await contents(workspace)
    await utimes(join(workspace.out, 'pets.queries.ts'), 1, 1)
    expect((await workspace.generate()).changes).toEqual({ missing: [], stale: [], extra: [] })
    expect(await contents(workspace)).toEqual(before)
    expect((await stat(join(workspace.out, 'pets.queries.ts'))).mtimeMs).toBe(1000)
  })

  it('writes comments of columns, prose and SQL where editors show them', async () => {
    await using workspace = await Workspace.create(database.url, {
      'people.sql':
        '/* @name listPeople */\n-- Everybody, /* with */ names.\nselect people.nickname from people;',
    })
    await workspace.generate()
    const module = await workspace.read('people.queries.ts')
    expect(module).toContain(
      '  /** What friends say; not a *\\/ trap. */\n  readonly nickname: string | null\n',
    )
    expect(module).toContain(
      '/**\n * Everybody, /* with *\\/ names.\n *\n * [sql/people.sql:1](../sql/people.sql#L1)\n *\n * ```sql\n * select people.nickname from people\n * ```\n */\nexport const listPeople =',
    )
  })

  it('links each query to its line, wherever it runs', async () => {
    await using workspace = await Workspace.create(database.url, { 'people.sql': people + pets })
    await workspace.generate()
    const module = await workspace.read('people.queries.ts')
    expect(module.match(/\[.*\]\(.*\)/g)).toEqual([
      '[sql/people.sql:3](../sql/people.sql#L3)',
      '[sql/people.sql:5](../sql/people.sql#L5)',
    ])
    const before = process.cwd()
    try {
      process.chdir(workspace.directory)
      const { changes } = await workspace.generate({
        check: true,
        sqlDirectory: 'sql',
        outDirectory: 'generated',
      })
      expect(changes).toEqual({ missing: [], stale: [], extra: [] })
    } finally {
      process.chdir(before)
    }
  })

  it('with check finds a link that leads to another line, in the module of that file alone', async () => {
    await using workspace = await Workspace.create(database.url, both)
    await workspace.generate()
    await workspace.write('sql/people.sql', `\n${people}`)
    expect((await workspace.generate({ check: true })).changes).toMatchObject({
      stale: ['people.queries.ts'],
    })
  })

  it('deletes what it made of a file that is gone, and nothing else', async () => {
    await using workspace = await Workspace.create(database.url, both)
    await workspace.generate()
    await workspace.write('generated/by-hand.queries.ts', 'export const mine = 1\n')
    await workspace.remove('sql/pets.sql')
    expect((await workspace.generate()).changes).toMatchObject({
      stale: ['manifest.json', 'queries.ts'],
      extra: ['pets.queries.ts'],
    })
    expect(await workspace.output()).toEqual([
      'by-hand.queries.ts',
      ...all.filter((name) => !name.startsWith('pets')),
    ])
  })

  it('writes nothing at all if one query of one file is wrong', async () => {
    await using workspace = await Workspace.create(database.url, both)
    await workspace.generate()
    const before = await contents(workspace)
    await workspace.write('sql/people.sql', people.replace('people.nickname', 'people.name'))
    await workspace.write('sql/pets.sql', pets.replace('pets.id', 'pets.idd'))
    await workspace.write('sql/places.sql', '/* @name listPlaces */\nselect 1 as one;')
    await expect(workspace.generate()).rejects.toThrow(GenerationError)
    expect(await contents(workspace)).toEqual(before)
  })

  it('with check writes nothing, and names what is missing, stale and without a source', async () => {
    await using workspace = await Workspace.create(database.url, both)
    await workspace.generate()
    expect((await workspace.generate({ check: true })).changes).toEqual({ missing: [], stale: [], extra: [] })

    await workspace.write('generated/enums.ts', 'edited by hand')
    await workspace.remove('generated/constraints.ts')
    await workspace.remove('sql/pets.sql')
    const before = await contents(workspace)
    expect((await workspace.generate({ check: true })).changes).toEqual({
      missing: ['constraints.ts'],
      stale: ['enums.ts', 'manifest.json', 'queries.ts'],
      extra: ['pets.queries.ts'],
    })
    expect(await contents(workspace)).toEqual(before)
  })

  it('imports from the package, or from what wraps it', async () => {
    await using workspace = await Workspace.create(database.url, {
      'people.sql': '/* @name listPeople */\nselect people.home, to_jsonb(1) - 1 as one from people;',
    })
    await workspace.generate()
    expect(await workspace.read('people.queries.ts')).toContain(
      "import { PreparedQuery, type Json } from '@souk/db'\nimport type { Point } from '@souk/db/geo'\n",
    )
    await workspace.generate({ runtime: '@shop/data' })
    expect(await workspace.read('people.queries.ts')).toContain("from '@shop/data'\n")
  })

  it('lists constraints and unique indexes with their columns', async () => {
    await using workspace = await Workspace.create(database.url, both)
    await workspace.generate()
    expect(
      (await workspace.read('constraints.ts')).split('\n').filter((line) => line.startsWith('  ')),
    ).toEqual([
      "  ck_people_not_own_boss: { kind: 'check', table: 'people', columns: ['id', 'boss_id'] },",
      "  ck_pets_tags: { kind: 'check', table: 'pets', columns: ['tags'] },",
      "  ex_pets_name: { kind: 'exclusion', table: 'pets', columns: ['name'] },",
      "  measurements_pkey: { kind: 'unique', table: 'measurements', columns: ['id', 'taken_on'] },",
      "  people_boss_id_fkey: { kind: 'foreign_key', table: 'people', columns: ['boss_id'] },",
      "  people_name_key: { kind: 'unique', table: 'people', columns: ['name'] },",
      "  people_pkey: { kind: 'unique', table: 'people', columns: ['id'] },",
      "  pets_owner_id_fkey: { kind: 'foreign_key', table: 'pets', columns: ['owner_id'] },",
      "  pets_pkey: { kind: 'unique', table: 'pets', columns: ['id'] },",
      "  ux_pets_lower_name: { kind: 'unique', table: 'pets', columns: ['name', 'owner_id'] },",
    ])
  })

  it('writes down what it proved', async () => {
    await using workspace = await Workspace.create(database.url, {
      'people.sql':
        '/* @name renamePerson */\nupdate people set nickname = :nickname where people.id = :id! returning people.id, people.nickname;',
    })
    await workspace.generate()
    expect(JSON.parse(await workspace.read('manifest.json'))).toEqual({
      version: 1,
      enums: { OrderState: ["it's open", 'closed'], PetKind: ['cat', 'dog', 'axolotl'] },
      queries: {
        renamePerson: {
          file: 'people.sql',
          hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          text: 'update people set nickname = $1 where people.id = $2 returning people.id, people.nickname',
          placeholders: ['nickname', 'id'],
          parameters: { nickname: { type: 'text', required: false }, id: { type: 'int4', required: true } },
          columns: [
            { name: 'id', property: 'id', type: 'int4', typescript: 'number', nullable: false },
            { name: 'nickname', property: 'nickname', type: 'text', typescript: 'string', nullable: true },
          ],
        },
      },
    })
  })

  it('tells each phase and how long it took', async () => {
    await using workspace = await Workspace.create(database.url, both)
    const phases: string[] = []
    const { milliseconds } = await workspace.generate({ onPhase: (phase) => phases.push(phase) })
    expect(phases).toEqual(['parse', 'database', 'describe', 'write'])
    expect(Object.keys(milliseconds)).toEqual(phases)
  })

  it.each([
    [
      'no folder of queries',
      async (workspace: Workspace) => workspace.generate({ sqlDirectory: join(workspace.directory, 'none') }),
    ],
    [
      'no query file',
      async (workspace: Workspace) => {
        await workspace.remove('sql/pets.sql')
        return workspace.generate()
      },
    ],
    [
      'a folder that is called like a query file',
      async (workspace: Workspace) => {
        await mkdir(join(workspace.sql, 'pets2.sql'))
        return workspace.generate()
      },
    ],
    [
      'a query file in a folder below, which would be left out',
      async (workspace: Workspace) => {
        await workspace.write('sql/deep/a.sql', pets)
        return workspace.generate()
      },
    ],
  ])('refuses to run with %s', async (_, attempt) => {
    await using workspace = await Workspace.create(database.url, { 'pets.sql': pets })
    await expect(attempt(workspace)).rejects.toThrow(SetupError)
  })
})
