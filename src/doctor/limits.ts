/** The bounds beyond which a figure becomes a finding. */
export interface DoctorLimits {
  readonly longTransactionSeconds: number
  readonly idleTransactionSeconds: number
  readonly lockWaitSeconds: number
  /** The share of `max_connections` in use. */
  readonly connectionShare: number
  /** The time for which statistics must show no use of an index. */
  readonly unusedIndexDays: number
  readonly unusedIndexBytes: number
  /** The rows of a table from which a foreign key needs an index. */
  readonly foreignKeyRows: number
  /** The rows of a table from which reading all of it counts. */
  readonly wholeReadRows: number
  /** The reads of a whole table from which they count. */
  readonly wholeReads: number
  readonly deadRowShare: number
  readonly deadRows: number
  /** The rows of a table from which it needs statistics. */
  readonly unanalyzedRows: number
  readonly bloatShare: number
  readonly bloatBytes: number
  /** The age in transactions of the oldest row that is not frozen. The server stops at 2.1 thousand million. */
  readonly unfrozenAge: number
  readonly slotBytes: number
  /** The time from a commit on the primary to its replay on a standby. */
  readonly replicationLagSeconds: number
  /** The log that a standby has not replayed. */
  readonly replicationLagBytes: number
  readonly sequenceShare: number
  readonly cacheHitShare: number
  /** The blocks that must have been asked for before the share of hits says something. */
  readonly cacheBlocks: number
  readonly slowStatementMs: number
  readonly slowStatementCalls: number
  /** The most statements that are reported. */
  readonly slowStatements: number
  /** The age of the oldest event that a consumer has not come to. */
  readonly eventLagSeconds: number
  /** The age of the oldest event of a provider that waits for its row. */
  readonly parkedWebhookSeconds: number
  /** The most rows of a table that are looked at. */
  readonly sampledRows: number
}

const mebibyte = 2 ** 20

/** The limits of `souk-db doctor`. */
export const defaultLimits: DoctorLimits = {
  longTransactionSeconds: 300,
  idleTransactionSeconds: 60,
  lockWaitSeconds: 5,
  connectionShare: 0.8,
  unusedIndexDays: 14,
  unusedIndexBytes: mebibyte,
  foreignKeyRows: 1_000,
  wholeReadRows: 100_000,
  wholeReads: 1_000,
  deadRowShare: 0.2,
  deadRows: 10_000,
  unanalyzedRows: 10_000,
  bloatShare: 0.5,
  bloatBytes: 50 * mebibyte,
  unfrozenAge: 500_000_000,
  slotBytes: 1_024 * mebibyte,
  replicationLagSeconds: 60,
  replicationLagBytes: 256 * mebibyte,
  sequenceShare: 0.7,
  cacheHitShare: 0.95,
  cacheBlocks: 1_000_000,
  slowStatementMs: 100,
  slowStatementCalls: 5,
  slowStatements: 10,
  eventLagSeconds: 300,
  parkedWebhookSeconds: 86_400,
  sampledRows: 50_000,
}
