/** Types and queries of "idempotency.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Json } from '../src/engine/values/json.js'

/** Parameters of `takeIdempotencyKey`. */
export interface TakeIdempotencyKeyParams {
  readonly scope: string
  readonly key: string
  readonly requestHash: Uint8Array
  readonly expiresInSeconds: number
}

/** A row of `takeIdempotencyKey`. */
export interface TakeIdempotencyKeyRow {
  /** The key that the client chose. */
  readonly key: string
}

/**
 * Writes a key, also one that has expired; returns no row if it is in use, also by a transaction that runs now.
 *
 * [sql/idempotency.sql:7](../sql/idempotency.sql#L7)
 *
 * ```sql
 * insert into idempotency_keys (scope, key, request_hash, expires_at)
 * values (
 *   :scope!,
 *   :key!,
 *   :requestHash!,
 *   now() + make_interval(secs => :expiresInSeconds!::float8)
 * )
 * on conflict (scope, key) do update
 * set
 *   request_hash = excluded.request_hash,
 *   answer = null,
 *   created_at = now(),
 *   expires_at = excluded.expires_at
 * where idempotency_keys.expires_at <= now()
 * returning idempotency_keys.key
 * ```
 */
export const takeIdempotencyKey = new PreparedQuery<TakeIdempotencyKeyParams, TakeIdempotencyKeyRow>(
  '{"usedParamSet":{"scope":true,"key":true,"requestHash":true,"expiresInSeconds":true},"params":[{"name":"scope","required":true,"transform":{"type":"scalar"},"locs":[{"a":192,"b":198}]},{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":203,"b":207}]},{"name":"requestHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":212,"b":224}]},{"name":"expiresInSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":259,"b":276}]}],"statement":"-- Writes a key, also one that has expired; returns no row if it is in use, also by a transaction that runs now.\\ninsert into idempotency_keys (scope, key, request_hash, expires_at)\\nvalues (\\n  :scope!,\\n  :key!,\\n  :requestHash!,\\n  now() + make_interval(secs => :expiresInSeconds!::float8)\\n)\\non conflict (scope, key) do update\\nset\\n  request_hash = excluded.request_hash,\\n  answer = null,\\n  created_at = now(),\\n  expires_at = excluded.expires_at\\nwhere idempotency_keys.expires_at <= now()\\nreturning idempotency_keys.key"}',
  '{"name":"takeIdempotencyKey","file":"idempotency.sql","parameterTypes":{"scope":"text","key":"text","requestHash":"bytea","expiresInSeconds":"float8"},"tables":["idempotency_keys"],"access":"write"}',
)

/** Parameters of `findAnswer`. */
export interface FindAnswerParams {
  readonly requestHash: Uint8Array
  readonly scope: string
  readonly key: string
}

/** A row of `findAnswer`. */
export interface FindAnswerRow {
  readonly answer: Json | null
  readonly isSame: boolean
}

/**
 * The answer under a key, and whether it is that of this request.
 * primary-only: an answer to the client hangs on it
 *
 * [sql/idempotency.sql:25](../sql/idempotency.sql#L25)
 *
 * ```sql
 * select
 *   -- lint-disable secret-column: whoever sends the same request again is given the first answer.
 *   case when idempotency_keys.request_hash = :requestHash! then idempotency_keys.answer end as answer,
 *   idempotency_keys.request_hash = :requestHash! as "is_same!"
 * from idempotency_keys
 * where idempotency_keys.scope = :scope!
 *   and idempotency_keys.key = :key!
 * ```
 */
