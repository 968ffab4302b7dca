/** Types and queries of "webhooks.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { WebhookEvent } from './models.js'
import type { WebhookStatus } from './enums.js'
import type { Json } from '../src/engine/values/json.js'
export type { WebhookStatus }

/** Parameters of `lockWebhookKey`. */
export interface LockWebhookKeyParams {
  readonly provider: string
  readonly waitsFor: string
}

/** A row of `lockWebhookKey`. */
export interface LockWebhookKeyRow {
  readonly isLocked: boolean
}

/**
 * Waits for the lock of a name, and holds it to the end of the transaction.
 *
 * [sql/webhooks.sql:8](../sql/webhooks.sql#L8)
 *
 * ```sql
 * select
 *   pg_advisory_xact_lock(hashtextextended(concat(:provider!::text, ':', :waitsFor!::text), 7)) is not null as "is_locked!"
 * ```
 */
export const lockWebhookKey = new PreparedQuery<LockWebhookKeyParams, LockWebhookKeyRow>(
  '{"usedParamSet":{"provider":true,"waitsFor":true},"params":[{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":132,"b":141}]},{"name":"waitsFor","required":true,"transform":{"type":"scalar"},"locs":[{"a":155,"b":164}]}],"statement":"-- Waits for the lock of a name, and holds it to the end of the transaction.\\nselect\\n  pg_advisory_xact_lock(hashtextextended(concat(:provider!::text, \':\', :waitsFor!::text), 7)) is not null as \\"is_locked!\\""}',
  '{"name":"lockWebhookKey","file":"webhooks.sql","parameterTypes":{"provider":"text","waitsFor":"text"},"tables":[],"access":"write"}',
)

/** Parameters of `takeWebhook`. */
export interface TakeWebhookParams {
  readonly provider: string
  readonly eventId: string
  readonly type: string
  readonly created: Date | string
  readonly bodyHash: Uint8Array
  readonly body: Json
  readonly waitsFor?: string | null
}

/** A row of `takeWebhook`. */
export interface TakeWebhookRow {
  /** The provider's id of the event. */
  readonly eventId: string
}

/**
 * Writes an event; returns no row if it is known already, also by a transaction that runs now: on conflict waits for it.
 *
 * [sql/webhooks.sql:13](../sql/webhooks.sql#L13)
 *
 * ```sql
 * insert into webhook_events (provider, event_id, type, created, body_hash, body, waits_for, tries)
 * values (
 *   :provider!,
 *   :eventId!,
 *   :type!,
 *   :created!,
 *   :bodyHash!,
 *   :body!::jsonb,
 *   :waitsFor, -- null: it waits for nothing
 *   1
 * )
 * on conflict (provider, event_id) do nothing
 * returning webhook_events.event_id
 * ```
 */
export const takeWebhook = new PreparedQuery<TakeWebhookParams, TakeWebhookRow>(
  '{"usedParamSet":{"provider":true,"eventId":true,"type":true,"created":true,"bodyHash":true,"body":true,"waitsFor":true},"params":[{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":231,"b":240}]},{"name":"eventId","required":true,"transform":{"type":"scalar"},"locs":[{"a":245,"b":253}]},{"name":"type","required":true,"transform":{"type":"scalar"},"locs":[{"a":258,"b":263}]},{"name":"created","required":true,"transform":{"type":"scalar"},"locs":[{"a":268,"b":276}]},{"name":"bodyHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":281,"b":290}]},{"name":"body","required":true,"transform":{"type":"scalar"},"locs":[{"a":295,"b":300}]},{"name":"waitsFor","required":false,"transform":{"type":"scalar"},"locs":[{"a":312,"b":320}]}],"statement":"-- Writes an event; returns no row if it is known already, also by a transaction that runs now: on conflict waits for it.\\ninsert into webhook_events (provider, event_id, type, created, body_hash, body, waits_for, tries)\\nvalues (\\n  :provider!,\\n  :eventId!,\\n  :type!,\\n  :created!,\\n  :bodyHash!,\\n  :body!::jsonb,\\n  :waitsFor, -- null: it waits for nothing\\n  1\\n)\\non conflict (provider, event_id) do nothing\\nreturning webhook_events.event_id"}',
  '{"name":"takeWebhook","file":"webhooks.sql","parameterTypes":{"provider":"text","eventId":"text","type":"text","created":"timestamptz","bodyHash":"bytea","body":"jsonb","waitsFor":"text"},"tables":["webhook_events"],"access":"write"}',
)

