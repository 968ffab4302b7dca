import type { ClientBase } from 'pg'
import { isServerError } from '../engine/failure/server-error.js'
import { sleep } from '../engine/timers.js'
import { TimeoutError } from '../errors.js'
import { connectLike } from '../migrate/connect.js'
import { refuseTransactionPooler } from '../migrate/refuse-transaction-pooler.js'
import { monthsAhead } from './months-ahead.js'
import { boundName, swapSql } from './swap-sql.js'

/** The time that a statement waits for its tables. Then it lets others pass, and tries again. The swap waits for less. */
const lockTimeout = '2s'

/** The first month that gets a partition: what is sent until then stays below it, however long the steps take. */
const firstMonth = `(date_trunc('month', now() at time zone 'UTC') + interval '2 months') at time zone 'UTC'`

/** The pauses between attempts to get a lock, in milliseconds; the last one is kept to. */
const pausesMs = [200, 500, 1_000, 2_000, 5_000]

/** The number of attempts for each step. */
const maxAttempts = 20

/** The outcome of {@link partitionMessages}. */
export interface PartitionReport {
  /** `refused`: nothing was changed, for these reasons. */
  readonly state: 'partitioned' | 'refused'
  readonly reasons: readonly string[]
}

/** Options of {@link partitionMessages}. */
export interface PartitionOptions {
  readonly signal?: AbortSignal
  /** Called before each step. */
  readonly onStep?: (step: string) => void
}

/**
 * Makes `messages` a table that is partitioned by month, while it is read and written.
 *
 * Each step is a transaction of its own, and one that is done is passed over: after an interruption, call it again. Only the swap
 * keeps others waiting, for some milliseconds.
 *
 * @throws `SetupError` for a pooler that hands out sessions per transaction: the limits of this one would be those of others, too.
 */
export async function partitionMessages(
  client: ClientBase,
  { signal, onStep = () => undefined }: PartitionOptions = {},
): Promise<PartitionReport> {
  const run: Run = { client, signal, onStep }
  await refuseTransactionPooler(client, () => connectLike(client, 'souk-db partition'), 'splitting messages')
  await client.query(`set statement_timeout = 0; set lock_timeout = '${lockTimeout}'`)
  if (!(await isPartitioned(client))) {
    const reasons = await reasonsAgainst(client)
    const bound = reasons.length > 0 ? null : await boundOfNow(run)
    if (bound === null) {
      await leaveNoBound(run)
      return { state: 'refused', reasons: reasons.length > 0 ? reasons : [strayIds] }
    }
    try {
      await step(run, 'the new table takes the place of the old one', async () => {
        await client.query(`begin; ${swapSql(bound)}; commit`)
      })
    } catch (error) {
      // On a lost connection the next run meets the check, and goes on or drops it.
      if (!isHeld(error) && isServerError(error)) await leaveNoBound(run).catch(() => undefined)
      throw error
    }
  }
  await step(run, 'partitions of months to come', async () => {
    const { rows } = await client.query<{ readonly made: number | null }>(
      'select public.ensure_message_partitions($1) as made',
      [monthsAhead],
    )
    if (rows[0]?.made === null) throw new TimeoutError('other sessions hold the tables of messages')
  })
  for (const { name, table } of await notValidated(client))
    await step(run, `validating ${name}`, async () => {
      await client.query(`alter table ${table} validate constraint ${name}`)
    })
  if (!(await isAnalyzed(client)))
    await step(run, 'statistics of the whole', async () => {
      await client.query('analyze public.messages')
    })
  return { state: 'partitioned', reasons: [] }
}

const strayIds =
  'messages have ids beyond the next two months, which callers chose: a partition of their months would not hold them'

interface Run {
  readonly client: ClientBase
  readonly signal: AbortSignal | undefined
  readonly onStep: (step: string) => void
}

/** Runs a step, again and again while other sessions hold what it locks. */
async function step({ client, signal, onStep }: Run, name: string, work: () => Promise<void>): Promise<void> {
  onStep(name)
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted()
    try {
      await work()
      return
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      if (!isHeld(error) || attempt === maxAttempts) throw error
      await sleep(pausesMs[attempt - 1] ?? 5_000, undefined, signal === undefined ? {} : { signal }).catch(
        () => undefined, // aborted: the next attempt says so
      )
    }
  }
}

