/** Types and queries of "naps.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '@souk/db'

/** Parameters of `nap`. */
export interface NapParams {
  readonly seconds: number
}

/** A row of `nap`. */
export interface NapRow {
  readonly nap: string
}

/**
 * Takes so long.
 *
 * [sql/naps.sql:3](../sql/naps.sql#L3)
 *
 * ```sql
 * select pg_sleep(:seconds!)::text as "nap!"
 * ```
 */
export const nap = new PreparedQuery<NapParams, NapRow>(
  '{"usedParamSet":{"seconds":true},"params":[{"name":"seconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":34,"b":42}]}],"statement":"-- Takes so long.\\nselect pg_sleep(:seconds!)::text as \\"nap!\\""}',
  '{"name":"nap","file":"naps.sql","parameterTypes":{"seconds":"float8"},"tables":[],"access":"read"}',
)
