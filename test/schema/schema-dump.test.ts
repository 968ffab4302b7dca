// Thorough: dumps and restores schemas.

import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogue } from '../../src/cli/schema/catalogue.js'
import { schemaDump } from '../../src/cli/schema/schema-dump.js'
import { migrate } from '../../src/migrate/migrate.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

let migrated: TestDatabase

beforeAll(async () => {
  migrated = await createTestDatabase()
})
afterAll(async () => await migrated.drop())

describe('schemaDump', () => {
  test('builds the same schema when it is run in an empty database', async () => {
    const { dump, standIn } = await connected(migrated, async (client) => ({
      dump: schemaDump(await readCatalogue(client)),
      standIn: await uuidFunction(client),
    }))
    await using empty = await createTestDatabase({ migrations: 'none' })
    const again = await connected(empty, async (client) => {
      await client.query(standIn)
      await client.query(dump)
      return schemaDump(await readCatalogue(client))
    })
    expect(again).toBe(dump)
  })

  test('is the same where extensions live in a schema of their own', async () => {
    const usual = await connected(migrated, async (client) => schemaDump(await readCatalogue(client)))
    await using managed = await createTestDatabase({ migrations: 'none' })
    const dump = await connected(managed, async (client) => {
      // An embedded database is born with some.
      await client.query('drop extension if exists postgis, citext cascade')
      await client.query('create schema extensions')
      await client.query('create extension postgis schema extensions')
      await client.query('create extension citext schema extensions')
      await migrate({ client })
      return schemaDump(await readCatalogue(client))
    })
    expect(dump).toBe(usual)
  })

  test('shows nothing of the extensions and of the migration record', async () => {
    const dump = await connected(migrated, async (client) => schemaDump(await readCatalogue(client)))
    expect(dump).toContain('CREATE TABLE users (')
    // Some functions have their tables' schema in their bodies.
    const others = dump.replaceAll(
      /\bpublic\.(?:blocks|conversations|messages|outbox|souk_events_are_off|user_stats)\b/g,
      '',
    )
    expect(others).not.toMatch(/spatial_ref_sys|geometry_columns|TABLE migrations|public\.\w/)
  })

  test('draws views after the tables that they read', async () => {
    const dump = await dumpWith("create view strays as select 1 as one; comment on view strays is 'One.'")
    expect(dump).toMatch(/CREATE VIEW strays AS\n +SELECT 1 AS one;\nCOMMENT ON VIEW strays IS 'One.';\n$/)
  })

  test('draws a partitioned table without its partitions, which come and go', async () => {
    const dump = await dumpWith(`
      create table days (day date, note text) partition by range (day);
      create index ix_days_note on days (note);
      create table days_2026 partition of days for values from ('2026-01-01') to ('2027-01-01')`)
    expect(dump).toContain('CREATE TABLE days (\n  day date,\n  note text\n) PARTITION BY RANGE (day);')
    expect(dump).toContain('CREATE INDEX ix_days_note ON days USING btree (note);')
    expect(dump).not.toContain('days_2026')
  })

  test('draws generated columns', async () => {
    const dump = await dumpWith(
      'create table lengths (metres integer, twice integer generated always as (metres * 2) stored)',
    )
    expect(dump).toContain('twice integer GENERATED ALWAYS AS (metres * 2) STORED')
  })
})

describe('readCatalogue', () => {
  test.each([
    ['a materialized view', 'create materialized view stray as select 1 as one', 'materialized view (stray)'],
    ['a sequence', 'create sequence stray', 'sequence (stray)'],
    ['a domain', 'create domain stray as text', 'domain (stray)'],
    ['a composite type', 'create type stray as (one int)', 'composite type (stray)'],
    ['a range type', 'create type stray as range (subtype = int)', 'range type (stray)'],
  ])('refuses %s, which it could not draw', async (_, statement, named) => {
    await expect(dumpWith(statement)).rejects.toThrow(`the schema has a ${named}`)
  })
})

/** Dumps the schema with one more object in it. */
async function dumpWith(statement: string): Promise<string> {
  return await connected(migrated, async (client) => {
    await client.query('begin')
    try {
      await client.query(statement)
      return schemaDump(await readCatalogue(client))
    } finally {
      await client.query('rollback')
    }
  })
}

async function connected<Result>(
  database: TestDatabase,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** What makes uuidv7() on a server that has none; nothing on PostgreSQL 18. */
async function uuidFunction(client: Client): Promise<string> {
  const { rows } = await client.query<{ definition: string }>(
    `select coalesce(pg_get_functiondef(to_regprocedure('public.uuidv7()')), 'select') as definition`,
  )
  return rows[0]?.definition ?? ''
}