function isHeld(error: unknown): boolean {
  return (
    error instanceof TimeoutError ||
    // A lock was not to be had, or two sessions waited for each other.
    (isServerError(error) && (error.code === '55P03' || error.code === '40P01'))
  )
}

async function isPartitioned(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ readonly kind: string }>(
    `select relkind as kind from pg_catalog.pg_class where oid = 'public.messages'::regclass`,
  )
  return rows[0]?.kind === 'p'
}

/** Returns what belongs to the table by its identity and would stay with the old one, and what a partitioned table cannot have. */
async function reasonsAgainst(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly reason: string }>(`
    select distinct pg_catalog.pg_describe_object(pg_depend.classid, pg_depend.objid, 0) || ' depends on messages' as reason
    from pg_catalog.pg_depend
    where pg_depend.deptype = 'n'
      and (
        (
          pg_depend.refclassid = 'pg_catalog.pg_class'::regclass
          and pg_depend.refobjid = 'public.messages'::regclass
          and (
            pg_depend.classid in ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_proc'::regclass)
            or pg_depend.objid in (
              select pg_policy.oid from pg_catalog.pg_policy where pg_policy.polrelid <> 'public.messages'::regclass
            )
          )
        )
        or (
          pg_depend.refclassid = 'pg_catalog.pg_type'::regclass
          and pg_depend.refobjid in (
            select unnest(array[pg_type.oid, pg_type.typarray])
            from pg_catalog.pg_type
            where pg_type.typrelid = 'public.messages'::regclass
          )
          and pg_depend.objid <> 'public.messages'::regclass
        )
      )
    union all
    select pg_describe_object('pg_class'::regclass, pg_index.indexrelid, 0) || ' is unique without the id'
    from pg_catalog.pg_index
    join pg_catalog.pg_attribute on pg_attribute.attrelid = pg_index.indrelid and pg_attribute.attname = 'id'
    where pg_index.indrelid = 'public.messages'::regclass
      and pg_index.indisunique
      and pg_attribute.attnum <> all (pg_index.indkey::smallint[])
    union all
    select pg_describe_object('pg_trigger'::regclass, pg_trigger.oid, 0) || ' is for each row, and has tables of them'
    from pg_catalog.pg_trigger
    where pg_trigger.tgrelid = 'public.messages'::regclass
      and pg_trigger.tgtype & 1 = 1
      and coalesce(pg_trigger.tgoldtable, pg_trigger.tgnewtable) is not null
    union all
    select 'publication ' || pg_publication.pubname || ' names messages'
    from pg_catalog.pg_publication_rel
    join pg_catalog.pg_publication on pg_publication.oid = pg_publication_rel.prpubid
    where pg_publication_rel.prrelid = 'public.messages'::regclass
    union all
    select 'publication ' || pg_publication.pubname || ' would publish each partition by its own name'
    from pg_catalog.pg_publication
    where not pg_publication.pubviaroot
      and (
        pg_publication.puballtables
        or exists (
          select from pg_catalog.pg_publication_namespace
          where pg_publication_namespace.pnpubid = pg_publication.oid and pg_publication_namespace.pnnspid = 'public'::regnamespace
        )
      )
    union all
    select 'constraint ' || pg_constraint.conname || ' cannot be one of a table with partitions'
    from pg_catalog.pg_constraint
    where pg_constraint.conrelid = 'public.messages'::regclass
      and pg_constraint.conname <> '${boundName}'
      and (
        not pg_constraint.convalidated
        or pg_constraint.contype = 'x'
        or (pg_constraint.contype = 'c' and pg_constraint.connoinherit)
        or pg_constraint.confrelid = pg_constraint.conrelid
      )
    union all
    select 'constraint ' || pg_constraint.conname || ' on ' || pg_constraint.conrelid::regclass || ' cannot refer to partitions'
    from pg_catalog.pg_constraint
    join pg_catalog.pg_class on pg_class.oid = pg_constraint.conrelid
    where pg_constraint.confrelid = 'public.messages'::regclass
      and pg_constraint.conrelid <> 'public.messages'::regclass
      and (pg_class.relkind = 'p' or not pg_has_role(pg_class.relowner, 'usage'))
    union all
    select 'column ' || pg_attribute.attname || ' is an identity'
    from pg_catalog.pg_attribute
    where pg_attribute.attrelid = 'public.messages'::regclass and pg_attribute.attidentity <> ''
    union all
    select 'the replica identity of messages is not its primary key'
    from pg_catalog.pg_class
    where pg_class.oid = 'public.messages'::regclass and pg_class.relreplident <> 'd'
    order by 1`)
  return rows.map(({ reason }) => reason)
}

