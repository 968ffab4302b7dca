import * as queries from '../../../generated/users.queries.js'
import type { Account } from '../../../generated/models.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import type { StreamOptions } from '../../engine/row-stream.js'
import { NotFoundError } from '../../errors.js'
import type { Point } from '../../geo/geojson.js'
import { emailAddress } from '../../input/index.js'
import { cursorAfter, readListRequest } from '../../pagination/list-request.js'
import type { Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { readId, readIds } from '../id-input.js'
import { idTakenMeanwhile } from '../id-taken.js'
import { toJsonRecord } from '../json-record.js'
import { nearestFirst } from '../nearest-first.js'
import { newId } from '../new-id.js'
import { ifRefusedBy, refuse } from '../refuse.js'
import { digestsOf, withDigest } from '../request-digest.js'
import { eraseUserData, personalDataText, type EraseUserInput, type Erasure } from './personal-data.js'
import { hashOfSecret } from '../secret-hash.js'
import type { FullProfile, Profile } from '../profile.js'
import { fullProfileOf, profileOf } from '../profile-of-row.js'
import { toWalkedPage } from '../walked-page.js'
import type {
  AccountDecisionInput,
  ChooseRoleInput,
  CreateUserInput,
  CredentialIdentifier,
  Credentials,
  NearbyProfile,
  NearbyUsersInput,
  RehashPasswordInput,
  ResetPasswordInput,
  SetLocationInput,
  SetPasswordHashInput,
  SetRoleInput,
  SetStripeIdsInput,
  UpdateUserInput,
  UserIdInput,
} from './user.js'
import {
  createCommand,
  readAccountDecision,
  readChooseRole,
  readCreateUser,
  readCreateUsers,
  readCredentialIdentifier,
  readRehashPassword,
  readResetPassword,
  readSetLocation,
  readSetPasswordHash,
  readSetRole,
  readSetStripeIds,
  readUpdateUser,
  readUserId,
  readUsername,
} from './user-input.js'
import { nearbyList } from './user-lists.js'

/**
 * Users: people who buy, sell, or look after the marketplace.
 *
 * An account holds private data and is for its owner and the service; a profile is what anybody may see. A command without
 * an administrator is its user's own, and is refused once the account is closed (`account_closed`).
 */
export class SqlUserRepository {
  readonly #executor: Executor
  readonly #accounts: ById<Account>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#accounts = new ById({
      one: (id, options) => executor.maybeOne(queries.findAccount, { id }, options),
      many: (ids, options) => executor.many(queries.listAccountsByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Creates a user.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the account that the
   * first one made, as it is by then.
   *
   * @throws {@link ConstraintError} if the e-mail address, username or phone is another user's
   * (`users_email_key`, `users_username_key`, `users_phone_key`).
   * @throws {@link ConflictError} with rule `repeated_differently` if the id was used with other content.
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
  async create(input: CreateUserInput, options?: CallOptions): Promise<Account> {
    const user = withDigest(createCommand, readCreateUser(input))
    const created = await this.#executor.maybeOne(queries.createUser, user, options)
    if (created !== null) return created
    const { id, requestDigest } = user
    if (id !== undefined && requestDigest !== undefined) {
      const first = await this.#executor.maybeOne(queries.findAccount, { id, requestDigest }, options)
      if (first !== null) return first
      if ((await this.findAccount(id, options)) !== null) refuse('repeated_differently')
    }
    // No row, and not because of the id: the bulk statement has the server say which constraint refuses it.
    const named = Object.assign(user, { id: id ?? newId() })
    await this.#createMany([named], options)
    return this.getAccount(named.id, options)
  }

  /**
   * Creates up to 10,000 users in one statement: all of them, or none.
   *
   * Users that the same content made under the same `id` are left as they are, so the call is safe to repeat with ids of the
   * caller's.
   *
   * @returns Their ids, in the order of the input.
   * @throws {@link ConstraintError} and {@link ConflictError} as {@link create}.
   */
  async createMany(inputs: readonly CreateUserInput[], options?: CallOptions): Promise<string[]> {
    const users = readCreateUsers(inputs, 'users')
    if (users.length > 0) await this.#createMany(users, options)
    return users.map(({ id }) => id)
  }

  /**
   * Gets the profile of a user: what anybody may see. One of a closed account says so.
   *
   * @throws {@link NotFoundError} if there is no such user.
   */
  async getProfile(userId: string, options?: CallOptions): Promise<FullProfile> {
    return (await this.findProfile(userId, options)) ?? notFound()
  }

  /** Finds the profile of a user: what anybody may see. */
  async findProfile(userId: string, options?: CallOptions): Promise<FullProfile | null> {
    return this.#findProfile({ id: readId(userId, 'userId') }, options)
  }

  /** Finds a profile by username, whatever its case. */
  async findProfileByUsername(username: string, options?: CallOptions): Promise<FullProfile | null> {
    return this.#findProfile({ username: readUsername(username, 'username') }, options)
  }

  /**
   * Lists profiles in the order of up to 10,000 user ids; those that do not exist are left out, one asked for twice comes
   * twice.
   */
  async listProfiles(userIds: readonly string[], options?: CallOptions): Promise<Profile[]> {
    const ids = readIds(userIds, 'ids')
    if (ids.length === 0) return []
    return (await this.#executor.many(queries.listProfilesByIds, { ids }, options)).map(profileOf)
  }

  /**
   * Lists the profiles of open accounts around a point, nearest first. Who has no place is not among them; the viewer is.
   *
   * Everything is made of public places, 230 to 500 m from the homes. The order is that of `products.nearby`: by distance on a
   * plane, or on a sphere where a plane is not exact enough, and by id. Pages never repeat or skip a user who stays where they
   * are. For a viewer a page walks over 500 users at most: it may be short, or empty, and its cursor goes on.
   *
   * @returns An empty page if nobody is near.
   * @throws {@link InvalidInputError} if `near` is not a position on Earth or the radius is not positive, and naming `viewerId`,
   * `limit` or `cursor`.
   *
   * @example
   * ```ts
   * const page = await db.users.nearby({ near: [55.2708, 25.2048], radiusMetres: 2_000 })
   * ```
   */
  async nearby(input: NearbyUsersInput, options?: CallOptions): Promise<Page<NearbyProfile>> {
    const request = readListRequest(nearbyList, input)
    const rows = await this.#executor.many(queries.listProfilesNearby, nearestFirst(request), options)
    return toWalkedPage(rows, {
      limit: request.limit,
      cursorAfter: (row) => cursorAfter(nearbyList, request, [row.distanceOrder, row.profileId]),
      toItem: (row) => {
        const { publicLocation, distanceMetres } = row
        return Object.assign(profileOf(row), { publicLocation, distanceMetres })
      },
    })
  }

  /**
   * Gets an account, private data included: for its owner and the service itself.
   *
   * @throws {@link NotFoundError} if there is none.
   */
  getAccount(userId: string, options?: CallOptions): Promise<Account> {
    return this.#accounts.get(userId, options)
  }

  /**
   * Finds an account, private data included. Those that are asked for in one tick, here and by {@link getAccount}, are one
   * statement.
   */
  findAccount(userId: string, options?: CallOptions): Promise<Account | null> {
    return this.#accounts.find(userId, options)
  }

  /**
   * Finds an account by e-mail address, in whichever spelling (see {@link CreateUserInput.email}): for the service itself.
   */
  async findAccountByEmail(email: string, options?: CallOptions): Promise<Account | null> {
    return this.#executor.maybeOne(
      queries.findAccountByEmail,
      { email: emailAddress(email, 'email') },
      options,
    )
  }

  /**
   * Lists accounts in the order of up to 10,000 ids, for the service itself; those that do not exist are left out, one asked
   * for twice comes twice.
   */
  listAccounts(userIds: readonly string[], options?: CallOptions): Promise<Account[]> {
    return this.#accounts.list(userIds, options)
  }

  /**
   * Finds what a login needs: the only method that reads a password hash.
   *
   * @example
   * ```ts
   * const credentials = await db.users.findCredentials({ email: 'aisha@example.com' })
   * ```
   */
  async findCredentials(
    identifier: CredentialIdentifier,
    options?: CallOptions,
  ): Promise<Credentials | null> {
    return this.#executor.maybeOne(queries.findCredentials, readCredentialIdentifier(identifier), options)
  }

  /**
   * Updates what the patch holds: a key that is absent or undefined keeps its value, null empties it.
   *
   * The patch may come from the user: what they may not set for themselves is not in it. That is a role
   * ({@link chooseRole}, {@link setRole}), the mark of verification (`db.verifications`), a password
   * ({@link setPasswordHash}) and ids at Stripe ({@link setStripeIds}).
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ConflictError} with rule `account_closed`;
   * {@link ConstraintError} as {@link create}.
   */
  async update(input: UpdateUserInput, options?: CallOptions): Promise<Account> {
    const { userId, patch } = readUpdateUser(input)
    return this.#update(userId, patch, options)
  }

  /**
   * Gets where a user is at home, exactly, or null if they have not said: the only method that reads it, and for the user
   * alone. What others see is `publicLocation`, 230 to 500 m off.
   *
   * @throws {@link NotFoundError} if there is no such user.
   */
  async getExactLocation(input: UserIdInput, options?: CallOptions): Promise<Point | null> {
    const userId = readUserId(input)
    const found = await this.#executor.maybeOne(queries.findExactUserLocation, { userId }, options)
    return (found ?? notFound()).location
  }

  /**
   * Sets where a user is at home: a GeoJSON point or a position. Others see `publicLocation`, 230 to 500 m off. Errors as
   * {@link update}.
   */
  async setLocation(input: SetLocationInput, options?: CallOptions): Promise<Account> {
    const { userId, location } = readSetLocation(input)
    return this.#update(userId, { location }, options)
  }

  /** Forgets where a user is at home. Errors as {@link update}. */
  async clearLocation(input: UserIdInput, options?: CallOptions): Promise<Account> {
    return this.#update(readUserId(input), { location: null }, options)
  }

  /**
   * Sets the hash of a user's new password, and ends their sessions in the same statement; tokens for resetting the password
   * are void. The service has checked the old password: after a link, use {@link resetPassword}.
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ConflictError} with rule `account_closed`.
   */
  async setPasswordHash(input: SetPasswordHashInput, options?: CallOptions): Promise<void> {
    const { userId: id, passwordHash, exceptSessionId = null } = readSetPasswordHash(input)
    const given = { id, passwordHash, exceptSessionId }
    const set = await this.#executor.maybeOne(queries.setPasswordHash, given, options)
    if (set === null) await this.#refuse(id, options)
  }

  /**
   * Replaces the hash of a user's password by another one of the same password, such as with more costly parameters, when a
   * login has both. The user's sessions go on.
   *
   * @returns False if the old hash is no longer the user's, or the account is closed: nothing has changed.
   */
  async rehashPassword(input: RehashPasswordInput, options?: CallOptions): Promise<boolean> {
    const { userId: id, passwordHash, oldPasswordHash } = readRehashPassword(input)
    const given = { id, passwordHash, oldPasswordHash }
    return (await this.#executor.maybeOne(queries.rehashPassword, given, options)) !== null
  }

  /**
   * Uses a token for resetting a password, sets the hash of the new one and ends all sessions of its user, in one statement.
   * Of any number of calls with a token, one does.
   *
   * @returns The user's id.
   * @throws {@link ConflictError} with rule `token_invalid`, whatever is wrong with the token or the account.
   */
  async resetPassword(input: ResetPasswordInput, options?: CallOptions): Promise<string> {
    const { token, passwordHash } = readResetPassword(input)
    const given = { secretHash: hashOfSecret(token), passwordHash }
    const reset = await this.#executor.maybeOne(queries.resetPassword, given, options)
    return reset?.id ?? refuse('token_invalid')
  }

  /**
   * Sets the ids by which Stripe knows a user, whatever the state of the account.
   *
   * @throws {@link NotFoundError} if there is no such user.
   */
  async setStripeIds(input: SetStripeIdsInput, options?: CallOptions): Promise<Account> {
    const { userId: id, stripeCustomerId = null, stripeConnectAccountId = null } = readSetStripeIds(input)
    const ids = { id, stripeCustomerId, stripeConnectAccountId }
    return (await this.#executor.maybeOne(queries.setStripeIds, ids, options)) ?? notFound()
  }

  /**
   * Sets what a user does in the marketplace, as they choose. An administrator stays one.
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ConflictError} with rule `account_closed` or
   * `account_is_admin`.
   */
  async chooseRole(input: ChooseRoleInput, options?: CallOptions): Promise<Account> {
    const { userId: id, role } = readChooseRole(input)
    const chosen = await this.#executor.maybeOne(queries.chooseRole, { id, role }, options)
    return chosen ?? this.#refuse(id, options)
  }

  /**
   * Sets anybody's role, on behalf of an administrator.
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ForbiddenError} with rule `not_an_admin`.
   *
   * @example
   * ```ts
   * // In a script of the service, for the first administrator. Afterwards administrators appoint others.
   * await db.users.setRole({ userId: user.id, role: 'admin', adminId: null })
   * ```
   */
  async setRole(input: SetRoleInput, options?: CallOptions): Promise<Account> {
    const { userId: id, role, adminId } = readSetRole(input)
    const set = await this.#executor.maybeOne(queries.setRole, { id, role, adminId }, options)
    return set ?? this.#refuseAdmin(adminId, options)
  }

  /**
   * Closes an account for its owner: its products leave the market, which declines the offers on them, its offers are
   * cancelled, its streams and sessions end, and their secrets are void. All in one statement, or nothing.
   *
   * From then on nothing is sold, bought, streamed, offered or written on its behalf, whatever ran at the same time. Deals
   * that were made are kept: their payments are completed or end as any. Doing it again is fine.
   *
   * Call it at the isolation level read committed, the default: it must see what was done while it waited.
   *
   * @throws {@link NotFoundError} if there is no such user.
   */
  async close(input: UserIdInput, options?: CallOptions): Promise<Account> {
    const closed = await this.#executor.maybeOne(queries.closeAccount, { id: readUserId(input) }, options)
    return closed ?? notFound()
  }

  /**
   * Closes an account on behalf of an administrator, as {@link close}.
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async suspend(input: AccountDecisionInput, options?: CallOptions): Promise<Account> {
    return this.#setActive(input, false, options)
  }

  /**
   * Opens a closed account again, on behalf of an administrator. What was taken off the market stays off.
   *
   * @throws {@link NotFoundError} if there is no such user; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async reopen(input: AccountDecisionInput, options?: CallOptions): Promise<Account> {
    return this.#setActive(input, true, options)
  }

  /**
   * Exports everything that is known of a user, for that user: the rows of every table whose comments say `@personal`, a
   * service's own tables too, as one JSON object of tables with lists of rows. Names and values are those of the columns;
   * places are GeoJSON. What is about other people alone is left out, and so are secrets such as the password's hash.
   *
   * @returns The text in pieces, read from one snapshot. Rows are fetched while the pieces are consumed.
   * @throws {@link NotFoundError} if there is no such user.
   *
   * @example
   * ```ts
   * import { createWriteStream } from 'node:fs'
   * import { Readable } from 'node:stream'
   * import { pipeline } from 'node:stream/promises'
   *
   * await pipeline(Readable.from(db.users.exportPersonalData(userId)), createWriteStream('my-data.json'))
   * ```
   */
  exportPersonalData(userId: string, options?: StreamOptions): AsyncIterable<string> {
    return personalDataText(this.#executor, readId(userId, 'userId'), options)
  }

  /**
   * Erases the personal data of a user in one transaction, and closes the account for good. Name, addresses, places and what
   * they wrote are gone, and their e-mail address, username and phone are free. Payments are kept, and so is what others
   * wrote: where the user wrote in a conversation, a message without text or images stands (`erasedAt`). See
   * docs/personal-data.md.
   *
   * Doing it again returns the first receipt. Call it at the isolation level read committed, the default. For a
   * user with a hundred thousand messages, call it in a transaction with a longer `statementTimeoutMs`.
   *
   * @throws {@link NotFoundError} if there is no such user.
   *
   * @example
   * ```ts
   * const { changes } = await db.users.erase({ userId, dryRun: true })
   * const { receiptId } = await db.users.erase({ userId })
   * ```
   */
  async erase(input: EraseUserInput, options?: CallOptions): Promise<Erasure> {
    return eraseUserData(this.#executor, input, options)
  }

  /**
   * Records that a user has logged in now.
   *
   * @returns The time, by the server's clock.
   * @throws {@link NotFoundError} if there is no such user; {@link ConflictError} with rule `account_closed`.
   */
  async recordLogin(input: UserIdInput, options?: CallOptions): Promise<Date> {
    const id = readUserId(input)
    const login = await this.#executor.maybeOne(queries.recordLogin, { id }, options)
    return login?.lastLoginAt ?? this.#refuse(id, options)
  }

  /**
   * Deletes a user and what is theirs: products, streams, conversations, messages, offers, verifications.
   *
   * @throws {@link NotFoundError} if there is no such user.
   * @throws {@link ConflictError} with rule `user_has_payments` if the user has payments: {@link close} such an account.
   */
  async delete(input: UserIdInput, options?: CallOptions): Promise<void> {
    const { isDeleted } = await this.#executor
      .one(queries.deleteUser, { id: readUserId(input) }, options)
      .catch(ifRefusedBy(paymentConstraints, () => refuse('user_has_payments')))
    if (!isDeleted) notFound()
  }

  async #findProfile(key: queries.FindProfileParams, options?: CallOptions): Promise<FullProfile | null> {
    const row = await this.#executor.maybeOne(queries.findProfile, key, options)
    return row && fullProfileOf(row)
  }

  async #createMany(users: ReturnType<typeof readCreateUsers>, options?: CallOptions): Promise<void> {
    const created = await this.#executor
      .execute(queries.createUsers, { users: users.map(toJsonRecord) }, options)
      .catch(idTakenMeanwhile)
    if (created < users.length) {
      const given = digestsOf(users)
      const { repeated } = await this.#executor.one(queries.countRepeatedUsers, given, options)
      if (repeated < given.ids.length) refuse('repeated_differently')
    }
  }

  async #update(
    id: string,
    patch: ReturnType<typeof readUpdateUser>['patch'],
    options?: CallOptions,
  ): Promise<Account> {
    const record = toJsonRecord(patch)
    const hasKeys = keys.some((key) => patch[key] !== undefined)
    const values = { id, patch: record, ...(hasKeys ? { keyPatch: record } : {}) }
    const updated = await this.#executor.maybeOne(queries.updateAccount, values, options)
    return updated ?? this.#refuse(id, options)
  }

  async #setActive(input: AccountDecisionInput, isActive: boolean, options?: CallOptions): Promise<Account> {
    const { userId: id, adminId } = readAccountDecision(input)
    const set = await this.#executor.maybeOne(queries.setAccountActive, { id, adminId, isActive }, options)
    return set ?? this.#refuseAdmin(adminId, options)
  }

  /** Throws the reason why a user's own command found nothing to do. */
  async #refuse(id: string, options?: CallOptions): Promise<never> {
    const { isActive } = await this.getAccount(id, options)
    return refuse(isActive ? 'account_is_admin' : 'account_closed')
  }

  /** Throws the reason why an administrator's command found nothing to do. */
  async #refuseAdmin(adminId: string | null, options?: CallOptions): Promise<never> {
    if (adminId === null) return notFound()
    const { isOpenAdmin } = await this.#executor.one(queries.isOpenAdmin, { adminId }, options)
    return isOpenAdmin ? notFound() : refuse('not_an_admin')
  }
}

/** Users: people who buy, sell, or look after the marketplace. */
export interface UserRepository extends Pick<SqlUserRepository, keyof SqlUserRepository> {}

/** The columns of unique indexes, by which a user is known. */
const keys = ['email', 'username', 'phone'] as const

/** The foreign keys that keep a user who has payments. */
const paymentConstraints = [
  'fk_transactions_buyer',
  'fk_transactions_seller',
  // A seller's products go with them, but for those that have payments.
  'fk_transactions_product',
] as const

function notFound(): never {
  throw new NotFoundError('users')
}
