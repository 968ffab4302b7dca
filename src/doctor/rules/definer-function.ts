import { sqlRule } from '../rule.js'

interface Row {
  readonly routine: string
}

/** Functions that run with the rights of their owner, and look names up where the caller says. */
export const definerFunction = sqlRule<Row>({
  name: 'definer-function',
  about: 'a security definer function without a search path of its own',
  sql: `
    select pg_proc.oid::regprocedure::text as "routine"
    from pg_catalog.pg_proc
    where pg_proc.prosecdef
      and pg_proc.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      and not exists (
        select from unnest(pg_proc.proconfig) as setting where setting like 'search\\_path=%'
      )
      and not exists (
        select from pg_catalog.pg_depend
        where pg_depend.classid = 'pg_catalog.pg_proc'::regclass
          and pg_depend.objid = pg_proc.oid
          and pg_depend.deptype = 'e'
      )
    order by 1`,
  toFinding: ({ routine }) => ({
    level: 'warning',
    object: routine,
    reason:
      "it runs with its owner's rights and the caller's search_path, so that a caller can have it run other code",
    remedy: `alter routine ${routine} set search_path = public, pg_temp;`,
  }),
})
