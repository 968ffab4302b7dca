// Thorough: keeps releases, and migrates databases from each.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkReleases } from '../../scripts/release/check-releases.js'
import { findUnkept, keepRelease, type KeepReleaseOptions } from '../../scripts/release/keep-release.js'
import { readReleases } from '../../scripts/release/kept-release.js'
import { createDatabaseOf } from '../../src/testing/create-database-of.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'
import { aloneFolder } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The schema of the version that is published. */
const before = `
create type shade as enum ('light', 'dark');
create table users (
  id int primary key,
  email text not null,
  phone text,
  age int not null default 0,
  title text not null,
  nickname text,
  shade shade not null default 'dark'
);
create table notes (id int primary key, body text);
create table tracked (id int primary key, body text);
create table pets (id int primary key);
create table logs (id int primary key, line text not null);
create table accounts (id int primary key, email text not null unique, handle text, town text, unique (handle, town));
create unique index ux_accounts_town on accounts (lower(town)) where town is not null;
create function initials(name text) returns text language sql immutable return left(name, 1);`

/** Each query has its one break below, or none. */
const queries = {
  'users.sql': `
/* @name findPhone */ select users.id, users.phone from users where users.id = :id!;
/* @name findEmail */ select users.email from users where users.id = :id!;
/* @name listAges */ select users.age from users;
/* @name listByAge */ select users.id from users where users.age = :age!;
/* @name listTitles */ select users.title from users;
/* @name renameUser */ update users set nickname = :nickname where users.id = :id!;
/* @name createUser */ insert into users (id, email, title) values (:id!, :email!, :title!) returning users.id;
/* @name createUsers */ with made as (insert into users (id, email, title) select entry.id, entry.email, entry.title from json_to_recordset(:users!::json) as entry (id int, email text, title text) returning users.id) select made.id from made;
/* @name listInitials */ select initials(users.email) as letter from users;
/* @name listDark */ select users.id from users where users.shade = :shade!;`,
  'notes.sql': `
/* @name createNote */ insert into notes (id, body) values (:id!, :body);
/* @name createTracked */ insert into tracked (id, body) values (:id!, :body);
/* @name createLog */ insert into logs (id, line) values (:id!, :line!::text) on conflict (id) do nothing;
/* @name createAccount */ insert into accounts (id, email) values (:id!, :email!) on conflict do nothing;
/* @name listPets */ select pets.id from pets;`,
}

/** A migration that no version before it survives whole. */
const breaking = `
alter table users drop column phone;
alter table users alter column age type bigint;
alter table users alter column title drop not null;
alter table users rename column nickname to handle;
alter table users add column badge text not null;
alter table notes alter column body set not null;
alter table logs drop constraint logs_pkey;
drop table pets;
alter table accounts drop constraint accounts_email_key;
alter table accounts drop constraint accounts_handle_town_key, add unique (handle);
drop index ux_accounts_town;
create unique index ux_accounts_town on accounts (lower(town)) where town <> '';
alter type shade rename value 'light' to 'pale';
drop function initials;
create function fill() returns trigger language plpgsql set search_path = '' as 'begin new.body := 1; new.badge := 2; return new; end';
alter table tracked alter column body set not null, add column badge text not null;
create trigger fill before insert on tracked for each row execute function fill();`

/** One that all of them survive. */
const harmless = `
alter table users add column badge text, add column points int not null default 0, add column made_at timestamptz not null default now();
alter table users add column number int generated always as identity;
alter table users alter column phone set default '', alter column phone set not null;
alter table users alter column email type text collate "C";
alter table notes add column doubled int not null generated always as (id * 2) stored;
alter type shade add value 'dusk';
alter table accounts drop constraint accounts_email_key;
create unique index ux_accounts_email on accounts (email);
create table more (id int primary key, name text not null);
create index ix_users_age on users (age);`

let database: TestDatabase
let releases: string

/** A database of the published schema and what a newer version makes of it. */
async function migrated(next: string): Promise<TestDatabase> {
  await using folder = await migrationFolder({ '1_before.sql': before, '2_next.sql': next })
  return await createDatabaseOf([aloneFolder(folder.directory)])
}

beforeAll(async () => {
  database = await migrated('select 1;')
  await using workspace = await Workspace.create(database.url, queries)
  await workspace.generate()
  releases = await mkdtemp(join(tmpdir(), 'souk-releases-'))
  await writeFile(join(releases, '1.2.0.manifest.json'), await workspace.read('manifest.json'))
})
afterAll(async () => {
  await database.drop()
  await rm(releases, { recursive: true })
})

const broken = [
  'shade of 1.2.0 has the value light, which was dropped or renamed',
  'notes.createAccount of 1.2.0 does nothing on a conflict in accounts (email), which no unique index finds now',
  'notes.createAccount of 1.2.0 does nothing on a conflict in accounts (lower(town)) where (town IS NOT NULL), which no unique index finds now',
  'notes.createLog of 1.2.0 is refused: there is no unique or exclusion constraint matching the ON CONFLICT specification (42P10)',
  'notes.createNote of 1.2.0 may send null as :body for notes.body, which may not be null now',
  'users.createUser of 1.2.0 inserts into users without badge, which must be given now',
  'users.createUsers of 1.2.0 inserts into users without badge, which must be given now',
  'users.findPhone of 1.2.0 expects column users.phone, which is gone: column users.phone does not exist (42703)',
  'users.listAges of 1.2.0 expects column age as int4, and it is int8 now',
  'users.listByAge of 1.2.0 sends :age as int4, and it is int8 now',
  'users.listInitials of 1.2.0 expects function or operator initials, which is gone: function initials(text) does not exist (42883)',
  'notes.listPets of 1.2.0 expects table pets, which is gone: relation "pets" does not exist (42P01)',
  'users.listTitles of 1.2.0 expects column title never to be null, and it may be now',
  'users.renameUser of 1.2.0 expects column nickname, which is gone: column "nickname" of relation "users" does not exist (42703)',
]