/** Parameters of `judgeWebhook`. */
export interface JudgeWebhookParams {
  readonly bodyHash: Uint8Array
  readonly provider: string
  readonly eventId: string
}

/** A row of `judgeWebhook`. */
export interface JudgeWebhookRow {
  /** Done, or parked until the row that it is about exists. */
  readonly status: WebhookStatus
  readonly isSame: boolean
}

/**
 * An event that is known already, and whether its body is this one.
 * primary-only: an answer to the provider hangs on it
 *
 * [sql/webhooks.sql:29](../sql/webhooks.sql#L29)
 *
 * ```sql
 * select
 *   webhook_events.status,
 *   webhook_events.body_hash = :bodyHash! as "is_same!"
 * from webhook_events
 * where webhook_events.provider = :provider!
 *   and webhook_events.event_id = :eventId!
 * ```
 */
export const judgeWebhook = new PreparedQuery<JudgeWebhookParams, JudgeWebhookRow>(
  '{"usedParamSet":{"bodyHash":true,"provider":true,"eventId":true},"params":[{"name":"bodyHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":185,"b":194}]},{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":262,"b":271}]},{"name":"eventId","required":true,"transform":{"type":"scalar"},"locs":[{"a":305,"b":313}]}],"statement":"-- An event that is known already, and whether its body is this one.\\n-- primary-only: an answer to the provider hangs on it\\nselect\\n  webhook_events.status,\\n  webhook_events.body_hash = :bodyHash! as \\"is_same!\\"\\nfrom webhook_events\\nwhere webhook_events.provider = :provider!\\n  and webhook_events.event_id = :eventId!"}',
  '{"name":"judgeWebhook","file":"webhooks.sql","parameterTypes":{"bodyHash":"bytea","provider":"text","eventId":"text"},"tables":["webhook_events"],"access":"read","primary":true}',
)

/** Parameters of `setWebhookStatus`. */
export interface SetWebhookStatusParams {
  readonly status: WebhookStatus
  readonly errorCode?: string | null
  readonly addedTries: number
  readonly provider: string
  readonly eventId: string
}

/** `setWebhookStatus` returns no rows. */
export type SetWebhookStatusRow = never

/**
 * Says what became of an event.
 *
 * [sql/webhooks.sql:39](../sql/webhooks.sql#L39)
 *
 * ```sql
 * update webhook_events
 * set
 *   status = :status!,
 *   error_code = :errorCode, -- null: it ended well, or only waits
 *   tries = webhook_events.tries + :addedTries!::integer
 * where webhook_events.provider = :provider!
 *   and webhook_events.event_id = :eventId!
 * ```
 */
export const setWebhookStatus = new PreparedQuery<SetWebhookStatusParams, SetWebhookStatusRow>(
  '{"usedParamSet":{"status":true,"errorCode":true,"addedTries":true,"provider":true,"eventId":true},"params":[{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":70,"b":77}]},{"name":"errorCode","required":false,"transform":{"type":"scalar"},"locs":[{"a":95,"b":104}]},{"name":"addedTries","required":true,"transform":{"type":"scalar"},"locs":[{"a":178,"b":189}]},{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":232,"b":241}]},{"name":"eventId","required":true,"transform":{"type":"scalar"},"locs":[{"a":275,"b":283}]}],"statement":"-- Says what became of an event.\\nupdate webhook_events\\nset\\n  status = :status!,\\n  error_code = :errorCode, -- null: it ended well, or only waits\\n  tries = webhook_events.tries + :addedTries!::integer\\nwhere webhook_events.provider = :provider!\\n  and webhook_events.event_id = :eventId!"}',
  '{"name":"setWebhookStatus","file":"webhooks.sql","parameterTypes":{"status":"webhook_status","errorCode":"text","addedTries":"int4","provider":"text","eventId":"text"},"tables":["webhook_events"],"access":"write"}',
)

