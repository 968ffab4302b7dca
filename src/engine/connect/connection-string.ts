import type { PoolConfig } from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { InvalidInputError } from '../../errors.js'

/**
 * Refuses a connection string of which a part would be taken for another. The message does not quote it.
 *
 * @throws {@link InvalidInputError}
 */
export function assertConnectionString(url: unknown): asserts url is string {
  if (typeof url !== 'string' || !/^(postgres(ql)?:\/\/|socket:|\/)/i.test(url)) {
    throw new InvalidInputError('url', 'a connection string begins with postgres://')
  }
  // A password with a bare / ? or # ends the host early, and its rest would show up as port or database in messages.
  if (/^[^/]*:\/\/[^/?#]*[/?#].*@/.test(url)) {
    throw new InvalidInputError(
      'url',
      'there is an @ behind the host: percent-encode the password (/ is %2F, ? is %3F, # is %23, @ is %40)',
    )
  }
}

/**
 * Takes a connection string apart, so that no object holds it whole: `inspect` of one would show the password.
 *
 * @throws {@link InvalidInputError} if it is not one; the message does not quote it.
 */
export function parseConnectionString(url: string): PoolConfig {
  assertConnectionString(url)
  try {
    return parseIntoClientConfig(url)
  } catch {
    throw new InvalidInputError('url', 'is not a PostgreSQL connection string')
  }
}
