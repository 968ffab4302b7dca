import type { Database } from '../database.js'
import { PreparedQuery } from '../engine/statement/prepared-query.js'
import { readOptions } from '../engine/connect/assert-options.js'
import { InvalidInputError } from '../errors.js'

/** A length of time: the sum of its parts. */
export interface TimeSpan {
  readonly days?: number | undefined
  readonly hours?: number | undefined
  readonly minutes?: number | undefined
  readonly seconds?: number | undefined
}

interface TableRow {
  readonly disable: string | null
  readonly enable: string | null
  readonly moves: readonly string[]
}

const msOf = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000 } as const

/** 20,000 years: so far that no time of a table comes to where another of it was. Leap years and zones do not matter. */
const farMs = 631_152_000_000_000

const moveTime = (value: string) => `${value} - %2$s`
const moveRange = (type: string) => (value: string) => `
  case when isempty(${value}) is not false then ${value} else
    ${type}(
      lower(${value}) - %2$s, upper(${value}) - %2$s,
      case when lower_inc(${value}) then '[' else '(' end || case when upper_inc(${value}) then ']' else ')' end
    )
  end`
const moveRanges = (range: string) => (value: string) => `
  case when isempty(${value}) is not false then ${value} else
    (select range_agg(${moveRange(range)('part')}) from unnest(${value}) as parts (part))
  end`

/** The expression that moves a value of a type, for `format`: its first argument is the column, its second the interval. */
const moveOf: Readonly<Record<string, (value: string) => string>> = {
  'timestamp with time zone': moveTime,
  'timestamp without time zone': moveTime,
  tstzrange: moveRange('tstzrange'),
  tsrange: moveRange('tsrange'),
  tstzmultirange: moveRanges('tstzrange'),
  tsmultirange: moveRanges('tsrange'),
}

const assignments = Object.entries(moveOf).flatMap(([type, move]) => [
  `('${type}', $move$%1$I = ${move('%1$I')}$move$)`,
  `('${type}[]', $move$%1$I = case when %1$I is null then null else array(
    select ${move('given.value')} from unnest(%1$I) with ordinality as given (value, place) order by place
  ) end$move$)`,
])

/**
 * The statements that move the times of each table, but for those of partitioned tables, which are kept by them.
 *
 * A unique index is looked at after each row, and an exclusion too. Where one is on times, all go far away and come back.
 */
const tablesSql = (ms: number) => `
with steps (place, crowded, span) as (
  values
    (1, false, $span$interval '${ms} milliseconds'$span$),
    (1, true, $span$interval '-${farMs} milliseconds'$span$),
    (2, true, $span$interval '${farMs + ms} milliseconds'$span$)
), kinds (type, assignment) as (
  values ${assignments.join(', ')}
), moved as (
  select
    attrelid, place, crowded, array_agg(attnum) as columns,
    string_agg(format(assignment, attname, span), ', ') as assignments
  from pg_catalog.pg_attribute join kinds on type = atttypid::regtype::text cross join steps
  where attnum > 0 and not attisdropped and attgenerated = ''
  group by attrelid, place, crowded
), fired as (
  select
    tgrelid,
    string_agg(format('disable trigger %I', tgname), ', ') as disable,
    string_agg(
      format('enable %s trigger %I', case tgenabled when 'A' then 'always' when 'R' then 'replica' end, tgname), ', '
    ) as enable
  from pg_catalog.pg_trigger
  where not tgisinternal and tgenabled <> 'D' and tgtype & 16 <> 0
  group by tgrelid
)
select
  'alter table ' || pg_class.oid::regclass || ' ' || fired.disable as disable,
  'alter table ' || pg_class.oid::regclass || ' ' || fired.enable as enable,
  moves
from pg_catalog.pg_class
join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
cross join lateral (
  select array_agg(format('update %s set %s', pg_class.oid::regclass, moved.assignments) order by moved.place) as moves
  from moved
  where moved.attrelid = pg_class.oid and moved.crowded = exists (
    select from pg_catalog.pg_index
    where indrelid = pg_class.oid and (indisunique or indisexclusion)
      and indkey::int2[] && (0::int2 || moved.columns)
  )
) as work
left join fired on fired.tgrelid = pg_class.oid
where relkind = 'r' and not relispartition and moves is not null
  and nspname not in ('pg_catalog', 'information_schema')
  and nspname not like 'pg\\_toast%' and nspname not like 'pg\\_temp%'
  and not exists (
    select from pg_catalog.pg_depend
    where classid = 'pg_catalog.pg_class'::regclass and objid = pg_class.oid and deptype = 'e'
  )
order by pg_class.oid`

/**
 * Lets time pass for a database: moves every time in it into the past, as if so much had gone by since. Then offers, holds,
 * sessions, tokens and leases end by the server's own clock, and no test waits for them.
 *
 * It works with every provider, within {@link beginRollback} too, and for the tables of a service. It moves what is stored: the
 * server's clock goes on as it does, `now()` returns the real time, and a test that compares with the process's clock sets
 * that one by itself. Ranges of times move too. Triggers of users do not run. Not moved are days (`date`), domains, times within
 * JSON or ids, and the rows of partitioned tables, which are the events of analytics.
 *
 * @throws {@link InvalidInputError} naming the part that is no number above 0.
 *
 * @example
 * ```ts
 * const { token } = await db.tokens.issue({ purpose: 'password_reset', userId: buyer.id })
 * await letTimePass(db, { days: 2 })
 * await db.users.resetPassword({ token, passwordHash: '$argon2id$…' }) // throws: the token has expired
 * ```
 */
export async function letTimePass(db: Pick<Database, 'transaction'>, span: TimeSpan): Promise<void> {
  const ms = millisecondsOf(span)
  await db.transaction(async (tx) => {
    // What a constraint has put off must not wait when a table is altered.
    await tx.execute(statement('set constraints all immediate'))
    for (const { disable, enable, moves } of await tx.many(statement<TableRow>(tablesSql(ms)))) {
      if (disable !== null) await tx.execute(statement(disable))
      for (const move of moves) await tx.execute(statement(move))
      if (enable !== null) await tx.execute(statement(enable))
    }
  })
}

function millisecondsOf(given: TimeSpan): number {
  const span = readOptions(given, {
    days: ['number'],
    hours: ['number'],
    minutes: ['number'],
    seconds: ['number'],
  })
  let ms = 0
  for (const part of ['days', 'hours', 'minutes', 'seconds'] as const) {
    const value = span[part] ?? 0
    if (!Number.isFinite(value) || value < 0)
      throw new InvalidInputError(part, 'must be a number, not negative')
    ms += value * msOf[part]
  }
  if (ms < 1 || ms > 1e13) throw new InvalidInputError('span', 'must be from a millisecond to 300 years')
  return Math.round(ms)
}

function statement<Row = object>(sql: string): PreparedQuery<undefined, Row> {
  return new PreparedQuery(
    { usedParamSet: {}, params: [], statement: sql },
    { name: 'letTimePass', file: '', parameterTypes: {} },
  )
}
