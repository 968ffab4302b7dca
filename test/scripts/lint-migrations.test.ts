// Thorough: starts squawk dozens of times.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { lintMigrations, trafficRules } from '../../scripts/migrations/lint-migrations.js'
import { ownRules } from '../../scripts/migrations/own-rules.js'
import { ship } from '../../scripts/migrations/shipped-migrations.js'
import { readMigrationFiles } from '../../src/migrate/migration-files.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { aloneFolder } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const squawkConfig = join(root, '.squawk.toml')

/**
 * What is found in a folder of migrations, as `file:line:column rule`.
 *
 * @param shipped - the files that had been published, as they were then; by default a first release without any of
 *   these, so that the rules about traffic hold
 */
async function found(
  files: Readonly<Record<string, string>>,
  shipped: Readonly<Record<string, string>> | 'nothing' = { '0001_first.sql': locked },
): Promise<readonly string[]> {
  const releases = await mkdtemp(join(tmpdir(), 'souk-releases-'))
  try {
    const published = shipped === 'nothing' ? {} : shipped
    if (shipped !== 'nothing') {
      await using before = await migrationFolder(published)
      const record = ship({}, await readMigrationFiles(aloneFolder(before.directory)), '1.0.0')
      await writeFile(join(releases, 'migrations.json'), JSON.stringify(record))
    }
    await using folder = await migrationFolder({ ...published, ...files })
    const findings = await lintMigrations({ migrations: folder.directory, releases, squawkConfig })
    return findings.map(({ file, line, column, rule }) => `${basename(file)}:${line}:${column} ${rule}`)
  } finally {
    await rm(releases, { recursive: true })
  }
}

const locked = `/* Why. */\n\nset local lock_timeout = '3s';\n`

/** What is found in one migration that begins as it should; its first line is line 1. */
async function foundIn(sql: string): Promise<readonly string[]> {
  const findings = await found({ '2_a.sql': locked + sql })
  return findings.map((finding) => finding.replace(/^2_a\.sql:(\d+)/, (_, line) => String(Number(line) - 3)))
}

describe('the migrations of this package', () => {
  it('break no rule', async () => {
    const findings = await lintMigrations({
      migrations: join(root, 'migrations'),
      releases: join(root, 'releases'),
      squawkConfig,
    })
    expect(findings).toEqual([])
  })

  it('leave no function whose names its caller resolves, not even one that is made in a block', async () => {
    await using database = await createTestDatabase()
    const client = new Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query(`
      select proname
      from pg_proc
      where pronamespace = 'public'::regnamespace
        and prosqlbody is null
        and not exists (select from unnest(proconfig) as setting where setting like 'search_path=%')
        and not exists (
          select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e'
        )`)
    await client.end()
    expect(rows).toEqual([])
  })
})

describe('lock-timeout', () => {
  it.each([
    ['nothing', 'create table a (id uuid);', ['2_a.sql:1:1 lock-timeout']],
    [
      'a comment',
      `-- set local lock_timeout = '3s';\ncomment on table a is 'A';`,
      ['2_a.sql:2:1 lock-timeout'],
    ],
    ['a setting for the whole session', `set lock_timeout = '3s';`, ['2_a.sql:1:1 lock-timeout']],
    [
      'a later statement',
      `comment on table a is 'A';\nset local lock_timeout = '3s';`,
      ['2_a.sql:1:1 lock-timeout'],
    ],
    ['the first statement', `/* é */ set local lock_timeout = '3s';\ncomment on table a is 'A';`, []],
    ['a time in milliseconds', 'set local lock_timeout to 3000;', []],
  ])('asks for its bound: %s', async (_, sql, findings) => {
    expect((await found({ '2_a.sql': sql })).filter((finding) => finding.endsWith(' lock-timeout'))).toEqual(
      findings,
    )
  })
})

