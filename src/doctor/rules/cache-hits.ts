import { sqlRule } from '../rule.js'
import { percent } from '../wording.js'

interface Row {
  readonly database: string
  readonly share: number
}

/** A database whose blocks do not fit into the server's cache. */
export const cacheHits = sqlRule<Row>({
  name: 'cache-hits',
  about: 'blocks that are not found in the cache of the server',
  sql: `
    select
      used.datname as "database",
      used.blks_hit::float8 / (used.blks_hit + used.blks_read) as "share"
    from pg_catalog.pg_stat_database as used
    where used.datname = current_database()
      and used.blks_hit + used.blks_read >= $1
      and used.blks_hit < $2::float8 * (used.blks_hit + used.blks_read)`,
  values: ({ cacheBlocks, cacheHitShare }) => [cacheBlocks, cacheHitShare],
  toFinding: ({ database, share }) => ({
    level: 'warning',
    object: `database ${database}`,
    reason: `only ${percent(share)} of the blocks that statements asked for were in shared_buffers`,
    remedy:
      "-- a quarter of the machine's memory is a good size; needs a restart:\nalter system set shared_buffers = '…';",
  }),
})
