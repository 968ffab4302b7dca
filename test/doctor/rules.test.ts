/** A fault planted for each rule about the schema and its figures, and the remedy that mends it. */

// Thorough: plants each fault that there is a rule for.

import { describe, expect, it } from 'vitest'
import type { ExamineOptions } from '../../src/doctor/examine.js'
import type { Finding } from '../../src/doctor/finding.js'
import { openExamined, runEach } from '../setup/doctor/open-examined.js'

const { client, find } = await openExamined()

/** A fault that statements plant and that the remedy of its finding mends. */
interface Planted {
  readonly rule: string
  readonly plant: string
  readonly finding: Partial<Finding>
  /** The statements that undo it, if the remedy is not to be run here. */
  readonly mend?: string
  readonly options?: ExamineOptions
}

const filled = `create table big (id integer primary key, word text, other integer);
  insert into big select n, repeat('x', 200), n % 10 from generate_series(1, 20000) as n;`
const drop = 'drop table big'

const planted: readonly Planted[] = [
  {
    rule: 'duplicate-index',
    plant:
      'create index planted on products (seller_id, id); create index planted_again on products (seller_id, id)',
    finding: { level: 'warning', object: 'planted_again', remedy: 'drop index concurrently planted_again;' },
  },
  {
    rule: 'covered-index',
    plant: 'create table big (a integer, b integer, primary key (a, b)); create index planted on big (a)',
    finding: { level: 'info', object: 'planted' },
  },
  {
    rule: 'unused-index',
    plant: 'create index planted on users using gist (public_location)',
    finding: { level: 'warning', object: 'planted' },
    options: { limits: { unusedIndexDays: 0, unusedIndexBytes: 0 } },
  },
  {
    rule: 'foreign-key-without-index',
    plant: `create table big (id integer primary key, parent_id integer constraint planted references big);
      insert into big select n, n from generate_series(1, 1000) as n; analyze big`,
    finding: {
      level: 'warning',
      object: 'big.planted',
      remedy: 'create index concurrently on big (parent_id);',
    },
  },
  {
    rule: 'no-primary-key',
    plant: 'create table big (word text)',
    finding: { level: 'warning', object: 'big' },
  },
  {
    rule: 'invalid-constraint',
    plant: 'alter table users add constraint planted check (email is not null) not valid',
    finding: { level: 'warning', object: 'users.planted' },
  },
  {
    rule: 'disabled-trigger',
    plant: `create table big (id integer primary key);
      create function planted() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger planted before insert on big for each row execute function planted();
      alter table big disable trigger planted`,
    finding: { level: 'error', object: 'big.planted' },
  },
  {
    rule: 'event-partition',
    plant: 'update event_head set position = 3000000',
    finding: { level: 'warning', object: 'event_log', remedy: 'select ensure_event_partitions(4);' },
  },
  {
    rule: 'message-partition',
    plant: `alter table messages
      add constraint ck_messages_first_partition check (id < 'f0000000-0000-0000-0000-000000000000') not valid`,
    finding: { level: 'warning', object: 'messages.ck_messages_first_partition' },
    mend: 'alter table messages drop constraint ck_messages_first_partition',
  },
  {
    rule: 'event-consumer',
    plant: `insert into event_consumers (name, shard) values ('planted', 0);
      insert into event_log (position, shard, aggregate_id, type, version, audience, payload, created_at)
      values (2000001, 0, uuidv7(), 'test.planted', 1, '{}', '{}', now() - interval '1 hour')`,
    finding: { level: 'warning', object: 'planted' },
    mend: `delete from event_consumers where name = 'planted'; delete from event_log where position = 2000001`,
  },
  {
    rule: 'event-consumer',
    plant: `insert into event_consumers (name, shard) values ('planted', 0);
      insert into event_failures (consumer, position, shard, aggregate_id, tries, next_at, failed_at, dead_at)
      values ('planted', 1, 0, uuidv7(), 15, 'infinity', now(), now())`,
    finding: { level: 'warning', object: 'planted' },
    mend: `delete from event_consumers where name = 'planted'`,
  },
  {
    rule: 'event-outbox',
    plant: `delete from outbox;
      insert into outbox (aggregate_id, type, created_at)
      values (uuidv7(), 'test.planted', now() - interval '1 hour')`,
    finding: { level: 'warning', object: 'outbox', remedy: '-- souk-db maintain --task events' },
    mend: 'delete from outbox',
  },
  {
    rule: 'parked-webhook',
    plant: `insert into webhook_events (provider, event_id, type, created, body_hash, body, waits_for, status, received_at)
      values ('planted', 'evt_1', 'test', now(), sha256('{}'), '{}', 'pi_1', 'parked', now() - interval '2 days')`,
    finding: { level: 'warning', object: 'planted' },
    mend: 'delete from webhook_events',
  },
  {
    rule: 'definer-function',
    plant: "create function planted() returns integer language sql security definer as 'select 1'",
    finding: { level: 'warning', object: 'planted()' },
  },
  {
    rule: 'row-security',
    plant: 'create table big (id integer primary key); create policy planted on big using (true)',
    finding: { level: 'warning', object: 'big', remedy: 'alter table big enable row level security;' },
  },
  {
    rule: 'row-security',
    plant: 'create table big (id integer primary key); alter table big enable row level security',
    finding: { level: 'warning', object: 'big', remedy: 'alter table big disable row level security;' },
  },
  {
    rule: 'sequence',
    plant: `create table big (id integer generated always as identity primary key);
      select setval('big_id_seq', 1800000000)`,
    finding: { level: 'warning', object: 'big_id_seq' },
  },
  {
    rule: 'autovacuum-off',
    plant: 'create table big (id integer primary key) with (autovacuum_enabled = off)',
    finding: { level: 'warning', object: 'big' },
  },
  {
    rule: 'unanalyzed-table',
    plant: `${filled} alter table big set (autovacuum_enabled = off); select pg_stat_force_next_flush()`,
    finding: { level: 'warning', object: 'big', remedy: 'analyze big;' },
  },
  {
    rule: 'dead-rows',
    plant: `create table big (id integer primary key) with (autovacuum_enabled = off);
      insert into big select generate_series(1, 20000); delete from big where id > 5000; select pg_stat_force_next_flush()`,
    finding: { level: 'warning', object: 'big', remedy: 'vacuum (analyze) big;' },
  },
  {
    rule: 'table-bloat',
    plant: `${filled} delete from big where other > 0; vacuum analyze big`,
    finding: { level: 'warning', object: 'big' },
    options: { limits: { bloatBytes: 2 ** 20 } },
  },
  {
    rule: 'index-bloat',
    plant: `${filled} create index planted on big (word, id); delete from big where other > 0; vacuum analyze big`,
    finding: { level: 'warning', object: 'planted', remedy: 'reindex index concurrently planted;' },
    options: { limits: { bloatBytes: 2 ** 20 } },
  },
  {
    rule: 'wraparound',
    plant: `create table big (id integer primary key);
      update pg_class set relfrozenxid = (pg_current_xact_id()::text::bigint + 4294967296 - 600000000)::text::xid
      where relname = 'big'`,
    finding: { level: 'warning', object: 'big', remedy: 'vacuum (freeze) big;' },
  },
  {
    rule: 'whole-reads',
    plant: `${filled} select count(*) from big where other = 1; select pg_stat_force_next_flush()`,
    finding: { level: 'warning', object: 'big' },
    mend: drop,
    options: { limits: { wholeReads: 1, wholeReadRows: 10_000 } },
  },
  {
    rule: 'old-extension',
    plant:
      "create extension fuzzystrmatch version '1.1'; update pg_extension set extversion = '1.0' where extname = 'fuzzystrmatch'",
    finding: {
      level: 'warning',
      object: 'extension fuzzystrmatch',
      remedy: 'alter extension fuzzystrmatch update;',
    },
    mend: 'drop extension fuzzystrmatch',
  },
  {
    rule: 'missing-extension',
    plant: "update pg_extension set extname = 'elsewhere' where extname = 'btree_gist'",
    finding: { level: 'error', object: 'extension btree_gist', remedy: 'create extension btree_gist;' },
    mend: "update pg_extension set extname = 'btree_gist' where extname = 'elsewhere'",
  },
  {
    rule: 'migration',
    plant: 'delete from migrations where id = (select max(id) from migrations)',
    finding: { level: 'error', object: 'migrations', remedy: '-- npx souk-db migrate' },
    mend: '',
  },
  {
    rule: 'collation',
    plant: `create collation planted (provider = icu, locale = 'de', version = '0');
      create table big (word text collate planted primary key)`,
    finding: { level: 'error', object: 'collation planted' },
  },
  {
    rule: 'place-without-index',
    plant: `create table big (id integer primary key, place geography(point, 4326));
      insert into big select n, st_point(55, 25) from generate_series(1, 1000) as n; analyze big`,
    finding: {
      level: 'warning',
      object: 'big.place',
      remedy: 'create index concurrently on big using gist (place);',
    },
  },
  {
    rule: 'place-in-degrees',
    plant: 'create table big (id integer primary key, place geometry(point, 4326))',
    finding: { level: 'warning', object: 'big.place' },
  },
  {
    rule: 'place-in-degrees',
    plant: 'create table big (id integer primary key, place geometry)',
    finding: { level: 'warning', object: 'big.place' },
  },
]

