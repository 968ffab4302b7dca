/** Types and queries of "health.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'

/** `checkHealth` has no parameters. */
export type CheckHealthParams = undefined

/** A row of `checkHealth`. */
export interface CheckHealthRow {
  readonly serverVersion: string
  readonly postgisVersion: string
  readonly canaryMetres: number
}

/**
 * Versions, and a canary: one degree of longitude on the equator must be 111,319.49 metres on the WGS 84 spheroid.
 * primary-only: it tells of the primary
 *
 * [sql/health.sql:3](../sql/health.sql#L3)
 *
 * ```sql
 * select
 *   current_setting('server_version') as "server_version!",
 *   postgis_lib_version() as "postgis_version!",
 *   st_distance(st_point(0, 0)::geography, st_point(1, 0)::geography) as "canary_metres!"
 * ```
 */
export const checkHealth = new PreparedQuery<CheckHealthParams, CheckHealthRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Versions, and a canary: one degree of longitude on the equator must be 111,319.49 metres on the WGS 84 spheroid.\\n-- primary-only: it tells of the primary\\nselect\\n  current_setting(\'server_version\') as \\"server_version!\\",\\n  postgis_lib_version() as \\"postgis_version!\\",\\n  st_distance(st_point(0, 0)::geography, st_point(1, 0)::geography) as \\"canary_metres!\\""}',
  '{"name":"checkHealth","file":"health.sql","parameterTypes":{},"tables":[],"access":"read","primary":true}',
)

/** `findSchemaVersion` has no parameters. */
export type FindSchemaVersionParams = undefined

/** A row of `findSchemaVersion`. */
export interface FindSchemaVersionRow {
  readonly schemaVersion: number | null
}

/**
 * The number of the newest migration. Before the first one the table is not there.
 * primary-only: it tells of the primary
 *
 * [sql/health.sql:11](../sql/health.sql#L11)
 *
 * ```sql
 * select max(migrations.id) as schema_version
 * from migrations
 * ```
 */
export const findSchemaVersion = new PreparedQuery<FindSchemaVersionParams, FindSchemaVersionRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The number of the newest migration. Before the first one the table is not there.\\n-- primary-only: it tells of the primary\\nselect max(migrations.id) as schema_version\\nfrom migrations"}',
  '{"name":"findSchemaVersion","file":"health.sql","parameterTypes":{},"tables":["migrations"],"access":"read","primary":true}',
)
