/**
 * The data layer of Souk Loop: PostgreSQL with PostGIS, typed SQL, GeoJSON at the edge.
 *
 * {@link createDatabase} opens a {@link Database}. On it, and on each {@link Transaction} of it, are the
 * repositories, one per table (`db.users`, `db.products`, …), and the {@link Executor} that runs any typed query, a
 * service's own too. Methods say by their verb how many rows they give: `get…` one or {@link NotFoundError},
 * `find…` one or null, `list…` an array or a {@link Page}.
 *
 * Places are GeoJSON points, longitude first. Money is a whole number of a currency's minor unit. Every error is a
 * {@link SoukError} with a `code`.
 *
 * @packageDocumentation
 */

export { createDatabase } from './database.js'
export type { CloseOptions, Database, DatabaseOptions, Transaction } from './database.js'
export type { Health } from './health.js'

export type { CopyOptions } from './engine/bulk-copy.js'
export type { CallOptions } from './engine/cancellation.js'
export type { ConnectionOptions, PoolOptions } from './engine/connection-options.js'
export type { CopyColumn, CopyTarget } from './engine/copy-text.js'
export type { Executor } from './engine/executor.js'
export type { Json, JsonOf, JsonTypes } from './engine/json.js'
export type { BatchOptions } from './engine/in-batches.js'
export { PreparedQuery } from './engine/prepared-query.js'
export type { PgtypedQuery, Query, QueryIR, QueryMetadata, QueryParameter } from './engine/prepared-query.js'
export type { QueryDescription } from './engine/query-description.js'
export type { StreamOptions } from './engine/row-stream.js'
export type { ListenOptions, NotificationListener, Subscription } from './engine/subscription.js'
export type { ServerAddress, StatementEvent } from './engine/telemetry.js'
export type { TransactionOptions } from './engine/transaction.js'

export { assertSchema, migrate, migrationStatus } from './migrate/index.js'
export type {
  AppliedMigration,
  AssertSchemaOptions,
  MigrateOptions,
  MigrateTarget,
  MigrationComparison,
  MigrationProgress,
  MigrationReport,
  MigrationState,
  MigrationStatus,
  MigrationStatusOptions,
  MigrationStep,
} from './migrate/index.js'

export type { Page } from './pagination/page.js'
export type * from './repositories/conversation.js'
export type { ConversationRepository } from './repositories/conversation-repository.js'
export type * from './repositories/message.js'
export type { MessageRepository } from './repositories/message-repository.js'
export { newId } from './repositories/new-id.js'
export type * from './repositories/offer.js'
export type { OfferRepository } from './repositories/offer-repository.js'
export type * from './repositories/payment.js'
export type * from './repositories/product.js'
export type { ProductRepository } from './repositories/product-repository.js'
export type { Repositories } from './repositories/repositories.js'
export type * from './repositories/stream.js'
export type { StreamRepository } from './repositories/stream-repository.js'
export { splitAmount } from './repositories/split-amount.js'
export type { SplitAmount } from './repositories/split-amount.js'
export type { TransactionRepository } from './repositories/transaction-repository.js'
export type * from './repositories/user.js'
export type { UserRepository } from './repositories/user-repository.js'
export type * from './repositories/verification.js'
export type { VerificationRepository } from './repositories/verification-repository.js'

export {
  ConflictError,
  ConnectionError,
  ConstraintError,
  DatabaseError,
  ForbiddenError,
  InvalidInputError,
  isSoukError,
  MigrationError,
  NotFoundError,
  OverloadError,
  SetupError,
  SoukError,
  TimeoutError,
  TransactionError,
} from './errors.js'
export type {
  ConflictRule,
  ConstraintKind,
  ConstraintName,
  ForbiddenRule,
  LoginFailure,
  MigrationProblem,
  SoukErrorCode,
  StatementOutcome,
  TransactionErrorKind,
} from './errors.js'
