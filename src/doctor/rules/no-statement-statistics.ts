import { sqlRule } from '../rule.js'

interface Row {
  readonly isLoaded: boolean
  readonly isCreated: boolean
}

/** A server that does not say which statements take long. */
export const noStatementStatistics = sqlRule<Row>({
  name: 'no-statement-statistics',
  about: 'a server that does not count its statements',
  sql: `
    select * from (
      select
        coalesce(current_setting('pg_stat_statements.max', true), '') <> ''
          and current_setting('compute_query_id') <> 'off' as "isLoaded",
        exists (select from pg_catalog.pg_extension where extname = 'pg_stat_statements') as "isCreated"
    ) as found
    where not (found."isLoaded" and found."isCreated")`,
  toFinding: ({ isLoaded, isCreated }) => ({
    level: 'info',
    object: 'extension pg_stat_statements',
    reason: 'without it the server does not say which statements take long',
    remedy: [
      ...(isLoaded
        ? []
        : [
            "-- add it to those that are there, then restart the server:\nalter system set shared_preload_libraries = 'pg_stat_statements';",
          ]),
      ...(isCreated ? [] : ['create extension pg_stat_statements;']),
    ].join('\n'),
  }),
})
