// Thorough: starts the command line dozens of times.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/migrate/index.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { soukDb } from '../setup/souk-db.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Runs `souk-db generate` on a workspace, and gives its exit code and what it says. */
async function run(workspace: Workspace, ...flags: readonly string[]) {
  const { code, stdout, stderr } = await soukDb([
    'generate',
    ...['--sql', workspace.sql, '--out', workspace.out, '--url', database.url],
    ...flags,
  ])
  return { code, said: stdout + stderr }
}

const users = '/* @name listNames */\nselect users.username from users limit 5;\n'

describe('souk-db generate', () => {
  it('writes, and says what it wrote and how long each phase took', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    const { code, said } = await run(workspace)
    expect(code).toBe(0)
    expect(said).toMatch(
      /generated: 1 query of 1 file, 6 written, 0 deleted \(parse \d.\d\d s, database \d.\d\d s, describe \d.\d\d s, write \d.\d\d s; \d.\d\d s in all\)\nproven on PostgreSQL \d\d\.\d+ with PostGIS 3\.\d\.\d, for PostgreSQL 17 with PostGIS 3\.5\n$/,
    )
    expect(await workspace.output()).toContain('users.queries.ts')
  })

  it("holds a database against a service's own migrations, too", async () => {
    await using workspace = await Workspace.create(database.url, {
      'loans.sql': '/* @name listLoans */\nselect loans.due from loans limit 5;\n',
    })
    await workspace.write('migrations/1_loans.sql', 'create table loans (due date not null);')
    const directory = join(workspace.directory, 'migrations')
    await using own = await createTestDatabase({ migrations: 'package' })
    const flags = ['--migrations', directory, '--migrations-table', 'loan_migrations', '--url', own.url]
    const before = await run(workspace, ...flags)
    expect(before.code).toBe(2)
    expect(before.said).toContain(`the database lacks ${directory}/1_loans.sql`)
    await migrate({ url: own.url }, { directory, table: 'loan_migrations' })
    expect((await run(workspace, ...flags)).code).toBe(0)
    expect(await workspace.read('constraints.ts')).not.toContain('loan_migrations')
  })

  it('shows every mistake at its place, writes nothing and fails', async () => {
    await using workspace = await Workspace.create(database.url, {
      'users.sql': users.replace('username', 'usernam'),
      'products.sql': '/* @name one */\nselect :x != 1 as one;\n',
    })
    const { code, said } = await run(workspace)
    expect(code).toBe(1)
    expect(said).toContain(
      [
        `${workspace.sql}/users.sql:2:8 column users.usernam does not exist (42703)`,
        '   2 | select users.usernam from users limit 5;',
        '              ^',
        '       hint: Perhaps you meant to reference the column "users.username".',
      ].join('\n'),
    )
    expect(said).toContain(`${workspace.sql}/products.sql:2:8 `)
    expect(said).toContain('2 mistakes in 2 files; nothing was written\n')
    await expect(workspace.output()).rejects.toThrow('ENOENT')
  })

  it('with --check fails until the modules are what the queries make', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    const before = await run(workspace, '--check')
    expect(before.code).toBe(1)
    expect(before.said).toContain(`${workspace.out}/users.queries.ts is missing\n`)
    expect(before.said).toContain('run souk-db generate and commit what it writes\n')
    await run(workspace)
    expect(await run(workspace, '--check')).toMatchObject({ code: 0 })
  })

  it('reads its folders from the configuration, which flags override', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    await workspace.write('souk-db.config.json', '{ "sql": "sql", "out": "made" }')
    const generate = (...flags: readonly string[]) =>
      soukDb(['generate', '--url', database.url, ...flags], { cwd: workspace.directory })
    expect((await generate()).stderr).toContain('\nmade: 1 query of 1 file, 6 written')
    expect((await generate('--out', 'elsewhere')).stderr).toContain(
      '\nelsewhere: 1 query of 1 file, 6 written',
    )
  })

  it('tells programs in one line of JSON, and nothing else', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    const json = async (...flags: readonly string[]) => {
      const { code, stdout, stderr } = await soukDb(
        ['generate', '--url', database.url, '--format', 'json', ...flags],
        { cwd: workspace.directory },
      )
      expect(stderr).toBe('')
      expect(stdout.trimEnd().split('\n')).toHaveLength(1)
      return { code, document: JSON.parse(stdout) as unknown }
    }
    expect(await json('--check')).toMatchObject({
      code: 1,
      document: { version: 1, ok: false, report: { changes: { missing: expect.any(Array) as unknown[] } } },
    })
    expect(await json()).toMatchObject({
      code: 0,
      document: { version: 1, ok: true, mistakes: [], error: null, report: { files: 1, queries: 1 } },
    })
    await workspace.write('sql/users.sql', users.replace('users.username', 'users.usernam'))
    expect(await json()).toEqual({
      code: 1,
      document: {
        version: 1,
        ok: false,
        mistakes: [
          {
            rule: 'server',
            file: 'sql/users.sql',
            line: 2,
            column: 8,
            source: 'select users.usernam from users limit 5;',
            message: 'column users.usernam does not exist',
            hint: 'Perhaps you meant to reference the column "users.username".',
            sqlState: '42703',
            query: 'listNames',
          },
        ],
        error: null,
        report: null,
      },
    })
    await workspace.write('souk-db.config.json', '{')
    expect(await json()).toMatchObject({
      code: 64,
      document: { ok: false, error: { code: 'setup', message: 'souk-db.config.json is not JSON' } },
    })
    await workspace.remove('souk-db.config.json')
    expect(await json('--url', 'postgres://amal:s3cret@127.0.0.1:1/souk')).toEqual({
      code: 3,
      document: {
        version: 1,
        ok: false,
        mistakes: [],
        error: { code: 'connection', message: expect.stringContaining('127.0.0.1:1') as string },
        report: null,
      },
    })
  })

  it('annotates the lines of a pull request', async () => {
    await using workspace = await Workspace.create(database.url, {
      'users.sql': users.replace('users.username', "'100%' as a, users.usernam"),
    })
    const github = (...flags: readonly string[]) =>
      soukDb(['generate', '--url', database.url, '--format', 'github', ...flags], {
        cwd: workspace.directory,
      })
    expect(await github()).toEqual({
      code: 1,
      stderr: '',
      stdout:
        '::error file=sql/users.sql,line=2,col=21,title=server 42703 listNames::column users.usernam does not exist' +
        '%0Ahint: Perhaps you meant to reference the column "users.username".\n',
    })
    await workspace.write('sql/users.sql', users)
    expect((await github('--check')).stdout).toContain(
      '::error file=generated/users.queries.ts,title=souk-db generate::is missing: run souk-db generate',
    )
    expect(await github()).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^1 queries of 1 files are typed, proven on PostgreSQL [^\n]+\n$/,
      ) as string,
    })
  })

  it('watches until Ctrl-C, and that is no failure', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    let saved = false
    let stopped = false
    const { code, stderr } = await soukDb(['generate', '--url', database.url, '--watch'], {
      cwd: workspace.directory,
      onStderr: (text, kill) => {
        const rounds = text.split('Watching; Ctrl-C ends it\n').length - 1
        if (rounds > 0 && !saved) {
          saved = true
          void workspace.write('sql/users.sql', users.replace('username', 'usernam'))
        } else if (text.includes('(42703)') && !stopped) {
          // A second one would end it at once.
          stopped = true
          kill('SIGINT')
        }
      },
    })
    expect(code).toBe(0)
    expect(stderr).toContain('sql/users.sql:2:8 column users.usernam does not exist (42703)\n')
  })

  it('tells programs a line for each round of a watch', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    let saved = false
    let stopped = false
    const { code, stdout, stderr } = await soukDb(
      ['generate', '--url', database.url, '--watch', '--format', 'json'],
      {
        cwd: workspace.directory,
        onStdout: (text, kill) => {
          if (!saved) {
            saved = true
            void workspace.write('sql/users.sql', users.replace('username', 'usernam'))
          } else if (text.includes('42703') && !stopped) {
            stopped = true
            kill('SIGINT')
          }
        },
      },
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const documents = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    expect(documents[0]).toMatchObject({ ok: true, report: { queries: 1 } })
    // A file may be read while it is being written: then there is one round more.
    expect(documents.at(-1)).toMatchObject({ ok: false, mistakes: [{ line: 2 }] })
  })

  it('refuses a database that lacks a migration', async () => {
    await using empty = await createTestDatabase({ migrations: 'none' })
    await using workspace = await Workspace.create(empty.url, { 'users.sql': users })
    const { code, said } = await run(workspace, '--url', empty.url)
    expect(code).toBe(2)
    expect(said).toMatch(/^souk-db: the database lacks 1_marketplace\.sql/)
  })
})
