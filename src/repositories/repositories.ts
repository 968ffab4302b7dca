import type { Executor } from '../engine/executor.js'
import type { CursorCodec } from '../pagination/cursor.js'
import { ConversationRepository } from './conversations/conversation-repository.js'
import { MessageRepository } from './messages/message-repository.js'
import { OfferRepository } from './offers/offer-repository.js'
import { ProductRepository } from './products/product-repository.js'
import { StreamRepository } from './streams/stream-repository.js'
import { PaymentRepository } from './payments/payment-repository.js'
import { UserRepository } from './users/user-repository.js'
import { VerificationRepository } from './verifications/verification-repository.js'

/** The tables, by the names a marketplace knows: the same on a database and on a transaction. */
export interface Repositories {
  readonly users: UserRepository
  readonly products: ProductRepository
  readonly conversations: ConversationRepository
  readonly messages: MessageRepository
  readonly offers: OfferRepository
  readonly payments: PaymentRepository
  readonly streams: StreamRepository
  readonly verifications: VerificationRepository
}

type Maker<Repository> = (executor: Executor, cursors: CursorCodec) => Repository

const makers: { readonly [Name in keyof Repositories]: Maker<Repositories[Name]> } = {
  users: (executor) => new UserRepository(executor),
  products: (executor, cursors) => new ProductRepository(executor, cursors),
  conversations: (executor, cursors) => new ConversationRepository(executor, cursors),
  messages: (executor, cursors) => new MessageRepository(executor, cursors),
  offers: (executor, cursors) => new OfferRepository(executor, cursors),
  payments: (executor, cursors) => new PaymentRepository(executor, cursors),
  streams: (executor, cursors) => new StreamRepository(executor, cursors),
  verifications: (executor, cursors) => new VerificationRepository(executor, cursors),
}

/**
 * Adds the repositories as properties to the instances of a class of executors.
 *
 * A repository is made when it is first read, and kept: many transactions run queries of the service's own and need none.
 */
export function withRepositories<Self extends Executor, Arguments extends readonly unknown[]>(
  executors: new (...given: Arguments) => Self,
  cursorsOf: (executor: Self) => CursorCodec,
): new (...given: Arguments) => Self & Repositories {
  for (const [name, make] of Object.entries<Maker<unknown>>(makers)) {
    Object.defineProperty(executors.prototype, name, {
      configurable: true,
      get(this: Self) {
        const value = make(this, cursorsOf(this))
        Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true })
        return value
      },
    })
  }
  // The compiler does not follow properties that are defined at run time.
  return executors as new (...given: Arguments) => Self & Repositories
}
