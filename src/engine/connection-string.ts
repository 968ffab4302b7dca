import { InvalidInputError } from '../errors.js'

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