describe('concurrent-alone', () => {
  const outside = '-- postgres-migrations disable-transaction\n'
  it.each([
    ['an index in a transaction', `${locked}create index concurrently ix_a_b on a (b);`, ['2_a.sql:4:1']],
    ['a drop in a transaction', `${locked}drop index concurrently ix_a_b;`, ['2_a.sql:4:1']],
    ['a reindex in a transaction', `${locked}reindex index concurrently ix_a_b;`, ['2_a.sql:4:1']],
    [
      'two outside one',
      `${outside}create index concurrently ix_a_b on a (b);\ncomment on index ix_a_b is 'B';`,
      ['2_a.sql:3:1'],
    ],
    ['one outside a transaction', `${outside}create index concurrently if not exists ix_a_b on a (b);`, []],
    ['a plain index of a new table', `${locked}create table a (b text);\ncreate index ix_a_b on a (b);`, []],
  ])('%s', async (_, sql, places) => {
    const findings = await found({ '2_a.sql': sql })
    expect(findings.filter((finding) => finding.endsWith('concurrent-alone'))).toEqual(
      places.map((place) => `${place} concurrent-alone`),
    )
  })
})

describe('function-search-path', () => {
  it.each([
    ['a body of text', "create function f() returns int language sql as 'select 1';", 1],
    [
      'a trigger',
      "create or replace function f() returns trigger language plpgsql as 'begin return new; end';",
      1,
    ],
    ['a procedure', "create procedure f() language sql as 'select 1';", 1],
    ['another setting', "create function f() returns int language sql set jit = off as 'select 1';", 1],
    [
      'its own search_path',
      "create function f() returns int language sql set search_path = '' as 'select 1';",
      0,
    ],
    ['a body of SQL', 'create function f() returns int language sql return 1;', 0],
    ['a block of SQL', 'create function f() returns int language sql begin atomic select 1; end;', 0],
  ])('%s', async (_, sql, count) => {
    const findings = await foundIn(sql)
    expect(findings.filter((finding) => finding === '1:1 function-search-path')).toHaveLength(count)
  })
})

describe('named', () => {
  it.each([
    ['a primary key', 'create table a (id uuid primary key);', ['1:25']],
    ['a unique column', 'create table a (id uuid,\n  b text unique);', ['2:10']],
    [
      'a check of a column',
      "create table a (b text check (b <> 'é'), c text check (c > b));",
      ['1:24', '1:49'],
    ],
    ['a check of a table', "create table a (b text, check (b <> ''));", ['1:25']],
    ['a foreign key of a column', 'create table a (b uuid references c (id));', ['1:24']],
    ['a foreign key of a table', 'create table a (b uuid, foreign key (b) references c (id));', ['1:25']],
    ['an exclusion', 'create table a (b text, exclude using btree (b with =));', ['1:25']],
    ['an added check', "alter table a add check (b <> '') not valid;", ['1:19']],
    ['an added column with a key', 'alter table a add column b uuid references c (id);', ['1:33']],
    ['a domain', "create domain d as text check (value <> '');", ['1:25']],
    ['an index', 'create table a (b text);\ncreate index on a (b);', ['2:1']],
    [
      'named ones',
      "create table a (b text not null default '' constraint ck_a_b check (b <> ''), constraint a_pkey primary key (b));",
      [],
    ],
    ['a named index', 'create table a (b text);\ncreate index ix_a_b on a (b);', []],
  ])('%s', async (_, sql, places) => {
    const findings = (await foundIn(sql)).filter((finding) => finding.endsWith('named'))
    expect(findings).toEqual(places.map((place) => `${place} named`))
  })
})