/** Parameters of `noteWebhookTry`. */
export interface NoteWebhookTryParams {
  readonly errorCode: string
  readonly provider: string
  readonly eventId: string
}

/** `noteWebhookTry` returns no rows. */
export type NoteWebhookTryRow = never

/**
 * Says that a try of a parked event failed; nothing of one that was applied meanwhile.
 *
 * [sql/webhooks.sql:49](../sql/webhooks.sql#L49)
 *
 * ```sql
 * update webhook_events
 * set
 *   error_code = :errorCode!,
 *   tries = webhook_events.tries + 1
 * where webhook_events.provider = :provider!
 *   and webhook_events.event_id = :eventId!
 *   and webhook_events.status = 'parked'
 * ```
 */
export const noteWebhookTry = new PreparedQuery<NoteWebhookTryParams, NoteWebhookTryRow>(
  '{"usedParamSet":{"errorCode":true,"provider":true,"eventId":true},"params":[{"name":"errorCode","required":true,"transform":{"type":"scalar"},"locs":[{"a":129,"b":139}]},{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":209,"b":218}]},{"name":"eventId","required":true,"transform":{"type":"scalar"},"locs":[{"a":252,"b":260}]}],"statement":"-- Says that a try of a parked event failed; nothing of one that was applied meanwhile.\\nupdate webhook_events\\nset\\n  error_code = :errorCode!,\\n  tries = webhook_events.tries + 1\\nwhere webhook_events.provider = :provider!\\n  and webhook_events.event_id = :eventId!\\n  and webhook_events.status = \'parked\'"}',
  '{"name":"noteWebhookTry","file":"webhooks.sql","parameterTypes":{"errorCode":"text","provider":"text","eventId":"text"},"tables":["webhook_events"],"access":"write"}',
)

/** Parameters of `lockWebhook`. */
export interface LockWebhookParams {
  readonly provider: string
  readonly eventId: string
}

/** A row of `lockWebhook`. */
export interface LockWebhookRow extends WebhookEvent {
  /** The body, for a later try. It may say more of people than the tables do: it is deleted with its row. */
  readonly body: Json
}

/**
 * An event and its body, locked.
 *
 * [sql/webhooks.sql:59](../sql/webhooks.sql#L59)
 *
 * ```sql
 * select
 *   webhook_events.provider,
 *   webhook_events.event_id,
 *   webhook_events.type,
 *   webhook_events.created,
 *   webhook_events.status,
 *   webhook_events.waits_for,
 *   webhook_events.tries,
 *   webhook_events.error_code,
 *   webhook_events.received_at,
 *   webhook_events.updated_at,
 *   -- lint-disable secret-column: its handler is given what came.
 *   webhook_events.body
 * from webhook_events
 * where webhook_events.provider = :provider!
 *   and webhook_events.event_id = :eventId!
 * for no key update
 * ```
 */
export const lockWebhook = new PreparedQuery<LockWebhookParams, LockWebhookRow>(
  '{"usedParamSet":{"provider":true,"eventId":true},"params":[{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":448,"b":457}]},{"name":"eventId","required":true,"transform":{"type":"scalar"},"locs":[{"a":491,"b":499}]}],"statement":"-- An event and its body, locked.\\nselect\\n  webhook_events.provider,\\n  webhook_events.event_id,\\n  webhook_events.type,\\n  webhook_events.created,\\n  webhook_events.status,\\n  webhook_events.waits_for,\\n  webhook_events.tries,\\n  webhook_events.error_code,\\n  webhook_events.received_at,\\n  webhook_events.updated_at,\\n  -- lint-disable secret-column: its handler is given what came.\\n  webhook_events.body\\nfrom webhook_events\\nwhere webhook_events.provider = :provider!\\n  and webhook_events.event_id = :eventId!\\nfor no key update"}',
  '{"name":"lockWebhook","file":"webhooks.sql","parameterTypes":{"provider":"text","eventId":"text"},"tables":["webhook_events"],"access":"write"}',
)

