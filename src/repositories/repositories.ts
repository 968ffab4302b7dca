import type { Executor } from '../engine/executor.js'
import type { CursorCodec } from '../pagination/cursor.js'
import { OfferRepository } from './offer-repository.js'
import { ProductRepository } from './product-repository.js'
import { TransactionRepository } from './transaction-repository.js'
import { UserRepository } from './user-repository.js'

/** The tables, by the names a marketplace knows: the same on a database and on a transaction. */
export interface Repositories {
  readonly users: UserRepository
  readonly products: ProductRepository
  readonly offers: OfferRepository
  readonly transactions: TransactionRepository
}

/** Makes the repositories of an executor. */
export function createRepositories(executor: Executor, cursors: CursorCodec): Repositories {
  return {
    users: new UserRepository(executor),
    products: new ProductRepository(executor, cursors),
    offers: new OfferRepository(executor, cursors),
    transactions: new TransactionRepository(executor, cursors),
  }
}
