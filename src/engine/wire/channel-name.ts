import { InvalidInputError } from '../../errors.js'

/** The server truncates longer names, so that two channels would become one. */
const longestBytes = 63

/**
 * Quotes a channel's name as an SQL identifier, so that upper and lower case are kept.
 *
 * @throws {@link InvalidInputError} if the name is invalid.
 */
export function quoteChannel(channel: string): string {
  if (typeof channel !== 'string' || channel === '') {
    throw new InvalidInputError('channel', 'must be a name of at least one character')
  }
  if (!channel.isWellFormed() || channel.includes('\0')) {
    throw new InvalidInputError('channel', 'must be text without NUL characters and lone surrogates')
  }
  if (Buffer.byteLength(channel) > longestBytes) {
    throw new InvalidInputError('channel', `must have at most ${longestBytes} bytes`)
  }
  return `"${channel.replaceAll('"', '""')}"`
}
