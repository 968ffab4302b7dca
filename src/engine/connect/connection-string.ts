import type { PoolConfig } from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { InvalidInputError } from '../../errors.js'
import { splitHosts } from '../hosts/host-options.js'

/**
 * Refuses a connection string that would be split at the wrong place. The message does not quote the string.
 *
 * @throws {@link InvalidInputError}
 */
export function assertConnectionString(url: unknown): asserts url is string {
  if (typeof url !== 'string' || !/^(postgres(ql)?:\/\/|socket:|\/)/i.test(url)) {
    throw new InvalidInputError('url', 'a connection string begins with postgres://')
  }
  // An unescaped / ? or # in a password ends the host early, and messages would show the rest as port or database.
  if (/^[^/]*:\/\/[^/?#]*[/?#].*@/.test(url)) {
    throw new InvalidInputError(
      'url',
      'there is an @ behind the host: percent-encode the password (/ is %2F, ? is %3F, # is %23, @ is %40)',
    )
  }
}

/**
 * Splits a connection string into options, of several hosts the first, so that no object holds the whole string: `inspect`
 * would print the password.
 *
 * @throws {@link InvalidInputError} if it is not a connection string; the message does not quote it.
 */
export function parseConnectionString(url: string): PoolConfig {
  assertConnectionString(url)
  try {
    return parseIntoClientConfig(splitHosts(url).url)
  } catch {
    throw new InvalidInputError('url', 'is not a PostgreSQL connection string')
  }
}
