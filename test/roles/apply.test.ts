/** Making roles, again and after changes, and finding what somebody planted. */

// Thorough: gives and takes the rights of all roles, many times.

import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/migrate/index.js'
import { roleNames } from '../../src/roles/role-names.js'
import { applyRoles, checkRoles } from '../../src/roles/roles.js'
import { InvalidInputError, MigrationError } from '../../src/errors.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { rejection } from '../setup/rejection.js'
import { newPrefix, openRoledDatabase, removeRoles } from '../setup/roles/roled-database.js'

const { test, prefix, names, admin, refusalOf } = await openRoledDatabase()
const target = { client: admin }

async function found(): Promise<readonly (readonly [string, string])[]> {
  const { findings } = await checkRoles(target, { prefix })
  return findings.map(({ rule, object }) => [rule, object] as const)
}

describe('roles that were made', () => {
  it('need nothing the second time', async () => {
    expect(await found()).toEqual([])
    expect(await applyRoles(target, { prefix })).toEqual({ names, findings: [], applied: [] })
  })

  it('are made once by two who do so at a time', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session')
    await admin.query(`revoke select on products from ${names.app}`)
    const both = await Promise.all([1, 2].map(() => applyRoles({ url: test.directUrl }, { prefix })))
    expect(both.map(({ applied }) => applied.length).sort()).toEqual([0, 1])
  })
})

