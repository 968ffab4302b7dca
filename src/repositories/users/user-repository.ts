import * as queries from '../../../generated/users.queries.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { ById } from '../by-id.js'
import { idTakenMeanwhile } from '../id-taken.js'
import { toJsonRecord } from '../json-record.js'
import { newId } from '../new-id.js'
import type {
  CreateUserInput,
  CredentialIdentifier,
  Credentials,
  SetLocationInput,
  UpdateUserInput,
  UserIdInput,
} from './user.js'
import type { User } from '../../../generated/models.js'
import {
  readCreateUser,
  readCreateUsers,
  readCredentialIdentifier,
  readEmail,
  readSetLocation,
  readUpdateUser,
  readUserId,
  readUsername,
} from './user-input.js'
import { refuse } from '../refuse.js'

/** Users: people who buy, sell, or look after the marketplace. */
export class UserRepository {
  readonly #executor: Executor
  readonly #byId: ById<User>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id) => executor.maybeOne(queries.findUser, { id }),
      many: (ids) => executor.many(queries.listUsersByIds, { ids }),
      missing: notFound,
    })
  }

  /**
   * Creates a user.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one gives the user that the first one made.
   *
   * @throws {@link ConstraintError} if the e-mail address, username or phone is another user's
   * (`users_email_key`, `users_username_key`, `users_phone_key`).
   * @throws {@link ConflictError} with rule `id_taken` if the id is that of a user with another e-mail address.
   *
   * @example
   * ```ts
   * const seller = await db.users.create({
   *   email: 'aisha@example.com',
   *   username: 'aisha',
   *   role: 'seller',
   *   location: { type: 'Point', coordinates: [55.2708, 25.2048] },
   * })
   * ```
   */
  async create(input: CreateUserInput): Promise<User> {
    const user = readCreateUser(input)
    const created = await this.#executor.maybeOne(queries.createUser, user)
    if (created !== null) return created
    const existing = user.id === undefined ? null : await this.find(user.id)
    if (existing !== null) return isSameUser(existing, user) ? existing : idTaken()
    // No row, and not because of the id: the bulk statement has the server say which constraint refuses it.
    const id = user.id ?? newId()
    await this.createMany([{ ...user, id }])
    return this.get(id)
  }

  /**
   * Creates up to 10,000 users in one statement: all of them, or none.
   *
   * Users whose `id` exists already, with the same e-mail address, are left as they are, so the call is safe to
   * repeat with ids of the caller's.
   *
   * @returns Their ids, in the order of the input.
   * @throws {@link ConstraintError} as {@link create}; {@link ConflictError} with rule `id_taken`.
   */
  async createMany(inputs: readonly CreateUserInput[]): Promise<string[]> {
    const users = readCreateUsers(inputs, 'users')
    if (users.length === 0) return []
    const created = await this.#executor
      .execute(queries.createUsers, { users: users.map(toJsonRecord) })
      .catch(idTakenMeanwhile(idTaken))
    const ids = users.map(({ id }) => id)
    if (created < users.length) await this.#assertRepeated(users)
    return ids
  }

  /** Gets a user by id. @throws {@link NotFoundError} if there is none. */
  get(id: string): Promise<User> {
    return this.#byId.get(id)
  }

  /** Finds a user by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string): Promise<User | null> {
    return this.#byId.find(id)
  }

  /** Finds a user by e-mail address, whatever its case. */
  async findByEmail(email: string): Promise<User | null> {
    return this.#executor.maybeOne(queries.findUserByEmail, { email: readEmail(email, 'email') })
  }

  /** Finds a user by username, whatever its case. */
  async findByUsername(username: string): Promise<User | null> {
    return this.#executor.maybeOne(queries.findUserByUsername, {
      username: readUsername(username, 'username'),
    })
  }

  /** Lists users in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[]): Promise<User[]> {
    return this.#byId.list(ids)
  }

  /**
   * Finds what a login needs: the only method that reads a password hash.
   *
   * @example
   * ```ts
   * const credentials = await db.users.findCredentials({ email: 'aisha@example.com' })
   * ```
   */
  async findCredentials(identifier: CredentialIdentifier): Promise<Credentials | null> {
    return this.#executor.maybeOne(queries.findCredentials, readCredentialIdentifier(identifier))
  }

  /**
   * Updates what the patch holds: a key that is absent or undefined keeps its value, null empties it.
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ConstraintError} as {@link create}.
   */
  async update(input: UpdateUserInput): Promise<User> {
    const { userId, patch } = readUpdateUser(input)
    return this.#update(userId, patch)
  }

  /** Sets where a user is at home: a GeoJSON point or a position. @throws {@link NotFoundError} if there is no such user. */
  async setLocation(input: SetLocationInput): Promise<User> {
    const { userId, location } = readSetLocation(input)
    return this.#update(userId, { location })
  }

  /** Forgets where a user is at home. @throws {@link NotFoundError} if there is no such user. */
  async clearLocation(input: UserIdInput): Promise<User> {
    return this.#update(readUserId(input), { location: null })
  }

  /** Closes an account: its rows stay, and nobody can log in. @throws {@link NotFoundError} if there is no such user. */
  async deactivate(input: UserIdInput): Promise<User> {
    return this.#setActive(readUserId(input), false)
  }

  /** Opens a closed account again. @throws {@link NotFoundError} if there is no such user. */
  async reactivate(input: UserIdInput): Promise<User> {
    return this.#setActive(readUserId(input), true)
  }

  /** Records that a user has logged in now. @returns The time, by the server's clock. @throws {@link NotFoundError} */
  async recordLogin(input: UserIdInput): Promise<Date> {
    const login = await this.#executor.maybeOne(queries.recordLogin, { id: readUserId(input) })
    return login?.lastLoginAt ?? notFound()
  }

  /**
   * Deletes a user and what is theirs: products, streams, conversations, messages, offers, verifications.
   *
   * @throws {@link NotFoundError} if there is no such user.
   * @throws {@link ConstraintError} of kind `foreign_key` if the user has payments: deactivate such a one instead.
   */
  async delete(input: UserIdInput): Promise<void> {
    if ((await this.#executor.execute(queries.deleteUser, { id: readUserId(input) })) === 0) notFound()
  }

  async #update(id: string, patch: ReturnType<typeof readUpdateUser>['patch']): Promise<User> {
    const record = toJsonRecord(patch)
    const hasKeys = keys.some((key) => patch[key] !== undefined)
    const values = { id, patch: record, ...(hasKeys ? { keyPatch: record } : {}) }
    return (await this.#executor.maybeOne(queries.updateUser, values)) ?? notFound()
  }

  async #setActive(id: string, isActive: boolean): Promise<User> {
    return (await this.#executor.maybeOne(queries.setUserActive, { id, isActive })) ?? notFound()
  }

  /** Distinguishes a repeated call, whose rows exist, from a taken id, for which nothing was written. */
  async #assertRepeated(users: readonly { readonly id: string; readonly email: string }[]): Promise<void> {
    const existing = await this.listByIds(users.map(({ id }) => id))
    const byId = new Map(existing.map((user) => [user.id, user]))
    if (!users.every((user) => isSameUser(byId.get(user.id), user))) idTaken()
  }
}

/** The columns of unique indexes, by which a user is known. */
const keys = ['email', 'username', 'phone'] as const

/** Reports whether a row belongs to a repeated call: its e-mail address decides. */
function isSameUser(existing: User | undefined, { email }: { readonly email: string }): boolean {
  return existing?.email.toLowerCase() === email.toLowerCase()
}

function idTaken(): never {
  refuse('id_taken')
}

function notFound(): never {
  throw new NotFoundError('users')
}