describe('a published version', () => {
  it('runs on the schema it was published with', async () => {
    expect(await checkReleases(await readReleases(releases), { url: database.url })).toEqual([])
  })

  it('survives a migration that only adds', async () => {
    await using next = await migrated(harmless)
    expect(await checkReleases(await readReleases(releases), { url: next.url })).toEqual([])
  })

  it('has every break named in one run, and no other', async () => {
    await using next = await migrated(breaking)
    expect(await checkReleases(await readReleases(releases), { url: next.url })).toEqual(broken)
  })

  it('is checked beside every other one', async () => {
    const both = await mkdtemp(join(tmpdir(), 'souk-releases-'))
    const manifest = await readFile(join(releases, '1.2.0.manifest.json'))
    for (const version of ['1.10.0', '1.9.0'])
      await writeFile(join(both, `${version}.manifest.json`), manifest)
    await using next = await migrated('drop table pets;')
    expect(await checkReleases(await readReleases(both), { url: next.url })).toEqual([
      'notes.listPets of 1.9.0 expects table pets, which is gone: relation "pets" does not exist (42P01)',
      'notes.listPets of 1.10.0 expects table pets, which is gone: relation "pets" does not exist (42P01)',
    ])
    await rm(both, { recursive: true })
  })
})

describe('npm run release:check', () => {
  const run = (...flags: readonly string[]) =>
    new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
      const program = ['--import', 'tsx', 'scripts/check-release.ts', ...flags]
      const child = execFile(process.execPath, program, { cwd: root }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      )
    })

  it('prints every break and fails', async () => {
    await using next = await migrated(breaking)
    const { code, stdout, stderr } = await run('--releases', releases, '--url', next.url)
    expect(stderr.trimEnd().split('\n')).toEqual(broken)
    expect(stdout).toBe('1.2.0 (15 queries): 14 broken\n')
    expect(code).toBe(1)
  })

  it('passes where nothing breaks', async () => {
    const { code, stdout, stderr } = await run('--releases', releases, '--url', database.url)
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '1.2.0 (15 queries): all run on this schema\n',
      stderr: '',
    })
  })

  it('passes for what this package itself has published', async () => {
    expect(await run()).toMatchObject({ code: 0, stderr: '' })
  })

  it('refuses what is no manifest', async () => {
    const other = await mkdtemp(join(tmpdir(), 'souk-releases-'))
    await writeFile(join(other, '1.0.0.manifest.json'), '{"version":2}')
    expect(await run('--releases', other)).toMatchObject({
      code: 1,
      stderr: 'check-release: 1.0.0.manifest.json is no manifest of version 1\n',
    })
    await rm(other, { recursive: true })
  })
})

describe('what this package would publish now', () => {
  it('runs on the newest schema', async () => {
    await using newest = await createTestDatabase()
    const directory = await mkdtemp(join(tmpdir(), 'souk-releases-'))
    await writeFile(
      join(directory, '9.9.9.manifest.json'),
      await readFile(join(root, 'generated/manifest.json')),
    )
    const kept = await readReleases(directory)
    expect(Object.keys(kept[0]?.queries ?? {}).length).toBeGreaterThan(20)
    expect(await checkReleases(kept, { url: newest.url })).toEqual([])
    await rm(directory, { recursive: true })
  })
})

describe('npm run release:manifest', () => {
  async function workspace() {
    const directory = await mkdtemp(join(tmpdir(), 'souk-release-'))
    const options: KeepReleaseOptions = {
      version: '1.0.0',
      manifest: join(directory, 'manifest.json'),
      migrations: join(directory, 'migrations'),
      releases: join(directory, 'releases'),
    }
    await mkdir(options.migrations)
    await mkdir(options.releases)
    await writeFile(options.manifest, '{"version":1,"enums":{},"queries":{}}')
    await writeFile(join(options.migrations, '1_a.sql'), 'select 1;')
    return { options, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) }
  }

  it('keeps the manifest and the hashes of the migrations', async () => {
    await using place = await workspace()
    const { options } = place
    expect(await findUnkept(options)).toHaveLength(2)
    await keepRelease(options)
    expect(await findUnkept(options)).toEqual([])
    expect(await readReleases(options.releases)).toEqual([{ version: '1.0.0', enums: {}, queries: {} }])
    expect(JSON.parse(await readFile(join(options.releases, 'migrations.json'), 'utf8'))).toEqual({
      '1_a.sql': { version: '1.0.0', hash: expect.stringMatching(/^[0-9a-f]{40}$/) as string },
    })
  })

  it('changes nothing about a version that is kept', async () => {
    await using place = await workspace()
    const { options } = place
    await keepRelease(options)
    await keepRelease(options)
    await writeFile(options.manifest, '{"version":1,"enums":{},"queries":{"a":{}}}')
    await expect(keepRelease(options)).rejects.toThrow('a version that was published stays as it was')
  })

  it('adds what the next version brings', async () => {
    await using place = await workspace()
    const { options } = place
    await keepRelease(options)
    await writeFile(join(options.migrations, '2_b.sql'), 'select 2;')
    const next = { ...options, version: '1.1.0' }
    expect(await findUnkept(next)).toHaveLength(2)
    await keepRelease(next)
    expect((await readReleases(options.releases)).map(({ version }) => version)).toEqual(['1.0.0', '1.1.0'])
  })
})
