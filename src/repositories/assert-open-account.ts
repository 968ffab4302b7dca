import { findProfile } from '../../generated/users.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { NotFoundError } from '../errors.js'
import { refuse } from './refuse.js'

/**
 * Asserts that there is an account, and that it is open: asked when a command found nothing to do.
 *
 * @throws {@link NotFoundError}; {@link ConflictError} with rule `account_closed`.
 */
export async function assertOpenAccount(
  executor: Executor,
  userId: string,
  options?: CallOptions,
): Promise<void> {
  const profile = await executor.maybeOne(findProfile, { id: userId }, options)
  if (profile === null) throw new NotFoundError('users')
  if (profile.profileIsClosed) refuse('account_closed')
}
