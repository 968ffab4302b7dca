/** Restores, which make everything again without a search path, and load rows with triggers off or on. */

import { Client } from 'pg'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openMarket } from '../setup/market/open-market.js'
import { sampleStream, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'

const { db, test } = await openMarket()

/** Opens a session as pg_restore does: it finds nothing by a name without its schema. */
async function openRestore(): Promise<Client> {
  const client = new Client({ connectionString: test.url })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(`select set_config('search_path', '', false)`)
  await client.query('set check_function_bodies = off')
  return client
}

interface Definition {
  readonly name: string
  /** The statement that drops it; empty if it is replaced. */
  readonly gone: string
  /** The statement that makes it. */
  readonly made: string
  /** The expression as the server has read it. */
  readonly meaning: string | null
}

/** The operators and functions of each. One that is not found by its name may be another one, found by a cast. */
const meanings = (rows: readonly Definition[]) =>
  rows.map(({ name, meaning }) => [
    name,
    ...[...new Set((meaning ?? '').match(/:(?:opno|funcid) \d+/g))].toSorted(),
  ])

const functions = `select
  pg_proc.proname as name,
  '' as gone,
  pg_get_functiondef(pg_proc.oid) as made,
  pg_proc.prosqlbody::text as meaning
from pg_proc
where pg_proc.pronamespace = 'public'::regnamespace
  and pg_proc.prokind = 'f'
  and not exists (
    select from pg_depend
    where pg_depend.classid = 'pg_proc'::regclass
      and pg_depend.objid = pg_proc.oid
      and pg_depend.deptype = 'e'
  )
order by pg_proc.oid`

describe('a restore', () => {
  it.each<[what: string, definitions: string]>([
    [
      'trigger',
      `select
        pg_trigger.tgname as name,
        format('drop trigger %I on %s', pg_trigger.tgname, pg_trigger.tgrelid::regclass) as gone,
        pg_get_triggerdef(pg_trigger.oid) as made,
        pg_trigger.tgqual::text as meaning
      from pg_trigger
      join pg_class on pg_class.oid = pg_trigger.tgrelid
      where pg_class.relnamespace = 'public'::regnamespace
        and not pg_trigger.tgisinternal
        and pg_trigger.tgparentid = 0
      order by pg_trigger.tgrelid::regclass::text, pg_trigger.tgname`,
    ],
    ['function', functions],
    [
      'check',
      `select
        pg_constraint.conname as name,
        format('alter table %s drop constraint %I', pg_constraint.conrelid::regclass, pg_constraint.conname) as gone,
        format(
          'alter table %s add constraint %I %s',
          pg_constraint.conrelid::regclass,
          pg_constraint.conname,
          pg_get_constraintdef(pg_constraint.oid)
        ) as made,
        pg_constraint.conbin::text as meaning
      from pg_constraint
      join pg_class on pg_class.oid = pg_constraint.conrelid
      where pg_class.relnamespace = 'public'::regnamespace
        and not pg_class.relispartition
        and pg_constraint.contype = 'c'
        and pg_class.relname <> 'spatial_ref_sys'
      order by pg_constraint.conrelid::regclass::text, pg_constraint.conname`,
    ],
  ])('makes each %s again, and it means the same', async (_, definitions) => {
    const client = await openRestore()
    const { rows } = await client.query<Definition>(definitions)
    expect(rows.length).toBeGreaterThan(20)
    await client.query('begin')
    for (const { name, gone, made } of rows) {
      await client.query(gone)
      await expect(client.query(made), name).resolves.toBeDefined()
    }
    expect(meanings((await client.query<Definition>(definitions)).rows)).toEqual(meanings(rows))
    await client.query('rollback')
  })

  it('makes each function again for a role that is no superuser', async (context) => {
    const client = await openRestore()
    const { rows: may } = await client.query<{ rolsuper: boolean }>(
      'select rolsuper from pg_roles where rolname = current_user',
    )
    if (may[0]?.rolsuper !== true) context.skip('only a superuser may become another role for this')
    const { rows } = await client.query<Definition>(functions)
    await client.query('begin')
    await client.query('create role souk_restorer')
    await client.query('create schema restored authorization souk_restorer')
    await client.query('set local role souk_restorer')
    for (const { name, made } of rows) {
      const beside = made.replace('FUNCTION public.', 'FUNCTION restored.')
      await expect(client.query(beside), name).resolves.toBeDefined()
    }
    await client.query('rollback')
  })
})

describe('the live streams of a restore', () => {
  let streamerId = ''
  let streamId = ''

  beforeAll(async () => {
    ;({ id: streamerId } = await db.users.create(sampleUser({ location: [55.3, 25.3] })))
    ;({ id: streamId } = await db.streams.create(sampleStream(streamerId)))
    await db.streams.goLive({ streamId, userId: streamerId })
  })

  /** Keeps the rows of a table as a dump has them, and returns the statement that loads them. */
  async function dumped(client: Client, table: string): Promise<string> {
    const { rows } = await client.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ') as columns
      from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )
    const columns = rows[0]?.columns ?? ''
    await client.query(`create temp table dumped_${table} as select ${columns} from public.${table}`)
    return `insert into public.${table} (${columns}) select ${columns} from pg_temp.dumped_${table}`
  }

  /** Loads both tables anew, in this order, and returns the session. */
  async function reload(order: readonly ['users' | 'streams', 'users' | 'streams'], prepare = 'select') {
    const client = await openRestore()
    const loads = [await dumped(client, order[0]), await dumped(client, order[1])]
    await client.query('delete from public.users')
    await client.query(prepare)
    for (const load of loads) await client.query(load)
    await client.query('reset session_replication_role')
    await client.query('discard temp')
    return client
  }

  async function expectToGoAlong(client: Client): Promise<void> {
    await client.query(
      'update public.users set location = public.st_point($2, 24.5)::public.geography where id = $1',
      [streamerId, 54.4],
    )
    const { publicLocation } = await db.users.getAccount(streamerId)
    expect(publicLocation?.coordinates[0]).toBeCloseTo(54.4, 1)
    expect(await db.streams.get(streamId)).toMatchObject({ status: 'live', publicLocation })
  }

  it('are as they were if rows are loaded with triggers off, in any order', async (context) => {
    const [role] = await db.many(
      query<undefined, { readonly isSuperuser: boolean }>(
        'select rolsuper as "isSuperuser" from pg_roles where rolname = current_user',
      ),
    )
    if (role?.isSuperuser !== true) context.skip('only a superuser may turn triggers off')
    const shown = async () => [await db.users.getAccount(streamerId), await db.streams.get(streamId)]
    const before = await shown()
    const client = await reload(['streams', 'users'], `set session_replication_role = 'replica'`)
    expect(await shown()).toEqual(before)
    await expectToGoAlong(client)
  })

  it('are where their streamers are if rows are loaded with triggers on', async () => {
    const client = await reload(['users', 'streams'])
    // Each account has another place for the public now.
    const { publicLocation } = await db.users.getAccount(streamerId)
    expect(publicLocation).not.toBeNull()
    expect(await db.streams.get(streamId)).toMatchObject({ status: 'live', publicLocation })
    await expectToGoAlong(client)
  })
})
