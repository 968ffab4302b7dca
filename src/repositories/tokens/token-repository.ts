import * as queries from '../../../generated/tokens.queries.js'
import type { IssueTokenParams } from '../../../generated/tokens.queries.js'
import type { TokenPurpose } from '../../../generated/enums.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { nodeCrypto } from '../../node-crypto.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { refuse } from '../refuse.js'
import { hashOfSecret, keyedHash, newSecret } from '../secret-hash.js'
import type {
  ConsumeCodeInput,
  ConsumedToken,
  ConsumeTokenInput,
  DeleteOldTokensInput,
  IssueCodeInput,
  IssuedCode,
  IssuedToken,
  IssueTokenInput,
} from './token.js'
import {
  readConsumeCode,
  readConsumeToken,
  readDeleteOldTokens,
  readIssueCode,
  readIssueToken,
} from './token-input.js'

/**
 * Tokens: secrets that are used once, as links and as codes. Of a secret the database gets a hash, and nothing else.
 *
 * To issue one voids the one before it, of the same subject, purpose and form. None works for a closed account.
 */
export class SqlTokenRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Issues a token for a link, 256 random bits.
   *
   * @throws {@link NotFoundError} if there is no such user.
   * @throws {@link ConflictError} with rule `account_closed` or `token_limit_reached`. Answer a stranger who asks for a link
   * the same in every case.
   *
   * @example
   * ```ts
   * const { token } = await db.tokens.issue({ purpose: 'password_reset', userId: buyer.id })
   * const link = `https://shop.example.com/reset?token=${token}`
   * ```
   */
  async issue(input: IssueTokenInput, options?: CallOptions): Promise<IssuedToken> {
    const { purpose, userId = null, sentTo = null, expiresInSeconds, maxPerHour } = readIssueToken(input)
    const token = newSecret()
    const secretHash = hashOfSecret(token)
    const expiresAt = await this.#issue(
      { purpose, form: 'link', userId, sentTo, secretHash, expiresInSeconds, maxPerHour },
      options,
    )
    return { token, expiresAt }
  }

  /**
   * Issues a code for people to type, from a message to their phone or e-mail address.
   *
   * @throws as {@link issue}.
   *
   * @example
   * ```ts
   * const key = process.env['CODE_KEY'] ?? ''
   * const { code } = await db.tokens.issueCode({ purpose: 'login', sentTo: '+971501234567', key })
   * ```
   */
  async issueCode(input: IssueCodeInput, options?: CallOptions): Promise<IssuedCode> {
    const read = readIssueCode(input)
    const { purpose, userId = null, sentTo = null, expiresInSeconds, maxAttempts, maxPerHour } = read
    const code = newCode(read.digits)
    const secretHash = hashOfCode(read.key, purpose, read.subject, code)
    const expiresAt = await this.#issue(
      { purpose, form: 'code', userId, sentTo, secretHash, maxAttempts, expiresInSeconds, maxPerHour },
      options,
    )
    return { code, expiresAt }
  }

  /**
   * Uses a link's token. Of any number of calls with it, one is let through.
   *
   * Programs that look at mail open links: use the token when its user presses a button, not when the page is opened. For a
   * new password use `users.resetPassword`, which does both in one statement.
   *
   * @throws {@link ConflictError} with rule `token_invalid`, whatever is wrong with it.
   */
  async consume(input: ConsumeTokenInput, options?: CallOptions): Promise<ConsumedToken> {
    const { purpose, token } = readConsumeToken(input)
    const used = { purpose, secretHash: hashOfSecret(token) }
    const consumed = await this.#executor.maybeOne(queries.consumeToken, used, options)
    return consumed ?? refuse('token_invalid')
  }

  /**
   * Uses a code, if the guess is right. Of any number of right guesses, one is let through, and of any number of guesses at
   * once no more are compared than the code allows.
   *
   * The guess is counted though the call is refused. In a transaction, catch the error within its function, or the count is
   * rolled back.
   *
   * @throws {@link ConflictError} with rule `token_invalid` if the guess is wrong, or there is no such code; `token_locked` if it
   * was guessed too often, and another one must be issued.
   */
  async consumeCode(input: ConsumeCodeInput, options?: CallOptions): Promise<ConsumedToken> {
    const { purpose, subject, key, code } = readConsumeCode(input)
    const guess = { purpose, subject, secretHash: hashOfCode(key, purpose, subject, code) }
    const judged = await this.#executor.maybeOne(queries.consumeCode, guess, options)
    if (judged === null) return refuse('token_invalid')
    const { refusal, userId, sentTo } = judged
    return refusal === null ? { userId, sentTo } : refuse(refusal)
  }

  /**
   * Deletes tokens that are void for long, up to `limit`, the first ones first. Several may run at once.
   *
   * @returns The number of those that it deleted: call again while that is `limit`.
   */
  async deleteOld(input: DeleteOldTokensInput = {}, options?: CallOptions): Promise<number> {
    return this.#executor.execute(queries.deleteOldTokens, readDeleteOldTokens(input), options)
  }

  async #issue(token: IssueTokenParams, options?: CallOptions): Promise<Date> {
    const issued = await this.#executor.maybeOne(queries.issueToken, token, options)
    if (issued !== null) return issued.expiresAt
    if (token.userId != null) await assertOpenAccount(this.#executor, token.userId, options)
    return refuse('token_limit_reached')
  }
}

/** Tokens: secrets that are used once, as links and as codes. */
export interface TokenRepository extends Pick<SqlTokenRepository, keyof SqlTokenRepository> {}

/** Returns the hash of a code, which is another one for each subject and purpose. */
function hashOfCode(key: string, purpose: TokenPurpose, subject: string, code: string): Buffer {
  return keyedHash(key, JSON.stringify([purpose, subject, code]))
}

/** Makes a code of as many digits. */
function newCode(digits: number): string {
  return nodeCrypto()
    .randomInt(10 ** digits)
    .toString()
    .padStart(digits, '0')
}
