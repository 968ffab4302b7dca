import type { CopyOptions } from './copy/bulk-copy.js'
import type { CallOptions } from './cancellation.js'
import type { BatchOptions } from './in-batches.js'
import type { OptionRules } from './connect/assert-options.js'
import type { StreamOptions } from './row-stream.js'
import type { ListenOptions } from './subscription.js'
import type { TransactionOptions } from './transaction/transaction-options.js'

/** The rules for the options of each call. The range of a number is checked by the call itself. */
export const callRules = {
  timeoutMs: ['number'],
  signal: ['signal'],
  primary: ['boolean'],
} as const satisfies OptionRules<CallOptions>

export const streamRules: OptionRules<StreamOptions> = {
  ...callRules,
  batchRows: ['number'],
  idleInTransactionTimeoutMs: ['number'],
}

const batchRules = { ...callRules, batchRows: ['number'], onProgress: ['function'] } as const

export const copyRules: OptionRules<CopyOptions> = batchRules
export const insertRules: OptionRules<BatchOptions> = batchRules

export const transactionRules: OptionRules<TransactionOptions> = {
  ...callRules,
  isolation: ['string'],
  readOnly: ['boolean'],
  retries: ['number'],
  statementTimeoutMs: ['number'],
  idleInTransactionTimeoutMs: ['number'],
}

export const listenRules: OptionRules<ListenOptions> = { onGap: ['function'], onError: ['function'] }
