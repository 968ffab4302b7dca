import { InvalidInputError } from '../../errors.js'

/** The server cuts longer names, and two channels would become one. */
const longestBytes = 63

/**
 * Writes a channel's name as an identifier of SQL, so that it means itself, in upper and lower case.
 *
 * @throws {@link InvalidInputError} if no channel can be called so.
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