describe('a check', () => {
  const spy = `${prefix}_spy`
  it.each<[string, readonly (readonly [string, string])[], string?]>([
    [`grant delete on payment_facts to ${names.app}`, [['extra-right', 'payment_facts']]],
    [`revoke insert on messages from ${names.app}`, [['missing-right', 'messages']]],
    [`grant select (password_hash) on users to ${names.app}`, [['extra-right', 'users']]],
    [
      `grant select on users to ${names.app}`,
      [
        ['extra-right', 'users'],
        ['missing-right', 'users'],
      ],
    ],
    [`grant truncate, trigger on messages to ${names.migrator}`, [['extra-right', 'messages']]],
    [`grant select on event_log_0 to ${names.app}`, [['extra-right', 'event_log_0']]],
    ['grant select on tokens to public', [['public-right', 'tokens']]],
    ['grant create on schema public to public', [['public-right', 'schema public']]],
    [`grant create on schema public to ${names.app}`, [['extra-right', 'schema public']]],
    [`revoke usage on schema public from ${names.auth}`, [['missing-right', 'schema public']]],
    [`alter role ${names.app} login createdb`, [['role-attribute', names.app]]],
    [`grant ${names.owner} to ${names.app}`, [['membership', names.app]]],
    [`revoke ${names.owner} from ${names.migrator}`, [['membership', names.migrator]]],
    ['alter table products owner to current_user', [['owner', 'table products']]],
    ['alter type user_role owner to current_user', [['owner', 'type user_role']]],
    [
      'grant execute on function number_events(integer) to public',
      [['public-right', 'number_events(at_most integer)']],
    ],
    [
      `grant execute on function erase_user(uuid, boolean) to ${names.app}`,
      [['extra-right', 'erase_user(person uuid, is_dry_run boolean)']],
    ],
    [
      'alter function number_events(integer) reset search_path',
      [['definer-function', 'number_events(at_most integer)']],
    ],
    ['alter view profiles reset (security_invoker)', [['definer-view', 'profiles']]],
    [
      `set role ${names.owner}; create function loose() returns integer language plpgsql as 'begin return 1; end'; reset role`,
      [['mutable-search-path', 'loose()']],
    ],
    [
      `alter default privileges in schema public grant select on tables to ${names.readonly}`,
      [['default-right', 'new tables of souk']],
    ],
    [
      `create role ${spy} createdb bypassrls in role ${names.readonly}`,
      [['member-attribute', spy]],
      `drop role ${spy}`,
    ],
    [
      `create role ${spy} in role ${names.app}, ${names.migrator}`,
      [
        ['membership', spy],
        ['membership', spy],
      ],
      `drop role ${spy}`,
    ],
    [
      `create role ${spy} in role ${names.auth}; grant pg_read_all_data to ${spy}`,
      [['membership', spy]],
      `drop role ${spy}`,
    ],
    [
      `create role ${spy}; grant select on verifications to ${spy}`,
      [['foreign-right', 'verifications']],
      `drop role ${spy}`,
    ],
    [
      `create role ${spy}; grant create on schema public to ${spy} with grant option; set role ${spy};
      grant create on schema public to ${names.readonly}; reset role`,
      [
        ['extra-right', 'schema public'],
        ['foreign-right', 'schema public'],
      ],
      `drop role ${spy}`,
    ],
    [`grant update (read_at) on messages to ${names.app} with grant option`, [['grant-option', 'messages']]],
    [
      `grant select on products to ${names.auth} with grant option; set role ${names.auth};
      grant select on products to ${names.replica}; reset role`,
      [
        ['grant-option', 'products'],
        ['extra-right', 'products'],
        ['extra-right', 'products'],
      ],
    ],
    [
      `create role ${spy}; grant delete on payment_facts to ${names.app} with grant option; set role ${names.app};
      grant delete on payment_facts to ${spy}; reset role`,
      [
        ['grant-option', 'payment_facts'],
        ['foreign-right', 'payment_facts'],
        ['extra-right', 'payment_facts'],
      ],
      `drop role ${spy}`,
    ],
    [`grant usage on schema public to ${names.app} with grant option`, [['grant-option', 'schema public']]],
    [
      `grant execute on function number_events(integer) to ${names.app} with grant option`,
      [['grant-option', 'number_events(at_most integer)']],
    ],
    [`grant ${names.owner} to ${names.migrator} with admin option`, [['admin-option', names.migrator]]],
    [`grant pg_read_all_data to ${names.replica} with admin option`, [['membership', names.replica]]],
    [
      `create role ${spy} createrole; grant ${names.owner} to ${spy} with admin option; set role ${spy};
      grant ${names.owner} to ${names.app}; reset role`,
      [['membership', names.app]],
      `drop role ${spy}`,
    ],
    [
      `create role ${spy}; grant ${names.auth} to ${spy} with admin option`,
      [['admin-option', spy]],
      `drop role ${spy}`,
    ],
    [
      `create role ${spy} in role ${names.app}; create role ${spy}_2 superuser; grant ${spy}_2 to ${spy}`,
      [['membership', spy]],
      `drop role ${spy}; drop role ${spy}_2`,
    ],
    [
      `create role ${spy} in role ${names.app}; alter schema public owner to ${spy}`,
      [['owner', 'schema public']],
      `drop role ${spy}; alter schema public owner to pg_database_owner;
      grant usage, create on schema public to ${names.owner}`,
    ],
    [
      `create role ${spy}; alter default privileges for role ${names.owner} grant select on tables to ${spy} with grant option`,
      [['default-right', 'new tables of souk']],
      `drop role ${spy}`,
    ],
    [
      `alter default privileges for role ${names.owner} grant execute on functions to ${names.readonly}`,
      [['default-right', 'new functions of souk']],
    ],
    [
      `grant set on parameter session_replication_role to ${names.app}`,
      [['extra-right', 'parameter session_replication_role']],
    ],
    [
      `create role ${spy} in role ${names.app}; grant alter system on parameter log_statement to ${spy}`,
      [['foreign-right', 'parameter log_statement']],
      `drop role ${spy}`,
    ],
    [
      `create foreign data wrapper planted; create server planted foreign data wrapper planted;
      grant usage on foreign server planted to ${names.app}; grant usage on foreign server planted to ${names.auth};
      comment on server planted is 'The warehouse. @auth usage'`,
      [['extra-right', 'foreign server planted']],
      'drop foreign data wrapper planted cascade',
    ],
    [
      `select lo_create(4711); grant select on large object 4711 to public`,
      [['public-right', 'large object 4711']],
      'select lo_unlink(4711)',
    ],
    [
      `grant execute on function pg_read_file(text) to ${names.readonly}`,
      [['extra-right', 'function pg_read_file(text)']],
    ],
    // Everybody may call it, which the first grant writes down beside its own.
    [
      `grant execute on function pg_sleep(double precision) to ${names.readonly}`,
      [['extra-right', 'function pg_sleep(double precision)']],
    ],
    ['grant select on pg_authid to public', [['public-right', 'table pg_authid']]],
    [
      `set role ${names.owner}; create function leaky() returns integer language sql security definer
      set search_path = public return 1; revoke execute on function leaky() from public; reset role`,
      [['definer-function', 'leaky()']],
      'drop function leaky()',
    ],
  ])('finds %s, and says how to mend it', async (plant, expected, cleanUp = '') => {
    await admin.query(plant)
    const { findings } = await checkRoles(target, { prefix })
    const seen = findings.map(({ rule, object }) => [rule, object.replace(/ of .*/, ' of souk')])
    expect(seen).toEqual(expected)
    for (const { remedy } of findings) if (remedy !== null) await admin.query(remedy)
    expect((await found()).filter(([, object]) => !object.startsWith(spy))).toEqual([])
    if (cleanUp === '') return
    await admin.query(cleanUp)
    expect(await found()).toEqual([])
  })

  it('leaves to people what --apply cannot know', async () => {
    await admin.query('alter view profiles reset (security_invoker)')
    const { applied, findings } = await applyRoles(target, { prefix })
    expect(applied).toEqual([])
    expect(findings).toMatchObject([{ rule: 'definer-view', isByHand: true }])
    await admin.query('alter view profiles set (security_invoker = true)')
  })

  it('leaves what a role has passed on to another one to people, and mends the rest', async () => {
    await admin.query(`
      create role ${spy};
      grant delete on payment_facts to ${names.app} with grant option;
      set role ${names.app}; grant delete on payment_facts to ${spy}; reset role;
      revoke insert on messages from ${names.app}`)
    const { applied, findings } = await applyRoles(target, { prefix })
    expect(applied).toEqual([expect.stringMatching(/^grant insert on /)])
    expect(findings.map(({ rule, isByHand }) => [rule, isByHand])).toEqual([
      ['grant-option', true],
      ['foreign-right', true],
      ['extra-right', true],
    ])
    await admin.query(`revoke delete on payment_facts from ${names.app} cascade; drop role ${spy}`)
    expect(await found()).toEqual([])
  })

  it('may be asked for by any role', async () => {
    await admin.query(`set role ${names.app}`)
    try {
      expect(await found()).toEqual([])
    } finally {
      await admin.query('reset role')
    }
  })
})