export const findAnswer = new PreparedQuery<FindAnswerParams, FindAnswerRow>(
  '{"usedParamSet":{"requestHash":true,"scope":true,"key":true},"params":[{"name":"requestHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":268,"b":280},{"a":360,"b":372}]},{"name":"scope","required":true,"transform":{"type":"scalar"},"locs":[{"a":441,"b":447}]},{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":478,"b":482}]}],"statement":"-- The answer under a key, and whether it is that of this request.\\n-- primary-only: an answer to the client hangs on it\\nselect\\n  -- lint-disable secret-column: whoever sends the same request again is given the first answer.\\n  case when idempotency_keys.request_hash = :requestHash! then idempotency_keys.answer end as answer,\\n  idempotency_keys.request_hash = :requestHash! as \\"is_same!\\"\\nfrom idempotency_keys\\nwhere idempotency_keys.scope = :scope!\\n  and idempotency_keys.key = :key!"}',
  '{"name":"findAnswer","file":"idempotency.sql","parameterTypes":{"requestHash":"bytea","scope":"text","key":"text"},"tables":["idempotency_keys"],"access":"read","primary":true}',
)

/** Parameters of `keepAnswer`. */
export interface KeepAnswerParams {
  readonly answer?: Json | null
  readonly scope: string
  readonly key: string
}

/** `keepAnswer` returns no rows. */
export type KeepAnswerRow = never

/**
 * [sql/idempotency.sql:36](../sql/idempotency.sql#L36)
 *
 * ```sql
 * update idempotency_keys
 * set answer = :answer::jsonb -- null: the answer is null
 * where idempotency_keys.scope = :scope!
 *   and idempotency_keys.key = :key!
 * ```
 */
export const keepAnswer = new PreparedQuery<KeepAnswerParams, KeepAnswerRow>(
  '{"usedParamSet":{"answer":true,"scope":true,"key":true},"params":[{"name":"answer","required":false,"transform":{"type":"scalar"},"locs":[{"a":37,"b":43}]},{"name":"scope","required":true,"transform":{"type":"scalar"},"locs":[{"a":111,"b":117}]},{"name":"key","required":true,"transform":{"type":"scalar"},"locs":[{"a":148,"b":152}]}],"statement":"update idempotency_keys\\nset answer = :answer::jsonb -- null: the answer is null\\nwhere idempotency_keys.scope = :scope!\\n  and idempotency_keys.key = :key!"}',
  '{"name":"keepAnswer","file":"idempotency.sql","parameterTypes":{"answer":"jsonb","scope":"text","key":"text"},"tables":["idempotency_keys"],"access":"write"}',
)

/** Parameters of `deleteExpiredKeys`. */
export interface DeleteExpiredKeysParams {
  readonly limit: number
}

/** `deleteExpiredKeys` returns no rows. */
export type DeleteExpiredKeysRow = never

/**
 * Deletes keys that have expired, the first ones first. By their places, as deleteOldWebhooks does.
 *
 * [sql/idempotency.sql:42](../sql/idempotency.sql#L42)
 *
 * ```sql
 * with expired_key as (
 *   select idempotency_keys.ctid as place
 *   from idempotency_keys
 *   where idempotency_keys.expires_at <= now()
 *   order by idempotency_keys.expires_at, idempotency_keys.scope, idempotency_keys.key
 *   limit (select :limit!::bigint)
 *   for update skip locked
 * )
 * delete from idempotency_keys
 * where idempotency_keys.ctid = any(array(select expired_key.place from expired_key))
 * ```
 */
export const deleteExpiredKeys = new PreparedQuery<DeleteExpiredKeysParams, DeleteExpiredKeysRow>(
  '{"usedParamSet":{"limit":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":333,"b":339}]}],"statement":"-- Deletes keys that have expired, the first ones first. By their places, as deleteOldWebhooks does.\\nwith expired_key as (\\n  select idempotency_keys.ctid as place\\n  from idempotency_keys\\n  where idempotency_keys.expires_at <= now()\\n  order by idempotency_keys.expires_at, idempotency_keys.scope, idempotency_keys.key\\n  limit (select :limit!::bigint)\\n  for update skip locked\\n)\\ndelete from idempotency_keys\\nwhere idempotency_keys.ctid = any(array(select expired_key.place from expired_key))"}',
  '{"name":"deleteExpiredKeys","file":"idempotency.sql","parameterTypes":{"limit":"int8"},"tables":["idempotency_keys"],"access":"write"}',
)
