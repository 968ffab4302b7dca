/** Types and queries of "health.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/prepared-query.js'

/** `checkHealth` has no parameters. */
export type CheckHealthParams = undefined

/** A row of `checkHealth`. */
export interface CheckHealthRow {
  readonly serverVersion: string
  readonly postgisVersion: string
  readonly schemaVersion: number | null
  readonly canaryMetres: number
}

/**
 * Versions, and a canary: one degree of longitude on the equator must be 111,319.49 metres on the WGS 84 spheroid.
 *
 * ```sql
 * select
 *   current_setting('server_version') as "server_version!",
 *   postgis_lib_version() as "postgis_version!",
 *   (select max(migrations.id) from migrations) as schema_version,
 *   st_distance(st_point(0, 0)::geography, st_point(1, 0)::geography) as "canary_metres!"
 * ```
 */
export const checkHealth = new PreparedQuery<CheckHealthParams, CheckHealthRow>(
  {"usedParamSet":{},"params":[],"statement":"-- Versions, and a canary: one degree of longitude on the equator must be 111,319.49 metres on the WGS 84 spheroid.\nselect\n  current_setting('server_version') as \"server_version!\",\n  postgis_lib_version() as \"postgis_version!\",\n  (select max(migrations.id) from migrations) as schema_version,\n  st_distance(st_point(0, 0)::geography, st_point(1, 0)::geography) as \"canary_metres!\""},
  {"name":"checkHealth","file":"health.sql","parameterTypes":{},"tables":["migrations"],"access":"read"},
)
