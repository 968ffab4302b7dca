import { sqlRule } from '../rule.js'
import { percent } from '../wording.js'

interface Row {
  readonly sequence: string
  readonly share: number
  readonly column: string | null
}

/** Sequences that near their end, or the end of their column's type. */
export const sequence = sqlRule<Row>({
  name: 'sequence',
  about: 'a sequence that nears its end',
  sql: `
    select
      found."sequence",
      found."share",
      found."column"
    from (
      select
        format('%I.%I', pg_sequences.schemaname, pg_sequences.sequencename)::regclass::text as "sequence",
        pg_sequences.last_value::float8 / least(
          pg_sequences.max_value,
          case pg_attribute.atttypid
            when 'smallint'::regtype then 32767
            when 'integer'::regtype then 2147483647
            else pg_sequences.max_value
          end
        ) as "share",
        pg_attribute.attrelid::regclass::text || '.' || quote_ident(pg_attribute.attname) as "column"
      from pg_catalog.pg_sequences
      left join pg_catalog.pg_depend
        on pg_depend.classid = 'pg_catalog.pg_class'::regclass
        and pg_depend.objid = format('%I.%I', pg_sequences.schemaname, pg_sequences.sequencename)::regclass
        and pg_depend.deptype in ('a', 'i')
      left join pg_catalog.pg_attribute
        on pg_attribute.attrelid = pg_depend.refobjid
        and pg_attribute.attnum = pg_depend.refobjsubid
      where pg_sequences.increment_by > 0
        and not pg_sequences.cycle
    ) as found
    where found."share" >= $1
    order by found."share" desc`,
  values: ({ sequenceShare }) => [sequenceShare],
  toFinding: ({ sequence: name, share, column }) => ({
    level: share >= 0.9 ? 'error' : 'warning',
    object: name,
    reason: `${percent(share)} of its numbers are given; after the last one every insert fails`,
    remedy:
      column === null
        ? `alter sequence ${name} as bigint no maxvalue;`
        : `-- rewrites the table under a lock; beside a running service, fill a bigint column and swap:\nalter sequence ${name} as bigint no maxvalue;\nalter table ${column.replace(/\.([^.]+)$/, ' alter column $1')} type bigint;`,
  }),
})
