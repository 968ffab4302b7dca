import { domainToASCII } from 'node:url'
import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'
import { text } from './text.js'

/** Characters of a length that no address has, so that what is normalised is short. */
const readGiven = text({ max: 1_000 })

/** The wide and narrow forms of East Asian keyboards, and the ideographic space. */
const width = /[\u3000\uFF01-\uFFEF]/g

/** The characters of an unquoted local part: RFC 5321's dot-string, and with RFC 6531 what else can be seen. */
const localPart =
  /^(?:[\w.!#$%&'*+/=?^`{|}~-]|(?![\0-\x7F\u2800\u{1D159}\p{Default_Ignorable_Code_Point}])[\p{L}\p{M}\p{N}\p{P}\p{S}])+$/u

/** A quoted local part that would say the same without its quotes. */
const needlessQuotes = /^"([\w.!#$%&'*+/=?^`{|}~-]+)"$/

/** ASCII that stands in no domain: a URL parser would read it as a port, a path or an escape. */
const strangeInDomain = /(?![a-z0-9._-])[\0-\x7F]/i

/** Labels of letters, digits, hyphens and underscores, in ASCII; the last one is no number, as an IPv4 address's is. */
const domainName =
  /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads an e-mail address, and returns its one spelling, whatever keyboard it was typed on: what RFC 8265 does to a
 * username (UsernameCaseMapped) for the part before the @, and UTS #46 for the domain.
 *
 * - Full-width and half-width forms become the usual ones, letters become small by Unicode's rules, which are those of
 *   no country (`I` is `i`, never `ı`), and composed and decomposed accents become one character (NFC).
 * - The domain becomes ASCII (`xn--…`), without a dot at its end. UTS #46 drops what is ignored in domains, such as a soft
 *   hyphen.
 * - Before the @, characters that cannot be seen and compatibility characters, such as the ligature ﬁ, are refused.
 *   Quotes that change nothing go: `"ida"@example.com` is `ida@example.com`.
 *
 * Dots and `+tags` before the @ stay: their meaning is each provider's own.
 */
export const emailAddress: Read<string> = (value, field) => {
  const [local = '', domain = '', ...more] = readGiven(value, field)
    .replace(width, (character) => character.normalize('NFKC'))
    .split('@')
  const read = `${normalLocalPart(local)}@${normalDomain(domain)}`
  if (more.length > 0 || read.startsWith('@') || read.endsWith('@')) {
    throw new InvalidInputError(field, 'must be an e-mail address')
  }
  if (read.length > 254 && Array.from(read).length > 254) {
    throw new InvalidInputError(field, 'must have at most 254 characters')
  }
  return read
}

/** Returns an empty string for what is no local part. */
function normalLocalPart(given: string): string {
  const small = given.normalize('NFC').toLowerCase().normalize('NFC').replace(needlessQuotes, '$1')
  return localPart.test(small) && small.normalize('NFKC') === small ? small : ''
}

/** Returns an empty string for what is no domain. */
function normalDomain(given: string): string {
  if (strangeInDomain.test(given.normalize('NFKC'))) return ''
  const ascii = domainToASCII(given).replace(/\.$/, '')
  return domainName.test(ascii) ? ascii : ''
}