/**
 * Returns the least id of the first month that gets a partition, once a check holds all ids below it; null if some are not. A check
 * of an earlier run stays if its month is still to come.
 */
async function boundOfNow(run: Run): Promise<string | null> {
  const { client } = run
  const { rows } = await client.query<Bound>(`
    select
      substring(pg_get_constraintdef(pg_constraint.oid) from '[-0-9a-f]{36}') as id,
      pg_constraint.convalidated as "isValidated"
    from pg_catalog.pg_constraint
    where pg_constraint.conrelid = 'public.messages'::regclass and pg_constraint.conname = '${boundName}'`)
  const [earlier] = rows
  const soon = await idOf(client, `now() + interval '7 days'`)
  if (earlier?.isValidated === true && earlier.id > soon) return earlier.id
  const bound = earlier !== undefined && earlier.id > soon ? earlier.id : await idOf(client, firstMonth)
  const strays = await client.query('select from public.messages where id >= $1 limit 1', [bound])
  if (strays.rowCount !== 0) return null
  if (earlier?.id !== bound)
    await step(run, 'a check of the ids to come', async () => {
      await client.query(`
        begin;
        ${dropBound};
        ${addBound(bound)};
        commit`)
    })
  try {
    await step(run, 'checking the ids that are there', async () => {
      await client.query(validateBound)
    })
  } catch (error) {
    // One came between the look and the check.
    if (!isServerError(error) || error.code !== '23514') throw error
    return null
  }
  return bound
}

/** Drops the check if there is one, which would refuse messages from its month on. To look for it locks nobody out. */
async function leaveNoBound(run: Run): Promise<void> {
  const { rowCount } = await run.client.query(
    `select from pg_catalog.pg_constraint where conrelid = 'public.messages'::regclass and conname = '${boundName}'`,
  )
  if (rowCount !== 0)
    await step(run, 'the check is dropped', async () => {
      await run.client.query(dropBound)
    })
}

interface Bound {
  readonly id: string
  readonly isValidated: boolean
}

/**
 * Returns the statements, of which each but the two of `begin` and `commit` is a transaction of its own, for a table of which an
 * earlier run has done nothing.
 *
 * @param now - The month after the next one gets the first partition.
 */
export function partitionSql(now: Date): readonly string[] {
  const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2)
  const digits = month.toString(16).padStart(12, '0').padEnd(32, '0')
  const bound = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return [
    `set lock_timeout = '${lockTimeout}'`,
    addBound(bound),
    validateBound,
    'begin',
    swapSql(bound),
    'commit',
    `select public.ensure_message_partitions(${monthsAhead})`,
    'alter table public.conversations validate constraint fk_conversations_last_message',
    'alter table public.moderation_cases validate constraint fk_moderation_cases_message',
    'analyze public.messages',
  ]
}

const dropBound = `alter table public.messages drop constraint if exists ${boundName}`

const validateBound = `alter table public.messages validate constraint ${boundName}`

function addBound(bound: string): string {
  return `alter table public.messages add constraint ${boundName} check (id < '${bound}') not valid`
}

/** Returns the least id of a moment: a UUID of version 7 begins with its milliseconds. */
async function idOf(client: ClientBase, moment: string): Promise<string> {
  const { rows } = await client.query<{ readonly id: string }>(
    `select rpad(lpad(to_hex((extract(epoch from ${moment}) * 1000)::bigint), 12, '0'), 32, '0')::uuid as id`,
  )
  return rows[0]?.id ?? ''
}

async function notValidated(
  client: ClientBase,
): Promise<readonly { readonly name: string; readonly table: string }[]> {
  const { rows } = await client.query<{ readonly name: string; readonly table: string }>(`
    select quote_ident(pg_constraint.conname) as name, pg_constraint.conrelid::regclass::text as table
    from pg_catalog.pg_constraint
    where pg_constraint.confrelid = 'public.messages'::regclass
      and pg_constraint.conparentid = 0
      and not pg_constraint.convalidated
    order by 2, 1`)
  return rows
}

async function isAnalyzed(client: ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_catalog.pg_stats where schemaname = 'public' and tablename = 'messages' and inherited limit 1`,
  )
  return rowCount !== 0
}