/** Parameters of `lockParkedWebhooks`. */
export interface LockParkedWebhooksParams {
  readonly provider: string
  readonly waitsFor: string
  readonly limit: number
}

/** A row of `lockParkedWebhooks`. */
export interface LockParkedWebhooksRow extends WebhookEvent {
  /** The name of the row that it is about, such as the id of an intent; null: never parked. */
  readonly waitsFor: string
  /** The body, for a later try. It may say more of people than the tables do: it is deleted with its row. */
  readonly body: Json
}

/**
 * The events that wait for a name, and their bodies, in the order of the provider's times.
 *
 * [sql/webhooks.sql:70](../sql/webhooks.sql#L70)
 *
 * ```sql
 * select
 *   webhook_events.provider,
 *   webhook_events.event_id,
 *   webhook_events.type,
 *   webhook_events.created,
 *   webhook_events.status,
 *   webhook_events.waits_for,
 *   webhook_events.tries,
 *   webhook_events.error_code,
 *   webhook_events.received_at,
 *   webhook_events.updated_at,
 *   -- lint-disable secret-column: its handler is given what came.
 *   webhook_events.body
 * from webhook_events
 * where webhook_events.provider = :provider!
 *   and webhook_events.waits_for = :waitsFor!
 *   and webhook_events.status = 'parked'
 * order by webhook_events.created, webhook_events.event_id
 * limit (select :limit!::bigint)
 * for no key update
 * ```
 */
export const lockParkedWebhooks = new PreparedQuery<LockParkedWebhooksParams, LockParkedWebhooksRow>(
  '{"usedParamSet":{"provider":true,"waitsFor":true,"limit":true},"params":[{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":506,"b":515}]},{"name":"waitsFor","required":true,"transform":{"type":"scalar"},"locs":[{"a":550,"b":559}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":671,"b":677}]}],"statement":"-- The events that wait for a name, and their bodies, in the order of the provider\'s times.\\nselect\\n  webhook_events.provider,\\n  webhook_events.event_id,\\n  webhook_events.type,\\n  webhook_events.created,\\n  webhook_events.status,\\n  webhook_events.waits_for,\\n  webhook_events.tries,\\n  webhook_events.error_code,\\n  webhook_events.received_at,\\n  webhook_events.updated_at,\\n  -- lint-disable secret-column: its handler is given what came.\\n  webhook_events.body\\nfrom webhook_events\\nwhere webhook_events.provider = :provider!\\n  and webhook_events.waits_for = :waitsFor!\\n  and webhook_events.status = \'parked\'\\norder by webhook_events.created, webhook_events.event_id\\nlimit (select :limit!::bigint)\\nfor no key update"}',
  '{"name":"lockParkedWebhooks","file":"webhooks.sql","parameterTypes":{"provider":"text","waitsFor":"text","limit":"int8"},"tables":["webhook_events"],"access":"write"}',
)

/** Parameters of `findWebhook`. */
export interface FindWebhookParams {
  readonly provider: string
  readonly eventId: string
}

/**
 * [sql/webhooks.sql:84](../sql/webhooks.sql#L84)
 *
 * ```sql
 * select
 *   webhook_events.provider,
 *   webhook_events.event_id,
 *   webhook_events.type,
 *   webhook_events.created,
 *   webhook_events.status,
 *   webhook_events.waits_for,
 *   webhook_events.tries,
 *   webhook_events.error_code,
 *   webhook_events.received_at,
 *   webhook_events.updated_at
 * from webhook_events
 * where webhook_events.provider = :provider!
 *   and webhook_events.event_id = :eventId!
 * ```
 */
