import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await fixtureDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    create schema jobs;
    create type jobs.pet_kind as enum ('queued', 'done');
    create table jobs.jobs (id int primary key, kind jobs.pet_kind not null, note text);
  `)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** The module of one query. */
async function moduleOf(sql: string): Promise<string> {
  await using workspace = await Workspace.create(database.url, { 'one.sql': `/* @name one */\n${sql};\n` })
  await workspace.generate()
  return await workspace.read('one.queries.ts')
}

describe('generates what PostgreSQL accepts', () => {
  it.each([
    ['a lock', 'select pets.id from pets where pets.id = :id! for update'],
    [
      'a job queue',
      `select jobs.id from jobs.jobs where jobs.kind = 'queued' order by jobs.id limit 1 for update skip locked`,
    ],
    [
      'a lock within a statement that writes',
      `with job as (select jobs.id from jobs.jobs where jobs.kind = 'queued' order by jobs.id limit :limit! for no key update skip locked)
       update jobs.jobs set kind = 'done' from job where jobs.id = job.id returning jobs.id`,
    ],
    ['a shared lock', 'select pets.id from pets where pets.id = :id! for share of pets nowait'],
    [
      'a dollar-quoted string',
      `select $$it's :so$$ as one, $tag$ /* $$ "a */ $tag$ as two, :three!::int as three`,
    ],
    [
      'a slice',
      'select pets.tags[1:2] as one, pets.tags[ : 2] as two, pets.tags[:low!::int : :high!] as three from pets',
    ],
    [
      'names in quotes',
      String.raw`select odd.id as "it's", odd."a:b", odd."é" as "\" from (select id, name as "a:b", 1 as "é" from pets where id = :id!) as odd`,
    ],
  ])('%s', async (_, sql) => {
    expect(await moduleOf(sql)).toContain('export const one')
  })

  it('a lock, which the statement takes and no session keeps', async () => {
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    await moduleOf('select pets.id from pets for update')
    process.off('warning', note)
    // pg deprecates a second query on a connection that runs one.
    expect(warnings).toEqual([])
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_locks where relation = 'pets'::regclass`,
    )
    expect(rows).toEqual([{ count: 0 }])
  })

  it('the colons of json_object, beside parameters', async () => {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    const call = `json_object('id': :id!::int, 'name':pets.name, 'kind' : pets.kind, 'x': :x)`
    await using workspace = await Workspace.create(database.url, {
      'one.sql': `/* @name one */\nselect ${call.replace(':x', ':x::text')} as made from pets;\n`,
    })
    const mistakes = await workspace.mistakes()
    // PostgreSQL 15 does not know it: the mistake is the server's, at its place.
    if ((rows[0]?.version ?? 0) < 16) expect(mistakes).toMatchObject([{ rule: 'server', line: 2 }])
    else {
      expect(mistakes).toEqual([])
      expect(await workspace.read('one.queries.ts')).toContain(
        'readonly made: { readonly id: number; readonly name: string; readonly kind: PetKind; readonly x: string | null }',
      )
    }
  })

  it('a schema with two enums of one name', async () => {
    const text = await moduleOf(
      `select pets.kind, jobs.kind as job_kind from pets, jobs.jobs where jobs.kind = :kind!`,
    )
    expect(text).toContain('readonly kind: PetKind\n')
    expect(text).toContain('readonly jobKind: JobsPetKind\n')
    expect(text).toContain('readonly kind: JobsPetKind\n')
  })
})
