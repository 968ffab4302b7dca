import type { Transaction } from '../database-runner.js'
import type { Executor } from '../engine/executor.js'
import type { ListenOptions, NotificationListener, Subscription } from '../engine/subscription.js'
import type { TransactionOptions } from '../engine/transaction/transaction-options.js'

/** The parts of a database that consumers work on. */
export interface ConsumedDatabase extends Executor {
  transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  listen(channel: string, listener: NotificationListener, options?: ListenOptions): Promise<Subscription>
}