describe("a service's own table", () => {
  it('is for the application, and for whom its comment names', async () => {
    await admin.query(`
      set role ${names.owner};
      create table parcels (id serial primary key, word text);
      create table parcel_log (id bigint generated always as identity, at timestamptz not null) partition by range (at);
      create table parcel_log_1 partition of parcel_log for values from (minvalue) to (maxvalue);
      create table parcel_secrets (id integer primary key);
      create view parcel_words with (security_invoker = true) as select word from parcels;
      comment on table parcel_log is 'What happened to parcels. @app select, insert @readonly select';
      comment on table parcel_secrets is 'Seals. @app none @auth select, update';
      reset role`)
    expect(await found()).toEqual([
      ['missing-right', 'parcel_log'],
      ['missing-right', 'parcel_log'],
      ['missing-right', 'parcel_secrets'],
      ['missing-right', 'parcel_words'],
      ['missing-right', 'parcels'],
      ['missing-right', 'parcels_id_seq'],
    ])
    await applyRoles(target, { prefix })
    expect(await found()).toEqual([])
    const tries = [
      [names.app, "insert into parcels (word) values ('x')"],
      [names.app, 'delete from parcels'],
      [names.app, 'select from parcel_words'],
      [names.app, 'insert into parcel_log (at) values (now())'],
      [names.app, 'delete from parcel_log'],
      [names.app, 'select from parcel_log_1'],
      [names.app, 'select from parcel_secrets'],
      [names.auth, 'update parcel_secrets set id = 1'],
      [names.readonly, 'select from parcel_log'],
      [names.readonly, 'select from parcels'],
    ] as const
    const refusals = await tries.reduce<Promise<(string | null)[]>>(
      async (before, [role, statement]) => [...(await before), await refusalOf(role, statement)],
      Promise.resolve([]),
    )
    expect(refusals).toEqual([null, null, null, null, '42501', '42501', '42501', null, null, '42501'])
  })
})

describe('other databases', () => {
  it('of the server have roles of their own, with any name, or share them', async (context) => {
    if (test.provider === 'embedded') context.skip('an embedded server has one database')
    const strange = `Souk "Ü'-${prefix}`
    const one = await createTestDatabase()
    const other = await createTestDatabase()
    try {
      await applyRoles({ url: one.directUrl }, { prefix: strange })
      expect((await checkRoles({ url: one.directUrl }, { prefix: strange })).findings).toEqual([])
      await applyRoles({ url: other.directUrl }, { prefix })
      expect((await checkRoles({ url: other.directUrl }, { prefix })).findings).toEqual([])
      expect(await found()).toEqual([])
    } finally {
      await other.drop()
      await removeRoles(one, Object.values(roleNames(strange)))
    }
  })

  it('can be handed over by a role that makes roles and is no superuser', async (context) => {
    if (test.provider === 'embedded') context.skip('an embedded server has one role that logs in')
    const own = newPrefix()
    const maker = `${own}_maker`
    const empty = await createTestDatabase({ migrations: 'none' })
    const url = new URL(empty.directUrl)
    const database = url.pathname.slice(1)
    const superuser = new Client({ connectionString: empty.directUrl })
    await superuser.connect()
    try {
      await superuser.query(`create role ${maker} login createrole password 'makes-roles'`)
      for (const extension of ['postgis', 'citext', 'pg_trgm', 'btree_gist'])
        await superuser.query(`create extension if not exists ${extension}`)
      await superuser.query(`alter database ${database} owner to ${maker}`)
      url.username = maker
      url.password = 'makes-roles'
      await migrate({ url: url.href })
      const { findings, applied } = await applyRoles({ url: url.href }, { prefix: own })
      expect(applied.length).toBeGreaterThan(100)
      expect(findings.filter(({ reason }) => !reason.includes('pg_monitor'))).toEqual([])
      expect((await checkRoles({ url: empty.directUrl }, { prefix: own })).findings).toEqual(
        findings.map((one) => ({ ...one, isByHand: false })),
      )
    } finally {
      await superuser.end()
      await removeRoles(empty, [...Object.values(roleNames(own)), maker])
    }
  })

  it('must have the schema first', async (context) => {
    if (test.provider === 'embedded') context.skip('starts another embedded server')
    await using empty = await createTestDatabase({ migrations: 'none' })
    expect(await rejection(applyRoles({ url: empty.directUrl }, { prefix }), MigrationError)).toMatchObject({
      problem: 'pending',
    })
  })
})

describe('a prefix', () => {
  it.each(['', 'pg_souk', 'a\0b', 'ü'.repeat(28)])('is refused: %j', async (wrong) => {
    expect(await rejection(checkRoles(target, { prefix: wrong }), InvalidInputError)).toMatchObject({
      field: 'prefix',
    })
  })
})