export const findWebhook = new PreparedQuery<FindWebhookParams, WebhookEvent>(
  '{"usedParamSet":{"provider":true,"eventId":true},"params":[{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":326,"b":335}]},{"name":"eventId","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":377}]}],"statement":"select\\n  webhook_events.provider,\\n  webhook_events.event_id,\\n  webhook_events.type,\\n  webhook_events.created,\\n  webhook_events.status,\\n  webhook_events.waits_for,\\n  webhook_events.tries,\\n  webhook_events.error_code,\\n  webhook_events.received_at,\\n  webhook_events.updated_at\\nfrom webhook_events\\nwhere webhook_events.provider = :provider!\\n  and webhook_events.event_id = :eventId!"}',
  '{"name":"findWebhook","file":"webhooks.sql","parameterTypes":{"provider":"text","eventId":"text"},"tables":["webhook_events"],"access":"read"}',
)

/** Parameters of `listParkedWebhooks`. */
export interface ListParkedWebhooksParams {
  readonly untriedSeconds: number
  readonly limit: number
}

/**
 * The events that wait, those whose last try is longest ago first.
 *
 * [sql/webhooks.sql:91](../sql/webhooks.sql#L91)
 *
 * ```sql
 * select
 *   webhook_events.provider,
 *   webhook_events.event_id,
 *   webhook_events.type,
 *   webhook_events.created,
 *   webhook_events.status,
 *   webhook_events.waits_for,
 *   webhook_events.tries,
 *   webhook_events.error_code,
 *   webhook_events.received_at,
 *   webhook_events.updated_at
 * from webhook_events
 * where webhook_events.status = 'parked'
 *   and webhook_events.updated_at <= now() - make_interval(secs => :untriedSeconds!::float8)
 * order by webhook_events.updated_at, webhook_events.provider, webhook_events.event_id
 * limit (select :limit!::bigint)
 * ```
 */
export const listParkedWebhooks = new PreparedQuery<ListParkedWebhooksParams, WebhookEvent>(
  '{"usedParamSet":{"untriedSeconds":true,"limit":true},"params":[{"name":"untriedSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":466,"b":481}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":591,"b":597}]}],"statement":"-- The events that wait, those whose last try is longest ago first.\\nselect\\n  webhook_events.provider,\\n  webhook_events.event_id,\\n  webhook_events.type,\\n  webhook_events.created,\\n  webhook_events.status,\\n  webhook_events.waits_for,\\n  webhook_events.tries,\\n  webhook_events.error_code,\\n  webhook_events.received_at,\\n  webhook_events.updated_at\\nfrom webhook_events\\nwhere webhook_events.status = \'parked\'\\n  and webhook_events.updated_at <= now() - make_interval(secs => :untriedSeconds!::float8)\\norder by webhook_events.updated_at, webhook_events.provider, webhook_events.event_id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listParkedWebhooks","file":"webhooks.sql","parameterTypes":{"untriedSeconds":"float8","limit":"int8"},"tables":["webhook_events"],"access":"read"}',
)

/** Parameters of `deleteParkedWebhook`. */
export interface DeleteParkedWebhookParams {
  readonly provider: string
  readonly eventId: string
}

/** `deleteParkedWebhook` returns no rows. */
export type DeleteParkedWebhookRow = never

/**
 * [sql/webhooks.sql:101](../sql/webhooks.sql#L101)
 *
 * ```sql
 * delete from webhook_events
 * where webhook_events.provider = :provider!
 *   and webhook_events.event_id = :eventId!
 *   and webhook_events.status = 'parked'
 * ```
 */