describe('squawk', () => {
  it('finds what blocks a table that is in use', async () => {
    const sql =
      'create index ix_a_b on a (b);\nalter table a add constraint fk_a_c foreign key (c) references c (id);'
    const findings = await foundIn(sql)
    expect(findings).toContain('1:1 require-concurrent-index-creation')
    expect(findings.some((finding) => finding.endsWith('adding-foreign-key-constraint'))).toBe(true)
  })

  it('lets pass what the first release does to an empty database', async () => {
    const sql = `${locked}create index ix_a_b on a (b);\nalter table a add constraint fk_a_c foreign key (c) references c (id);`
    expect(await found({ '1_a.sql': sql }, 'nothing')).toEqual([])
    expect(await found({}, { '1_a.sql': sql })).toEqual([])
  })

  it('finds in the first release what is not about traffic', async () => {
    const sql = `${locked}create table a (b char(3));`
    expect(await found({ '1_a.sql': sql }, 'nothing')).toEqual(['1_a.sql:4:19 ban-char-field'])
  })

  it('is switched off by a comment', async () => {
    expect(await foundIn('-- squawk-ignore ban-char-field\ncreate table a (b char(3));')).toEqual([])
  })

  it('shows a syntax error where it is, and the rest is linted all the same', async () => {
    const findings = await found({
      '2_a.sql': `${locked}create tabel a ();`,
      '3_b.sql': 'create table a (b text);',
    })
    expect(findings[0]).toMatch(/^2_a\.sql:4:\d+ syntax-error$/)
    expect(findings).toContain('3_b.sql:1:1 lock-timeout')
  })

  it('knows each rule that is let pass or excluded by name', async () => {
    const excluded = Array.from(
      (await readFile(squawkConfig, 'utf8')).matchAll(/^ {2}"([a-z-]+)",$/gm),
      ([, name]) => name,
    )
    const statements = `
      create index ix_a_b on a (b);
      drop index ix_a_b;
      create table f (g int);
      alter table h add column i text;
      alter table a
        add constraint fk_a_c foreign key (c) references c (id),
        add constraint a_d_key unique (d),
        alter column b type text,
        alter column e set not null;`
    await using folder = await migrationFolder({ '1_a.sql': statements })
    const { runSquawk } = await import('../../scripts/migrations/run-squawk.js')
    const { SourceFile } = await import('../../src/generate/read/source-file.js')
    const file = new SourceFile('1_a.sql', join(folder.directory, '1_a.sql'), statements)
    const config = join(folder.directory, 'squawk.toml')
    await writeFile(config, 'assume_in_transaction = true\npg_version = "15.0"\n')
    const rules = new Set((await runSquawk([file], config)).map(({ rule }) => rule))
    expect(excluded.length).toBeGreaterThan(0)
    for (const rule of [...trafficRules, ...excluded]) expect(rules).toContain(rule)
  })
})

describe('shipped', () => {
  it('refuses an edited file and one that is gone', async () => {
    const shipped = { '1_a.sql': `${locked}create table a (b text);`, '2_b.sql': locked }
    expect(await found({ '1_a.sql': `${locked}create table a (c text);` }, shipped)).toEqual([
      '1_a.sql:1:1 shipped',
    ])
    const releases = await mkdtemp(join(tmpdir(), 'souk-releases-'))
    await using both = await migrationFolder(shipped)
    const record = ship({}, await readMigrationFiles(aloneFolder(both.directory)), '1.0.0')
    await writeFile(join(releases, 'migrations.json'), JSON.stringify(record))
    await both.remove('2_b.sql')
    const findings = await lintMigrations({ migrations: both.directory, releases, squawkConfig })
    await rm(releases, { recursive: true })
    expect(findings).toMatchObject([
      { rule: 'shipped', message: expect.stringContaining('1.0.0 and is gone') as string },
    ])
  })

  it('keeps the version that brought a file first', async () => {
    await using folder = await migrationFolder({ '1_a.sql': locked })
    const first = ship({}, await readMigrationFiles(aloneFolder(folder.directory)), '1.0.0')
    await folder.write('2_b.sql', locked)
    const second = ship(first, await readMigrationFiles(aloneFolder(folder.directory)), '1.1.0')
    expect(Object.entries(second).map(([file, { version }]) => [file, version])).toEqual([
      ['1_a.sql', '1.0.0'],
      ['2_b.sql', '1.1.0'],
    ])
  })
})

describe('docs/migration-lint.md', () => {
  it('explains each rule of our own and names each that the first release is free of', async () => {
    const page = await readFile(join(root, 'docs/migration-lint.md'), 'utf8')
    const names = Array.from(page.matchAll(/^### (\S+)/gm), ([, name]) => name)
    expect(names).toEqual([...ownRules.map(({ name }) => name), 'shipped'])
    for (const { why } of ownRules)
      expect(page.replace(/\s+/g, ' ').toLowerCase()).toContain(why.toLowerCase())
    for (const rule of trafficRules) expect(page).toContain(`\`${rule}\``)
  })
})
