import { InvalidInputError } from '../../errors.js'

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
