import { judge, type Check } from '../check.js'

interface OwnedSequence {
  readonly sequence: string
  readonly table: string
  readonly column: string
  readonly increment: string
}

const ownedSequences = `
select
  sequences.oid::regclass::text as sequence,
  pg_depend.refobjid::regclass::text as table,
  quote_ident(pg_attribute.attname) as column,
  pg_sequence.seqincrement::text as increment
from pg_class as sequences
join pg_sequence on pg_sequence.seqrelid = sequences.oid
join pg_depend
  on pg_depend.classid = 'pg_class'::regclass
  and pg_depend.objid = sequences.oid
  and pg_depend.refclassid = 'pg_class'::regclass
  and pg_depend.deptype in ('a', 'i')
join pg_attribute on pg_attribute.attrelid = pg_depend.refobjid and pg_attribute.attnum = pg_depend.refobjsubid
where not exists (
  select from pg_depend as made_by
  where made_by.classid = 'pg_class'::regclass and made_by.objid = sequences.oid and made_by.deptype = 'e'
)
order by 1`

/** Sequences and identities, each ahead of the column that it fills: one behind hands out a number that is taken. */
export const sequencesCheck: Check = {
  name: 'sequences',
  async run({ from }) {
    const owned = await from.rows<OwnedSequence>(ownedSequences)
    const faults: string[] = []
    for (const { sequence, table, column, increment } of owned) {
      const isRising = !increment.startsWith('-')
      const { isBehind } = await from.row<{ isBehind: boolean | null }>(`
        select (
          select ${isRising ? 'max' : 'min'}(${column})::numeric from ${table}
        ) ${isRising ? '>=' : '<='} last_value::numeric + case when is_called then ${increment} else 0 end as "isBehind"
        from ${sequence}`)
      if (isBehind === true) faults.push(`${sequence} is behind ${table}.${column}`)
    }
    return judge(faults, {
      ok: owned.length === 0 ? 'there are none' : `${owned.length} ahead of their columns`,
      wrong: `${faults.length} would hand out a number that is taken: set them with setval`,
    })
  },
}
