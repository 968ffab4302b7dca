import { DatabaseRunner, type Transaction, type WriteWatch } from './database-runner.js'
import { ActingTransport } from './engine/acting-transport.js'
import type { CallOptions } from './engine/cancellation.js'
import type { Executor } from './engine/executor.js'
import { Identity } from './engine/session/identity.js'
import type { StatementCache } from './engine/statement/statement.js'
import type { TransactionOptions } from './engine/transaction/transaction-options.js'
import type { Transport } from './engine/transport.js'
import { InvalidInputError } from './errors.js'
import { idempotent, type IdempotentAnswer, type IdempotentRequest } from './idempotency/idempotency.js'
import { object, optional, uuid, type JsonValue, type Keys, type Read } from './input/index.js'
import { withRepositories, type Repositories } from './repositories/repositories.js'

/** The user for whom statements run. */
export interface Actor {
  /** The user's id. Policies read it as the setting `souk.user_id`. */
  readonly userId: string
  /**
   * The part that the user plays: a word such as `moderator`, of lower-case letters, digits and underscores, at most 63. Policies
   * read it as the setting `souk.role`, which is empty without it. It has nothing to do with the roles of PostgreSQL.
   */
  readonly role?: string | undefined
}

/**
 * A database as one user sees it: every statement runs with the user's id and role in the settings `souk.user_id` and `souk.role` of
 * its transaction, where the policies of the database read them.
 */
export interface ActingDatabase extends Repositories, Executor {
  /** The same as `Database.transaction`; the whole transaction runs for the user. */
  transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** The same as `Database.idempotent`; the transaction runs for the user. */
  idempotent<Value extends JsonValue>(
    request: IdempotentRequest,
    body: (tx: Transaction) => Promise<Value>,
    options?: CallOptions,
  ): Promise<IdempotentAnswer<Value>>
}

const role: Read<string> = (value, field) => {
  if (typeof value === 'string' && /^[a-z][a-z0-9_]{0,62}$/.test(value)) return value
  throw new InvalidInputError(field, 'must be a word of lower-case letters, digits and underscores')
}

const readActor = object({ userId: uuid, role: optional(role) } satisfies Keys<Actor>)

class ActingHandle extends DatabaseRunner {
  protected override readonly writeWatch: WriteWatch

  constructor(transport: Transport, statements: StatementCache, writeWatch: WriteWatch) {
    super(transport, statements)
    this.writeWatch = writeWatch
  }

  idempotent<Value extends JsonValue>(
    request: IdempotentRequest,
    body: (tx: Transaction) => Promise<Value>,
    options?: CallOptions,
  ): Promise<IdempotentAnswer<Value>> {
    return idempotent(this, request, body, options)
  }
}

const ActingRepositories = withRepositories(ActingHandle)

/** Reads the user for whom statements are to run. @throws {@link InvalidInputError} naming the field. */
export function identityOf(actor: Actor): Identity {
  const { userId, role: part = '' } = readActor(actor)
  return new Identity(userId, part)
}

/** Opens a database as one user sees it. @throws {@link InvalidInputError} naming the field. */
export function actAs(
  transport: Transport,
  statements: StatementCache,
  actor: Actor,
  writeWatch: WriteWatch,
): ActingDatabase {
  return new ActingRepositories(new ActingTransport(transport, identityOf(actor)), statements, writeWatch)
}
