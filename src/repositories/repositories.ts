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

/** Makes the repositories of an executor. */
export function createRepositories(executor: Executor, cursors: CursorCodec): Repositories {
  return {
    users: new UserRepository(executor),
    products: new ProductRepository(executor, cursors),
    conversations: new ConversationRepository(executor, cursors),
    messages: new MessageRepository(executor, cursors),
    offers: new OfferRepository(executor, cursors),
    payments: new PaymentRepository(executor, cursors),
    streams: new StreamRepository(executor, cursors),
    verifications: new VerificationRepository(executor, cursors),
  }
}