export const deleteParkedWebhook = new PreparedQuery<DeleteParkedWebhookParams, DeleteParkedWebhookRow>(
  '{"usedParamSet":{"provider":true,"eventId":true},"params":[{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":59,"b":68}]},{"name":"eventId","required":true,"transform":{"type":"scalar"},"locs":[{"a":102,"b":110}]}],"statement":"delete from webhook_events\\nwhere webhook_events.provider = :provider!\\n  and webhook_events.event_id = :eventId!\\n  and webhook_events.status = \'parked\'"}',
  '{"name":"deleteParkedWebhook","file":"webhooks.sql","parameterTypes":{"provider":"text","eventId":"text"},"tables":["webhook_events"],"access":"write"}',
)

/** Parameters of `discardParkedWebhooks`. */
export interface DiscardParkedWebhooksParams {
  readonly provider: string
  readonly receivedBefore: Date | string
  readonly limit: number
}

/**
 * Deletes events of a provider that wait and came before a time, the first ones first, and returns them. Those that are tried at the
 * moment are left. As an array for the reason of deleteOldWebhooks.
 *
 * [sql/webhooks.sql:107](../sql/webhooks.sql#L107)
 *
 * ```sql
 * with parked_event as (
 *   select webhook_events.ctid as place
 *   from webhook_events
 *   where webhook_events.provider = :provider!
 *     and webhook_events.status = 'parked'
 *     and webhook_events.received_at < :receivedBefore!
 *   order by webhook_events.received_at, webhook_events.event_id
 *   limit (select :limit!::bigint)
 *   for update skip locked
 * )
 * delete from webhook_events
 * where webhook_events.ctid = any(array(select parked_event.place from parked_event))
 * returning webhook_events.provider, webhook_events.event_id, webhook_events.type, webhook_events.created, webhook_events.status, webhook_events.waits_for, webhook_events.tries, webhook_events.error_code, webhook_events.received_at, webhook_events.updated_at
 * ```
 */
export const discardParkedWebhooks = new PreparedQuery<DiscardParkedWebhooksParams, WebhookEvent>(
  '{"usedParamSet":{"provider":true,"receivedBefore":true,"limit":true},"params":[{"name":"provider","required":true,"transform":{"type":"scalar"},"locs":[{"a":320,"b":329}]},{"name":"receivedBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":409,"b":424}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":505,"b":511}]}],"statement":"-- Deletes events of a provider that wait and came before a time, the first ones first, and returns them. Those that are tried at the\\n-- moment are left. As an array for the reason of deleteOldWebhooks.\\nwith parked_event as (\\n  select webhook_events.ctid as place\\n  from webhook_events\\n  where webhook_events.provider = :provider!\\n    and webhook_events.status = \'parked\'\\n    and webhook_events.received_at < :receivedBefore!\\n  order by webhook_events.received_at, webhook_events.event_id\\n  limit (select :limit!::bigint)\\n  for update skip locked\\n)\\ndelete from webhook_events\\nwhere webhook_events.ctid = any(array(select parked_event.place from parked_event))\\nreturning webhook_events.provider, webhook_events.event_id, webhook_events.type, webhook_events.created, webhook_events.status, webhook_events.waits_for, webhook_events.tries, webhook_events.error_code, webhook_events.received_at, webhook_events.updated_at"}',
  '{"name":"discardParkedWebhooks","file":"webhooks.sql","parameterTypes":{"provider":"text","receivedBefore":"timestamptz","limit":"int8"},"tables":["webhook_events"],"access":"write"}',
)

/** `checkParkedWebhooks` has no parameters. */
export type CheckParkedWebhooksParams = undefined

/** A row of `checkParkedWebhooks`. */
export interface CheckParkedWebhooksRow {
  readonly parked: number
  readonly parkedSince: Date | null
}

