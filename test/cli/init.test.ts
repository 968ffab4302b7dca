// Thorough: starts the command line in a dozen new folders.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { soukDb } from '../setup/souk-db.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-init-'))
})
afterEach(() => rm(folder, { recursive: true }))

const init = (...flags: readonly string[]) => soukDb(['init', ...flags], { cwd: folder })

const write = (file: string, text: string) => writeFile(join(folder, file), text)

const read = (file: string) => readFile(join(folder, file), 'utf8')

describe('souk-db init', () => {
  it('writes a configuration, scripts and a first query, says so, and changes nothing the second time', async () => {
    await write('package.json', '{\n    "name": "a-service",\n    "scripts": { "test": "vitest" }\n}\n')
    expect(await init()).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'package.json: script generate added',
        'package.json: script generate:watch added',
        'package.json: script generate:check added',
        'souk-db.config.json: written',
        'sql/listings.sql: written',
        '.vscode/tasks.json: written',
        '.sql-formatter.json: written',
        'Next: npm run generate\n',
      ].join('\n'),
    })
    expect(JSON.parse(await read('souk-db.config.json'))).toEqual({ sql: 'sql', out: 'generated' })
    const manifest = await read('package.json')
    expect(manifest).toMatch(/^\{\n {4}"name": "a-service",\n/)
    expect(JSON.parse(manifest)).toEqual({
      name: 'a-service',
      scripts: {
        test: 'vitest',
        generate: 'souk-db generate',
        'generate:watch': 'souk-db generate --watch',
        'generate:check': 'souk-db generate --check',
      },
    })
    const files = [
      ...['package.json', 'souk-db.config.json', 'sql/listings.sql'],
      ...['.vscode/tasks.json', '.sql-formatter.json'],
    ]
    const before = await Promise.all(files.map(read))
    const again = await init('--sql', 'queries')
    expect(again.stdout).toBe(
      [
        'package.json: script generate is there already',
        'package.json: script generate:watch is there already',
        'package.json: script generate:check is there already',
        'souk-db.config.json: is there already',
        'sql: holds listings.sql already',
        '.vscode/tasks.json: is there already',
        '.sql-formatter.json: is there already',
        'Next: npm run generate\n',
      ].join('\n'),
    )
    expect(await Promise.all(files.map(read))).toEqual(before)
    expect((await readdir(folder)).sort()).toEqual([
      ...['.sql-formatter.json', '.vscode', 'package.json', 'souk-db.config.json', 'sql'],
    ])
  })

  it('leaves tasks and a formatter that are there', async () => {
    await write('package.json', '{}')
    await mkdir(join(folder, '.vscode'))
    await write('.vscode/tasks.json', '// mine\n')
    await write('.sql-formatter.json', '{}')
    const { stdout } = await init()
    expect(stdout).toContain('.vscode/tasks.json: is there already\n.sql-formatter.json: is there already\n')
    expect(await read('.vscode/tasks.json')).toBe('// mine\n')
    expect(await read('.sql-formatter.json')).toBe('{}')
  })

  it('tells the formatter all parameters of a query, with their marks, and no cast', async () => {
    await write('package.json', '{}')
    await init()
    const { paramTypes } = JSON.parse(await read('.sql-formatter.json')) as {
      readonly paramTypes: { readonly custom: readonly [{ readonly regex: string }] }
    }
    const token = new RegExp(`::|${paramTypes.custom[0].regex}`, 'g')
    const sql = "select :a!::uuid, :b_2 <-> :cD!, x::text, :ids!::uuid[], '1'::int4"
    const parameters = sql.match(token)?.filter((found) => found !== '::')
    expect(parameters).toEqual([':a!', ':b_2', ':cD!', ':ids!'])
  })

  it('leaves a script that does something else, and queries that are there', async () => {
    await write('package.json', '{ "scripts": { "generate": "make" } }')
    await mkdir(join(folder, 'queries'))
    await write('queries/own.sql', '')
    const { stdout } = await init('--sql', 'queries', '--migrations', 'migrations')
    expect(stdout).toContain(
      'package.json: script generate does something else, and stays; it could be: souk-db generate\n',
    )
    expect(stdout).toContain('queries: holds own.sql already\n')
    expect(JSON.parse(await read('package.json'))).toMatchObject({ scripts: { generate: 'make' } })
    expect(JSON.parse(await read('souk-db.config.json'))).toEqual({
      sql: 'queries',
      out: 'generated',
      migrations: 'migrations',
    })
    expect(stdout).toContain('package.json: script migrate added\n')
    expect(stdout).toContain('Next: npx souk-db new <name>, then npm run generate\n')
    await mkdir(join(folder, 'migrations'))
    await write('migrations/1_loans.sql', '')
    expect((await init()).stdout).toContain('Next: npm run generate\n')
  })

  it('refuses a table for the record of migrations that is none, and writes nothing', async () => {
    await write('package.json', '{}')
    for (const flags of [
      ['--migrations', 'own', '--migrations-table', 'Own'],
      ['--migrations-table', 'own'],
    ]) {
      const { code, stderr } = await init(...flags)
      expect(code).toBe(64)
      expect(stderr).toContain('souk-db: migrationsTable')
    }
    expect(await readdir(folder)).toEqual(['package.json'])
    expect(await read('package.json')).toBe('{}')
  })

  it.each([
    ['no package.json', null, 'there is no package.json here: run npm init first'],
    ['one that is not JSON', '{ secret', 'package.json is not JSON'],
    ['one without an object', '[]', 'package.json is no object'],
    ['scripts that are none', '{ "scripts": [] }', 'scripts in package.json is no object'],
  ])('refuses a folder with %s, and writes nothing', async (_what, manifest, message) => {
    if (manifest !== null) await write('package.json', manifest)
    expect(await init()).toEqual({ code: 64, stdout: '', stderr: `souk-db: ${message}\n` })
    expect(await readdir(folder)).toEqual(manifest === null ? [] : ['package.json'])
  })

  it.each([
    ['{ "sql": 1 }', 'souk-db.config.json: sql: must be a string'],
    [
      '{ "sqll": "x" }',
      'souk-db.config.json: sqll: is not known here; known are sql, out, migrations, migrationsTable, runtime, jsonColumns, postgres, postgis',
    ],
    ['[]', 'souk-db.config.json: input: must be an object'],
    ['{', 'souk-db.config.json is not JSON'],
  ])('refuses the configuration %s, as every command that reads it', async (config, message) => {
    await write('package.json', '{}')
    await write('souk-db.config.json', config)
    expect((await init()).stderr).toBe(`souk-db: ${message}\n`)
    expect(await read('package.json')).toBe('{}')
  })
})