describe('each rule', () => {
  it.each(planted)('$rule finds what was planted, and its remedy mends it: $plant', async (fault) => {
    const { rule, plant, finding, mend, options } = fault
    expect(await find(rule, options)).not.toContainEqual(expect.objectContaining({ object: finding.object }))
    await runEach(client, plant)
    try {
      const found = await find(rule, options)
      expect(found).toContainEqual(expect.objectContaining({ rule, ...finding }))
      await (mend === undefined
        ? runEach(client, found.find(({ object }) => object === finding.object)?.remedy ?? '')
        : runEach(client, mend))
      if (mend !== '') expect(await find(rule, options)).not.toContainEqual(expect.objectContaining(finding))
    } finally {
      await client.query('drop table if exists big cascade; drop function if exists planted() cascade')
      await client.query('drop collation if exists planted; drop index if exists planted, planted_again')
      await client.query('alter table users drop constraint if exists planted')
    }
  })

  it('finds an index that was not finished, and its remedy mends it', async () => {
    await runEach(client, 'create table big (id integer primary key, word text)')
    await client.query('insert into big values (1, null), (2, null)')
    const build = 'create unique index concurrently planted on big (word) nulls not distinct'
    await expect(client.query(build)).rejects.toMatchObject({ code: '23505' })
    const [found, ...others] = await find('invalid-index')
    expect(others).toEqual([])
    expect(found).toMatchObject({
      level: 'error',
      object: 'planted',
      remedy: 'reindex index concurrently planted;',
    })
    await client.query('delete from big where id = 2')
    await runEach(client, found?.remedy ?? '')
    expect(await find('invalid-index')).toEqual([])
    await client.query('drop table big')
  })
})