/**
 * The events that wait (10,001 if there are more than 10,000), and the time of the first one.
 * primary-only: it tells of the primary
 *
 * [sql/webhooks.sql:124](../sql/webhooks.sql#L124)
 *
 * ```sql
 * select
 *   count(*) as "parked!",
 *   (
 *     select webhook_events.received_at
 *     from webhook_events
 *     where webhook_events.status = 'parked'
 *     order by webhook_events.received_at, webhook_events.provider, webhook_events.event_id
 *     limit 1
 *   ) as "parked_since?"
 * from (
 *   select webhook_events.event_id
 *   from webhook_events
 *   where webhook_events.status = 'parked'
 *   limit 10001
 * ) as parked_event
 * ```
 */
export const checkParkedWebhooks = new PreparedQuery<CheckParkedWebhooksParams, CheckParkedWebhooksRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The events that wait (10,001 if there are more than 10,000), and the time of the first one.\\n-- primary-only: it tells of the primary\\nselect\\n  count(*) as \\"parked!\\",\\n  (\\n    select webhook_events.received_at\\n    from webhook_events\\n    where webhook_events.status = \'parked\'\\n    order by webhook_events.received_at, webhook_events.provider, webhook_events.event_id\\n    limit 1\\n  ) as \\"parked_since?\\"\\nfrom (\\n  select webhook_events.event_id\\n  from webhook_events\\n  where webhook_events.status = \'parked\'\\n  limit 10001\\n) as parked_event"}',
  '{"name":"checkParkedWebhooks","file":"webhooks.sql","parameterTypes":{},"tables":["webhook_events"],"access":"read","primary":true}',
)

/** Parameters of `deleteOldWebhooks`. */
export interface DeleteOldWebhooksParams {
  readonly olderThanSeconds: number
  readonly limit: number
}

/** `deleteOldWebhooks` returns no rows. */
export type DeleteOldWebhooksRow = never

/**
 * Deletes events whose effect is committed for long, the first ones first. Those that wait are kept. One that waited for long was
 * changed when it took effect.
 * The rows are locked, so their places (ctid) stay; as an array, for of a join the planner would take the limit for many rows.
 *
 * [sql/webhooks.sql:143](../sql/webhooks.sql#L143)
 *
 * ```sql
 * with old_event as (
 *   select webhook_events.ctid as place
 *   from webhook_events
 *   where webhook_events.status = 'done'
 *     and webhook_events.received_at < now() - make_interval(secs => :olderThanSeconds!::float8)
 *     and webhook_events.updated_at < now() - make_interval(secs => :olderThanSeconds!::float8)
 *   order by webhook_events.received_at, webhook_events.provider, webhook_events.event_id
 *   limit (select :limit!::bigint)
 *   for update skip locked
 * )
 * delete from webhook_events
 * where webhook_events.ctid = any(array(select old_event.place from old_event))
 * ```
 */
export const deleteOldWebhooks = new PreparedQuery<DeleteOldWebhooksParams, DeleteOldWebhooksRow>(
  '{"usedParamSet":{"olderThanSeconds":true,"limit":true},"params":[{"name":"olderThanSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":477,"b":494},{"a":571,"b":588}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":703,"b":709}]}],"statement":"-- Deletes events whose effect is committed for long, the first ones first. Those that wait are kept. One that waited for long was\\n-- changed when it took effect.\\n-- The rows are locked, so their places (ctid) stay; as an array, for of a join the planner would take the limit for many rows.\\nwith old_event as (\\n  select webhook_events.ctid as place\\n  from webhook_events\\n  where webhook_events.status = \'done\'\\n    and webhook_events.received_at < now() - make_interval(secs => :olderThanSeconds!::float8)\\n    and webhook_events.updated_at < now() - make_interval(secs => :olderThanSeconds!::float8)\\n  order by webhook_events.received_at, webhook_events.provider, webhook_events.event_id\\n  limit (select :limit!::bigint)\\n  for update skip locked\\n)\\ndelete from webhook_events\\nwhere webhook_events.ctid = any(array(select old_event.place from old_event))"}',
  '{"name":"deleteOldWebhooks","file":"webhooks.sql","parameterTypes":{"olderThanSeconds":"float8","limit":"int8"},"tables":["webhook_events"],"access":"write"}',
)
