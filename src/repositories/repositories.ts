import type { Executor } from '../engine/executor.js'
import type { CursorCodec } from '../pagination/cursor.js'
import { ConversationRepository } from './conversation-repository.js'
import { MessageRepository } from './message-repository.js'
import { ProductRepository } from './product-repository.js'
import { StreamRepository } from './stream-repository.js'
import { UserRepository } from './user-repository.js'
import { VerificationRepository } from './verification-repository.js'

/** The tables, by the names a marketplace knows: the same on a database and on a transaction. */
export interface Repositories {
  readonly users: UserRepository
  readonly products: ProductRepository
  readonly streams: StreamRepository
  readonly verifications: VerificationRepository
  readonly conversations: ConversationRepository
  readonly messages: MessageRepository
}

/** Makes the repositories of an executor. */
export function createRepositories(executor: Executor, cursors: CursorCodec): Repositories {
  return {
    users: new UserRepository(executor),
    products: new ProductRepository(executor, cursors),
    streams: new StreamRepository(executor, cursors),
    verifications: new VerificationRepository(executor, cursors),
    conversations: new ConversationRepository(executor, cursors),
    messages: new MessageRepository(executor, cursors),
  }
}
