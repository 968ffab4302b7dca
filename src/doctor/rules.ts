import type { Rule } from './rule.js'
import { autovacuumOff } from './rules/autovacuum-off.js'
import { cacheHits } from './rules/cache-hits.js'
import { collation } from './rules/collation.js'
import { connections } from './rules/connections.js'
import { coveredIndex } from './rules/covered-index.js'
import { deadRows } from './rules/dead-rows.js'
import { definerFunction } from './rules/definer-function.js'
import { disabledTrigger } from './rules/disabled-trigger.js'
import { duplicateIndex } from './rules/duplicate-index.js'
import { eventConsumer } from './rules/event-consumer.js'
import { eventOutbox } from './rules/event-outbox.js'
import { eventPartition } from './rules/event-partition.js'
import { foreignKeyWithoutIndex } from './rules/foreign-key-without-index.js'
import { idleTransaction } from './rules/idle-transaction.js'
import { indexBloat } from './rules/index-bloat.js'
import { invalidConstraint } from './rules/invalid-constraint.js'
import { invalidIndex } from './rules/invalid-index.js'
import { lockWait } from './rules/lock-wait.js'
import { longTransaction } from './rules/long-transaction.js'
import { migration } from './rules/migration.js'
import { messagePartition } from './rules/message-partition.js'
import { missingExtension } from './rules/missing-extension.js'
import { missingIndex } from './rules/missing-index.js'
import { noPrimaryKey } from './rules/no-primary-key.js'
import { noStatementStatistics } from './rules/no-statement-statistics.js'
import { oldExtension } from './rules/old-extension.js'
import { parkedWebhook } from './rules/parked-webhook.js'
import { placeInDegrees } from './rules/place-in-degrees.js'
import { placeOutsideArea } from './rules/place-outside-area.js'
import { placeWithoutIndex } from './rules/place-without-index.js'
import { preparedTransaction } from './rules/prepared-transaction.js'
import { replicationLag } from './rules/replication-lag.js'
import { replicationSlot } from './rules/replication-slot.js'
import { rowSecurity } from './rules/row-security.js'
import { sequence } from './rules/sequence.js'
import { serviceLogin } from './rules/service-login.js'
import { setting } from './rules/setting.js'
import { slowStatement } from './rules/slow-statement.js'
import { tableBloat } from './rules/table-bloat.js'
import { unanalyzedTable } from './rules/unanalyzed-table.js'
import { unusedIndex } from './rules/unused-index.js'
import { version } from './rules/version.js'
import { wholeReads } from './rules/whole-reads.js'
import { wraparound } from './rules/wraparound.js'

/** Every rule, in the order of the report. */
export const rules: readonly Rule[] = [
  version,
  missingExtension,
  oldExtension,
  migration,
  setting,
  connections,
  lockWait,
  longTransaction,
  idleTransaction,
  preparedTransaction,
  replicationSlot,
  replicationLag,
  wraparound,
  deadRows,
  autovacuumOff,
  unanalyzedTable,
  tableBloat,
  indexBloat,
  sequence,
  collation,
  invalidIndex,
  duplicateIndex,
  coveredIndex,
  unusedIndex,
  foreignKeyWithoutIndex,
  noPrimaryKey,
  invalidConstraint,
  disabledTrigger,
  eventPartition,
  messagePartition,
  eventOutbox,
  eventConsumer,
  parkedWebhook,
  serviceLogin,
  definerFunction,
  rowSecurity,
  placeWithoutIndex,
  placeInDegrees,
  placeOutsideArea,
  wholeReads,
  cacheHits,
  noStatementStatistics,
  slowStatement,
  missingIndex,
]
