import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'
import { text } from './text.js'

export interface UrlOptions {
  /** @defaultValue 2048 */
  readonly max?: number
  /** @defaultValue `['https:', 'http:']`, so that no `javascript:` reaches a page */
  readonly protocols?: readonly string[]
}

/**
 * The common form of URLs, which every parser accepts: printable ASCII after a host of letters, digits and hyphens.
 *
 * The last label has no digit, so the host is no IPv4 address. Encoded hosts (`xn--`) are left to the parser.
 */
const plain =
  /^https?:\/\/(?:(?!xn--)[a-z\d-]{1,63}\.)+(?!xn--)[a-z]{2,63}(?::\d{1,4})?(?:[/?#][\x21-\x7e]*)?$/

/** Reads an absolute URL, and keeps its spelling. */
export function url({ max = 2048, protocols = ['https:', 'http:'] }: UrlOptions = {}): Read<string> {
  const readText = text({ max })
  const takesPlain = protocols.includes('https:') && protocols.includes('http:')
  return (value, field) => {
    const read = readText(value, field)
    if (takesPlain && plain.test(read)) return read
    // A URL parser silently drops white space and control characters: the stored URL would be another one.
    if (/[\s\p{Control}]/u.test(read) || !URL.canParse(read)) {
      throw new InvalidInputError(field, 'must be an absolute URL')
    }
    const { protocol } = new URL(read)
    if (!protocols.includes(protocol) || !read.toLowerCase().startsWith(`${protocol}//`)) {
      throw new InvalidInputError(field, `must be a URL that begins with ${protocols.join('// or ')}//`)
    }
    return read
  }
}
