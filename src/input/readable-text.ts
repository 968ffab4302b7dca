import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'
import { text, type TextOptions } from './text.js'

/**
 * A letter, digit, mark of punctuation or symbol that leaves a trace on the page. Not one: white space, controls, what
 * Unicode lets a renderer ignore (zero-width, soft hyphen, the Hangul fillers, variation selectors), marks without a
 * letter, the blank Braille pattern and the null notehead.
 */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800\u{1D159}])[\p{L}\p{N}\p{P}\p{S}]/u

/** The formatting characters of the Unicode Bidirectional Algorithm (UAX #9) that open or close a direction. */
const direction = /[\u202A-\u202E\u2066-\u2069]/g

/** Left-to-right and right-to-left override: they show letters in another order than they are stored in. */
const overrides: ReadonlySet<string> = new Set(['\u202D', '\u202E'])

/** The character that closes each embedding and isolate. */
const closers: ReadonlyMap<string, string> = new Map([
  ['\u202A', '\u202C'],
  ['\u202B', '\u202C'],
  ['\u2066', '\u2069'],
  ['\u2067', '\u2069'],
  ['\u2068', '\u2069'],
])

/**
 * Reads a name, a title or another text for people, unchanged: at least one character of it can be seen.
 *
 * Joiners within words and emoji are left alone, and so are directional marks, isolates and embeddings that end within
 * the text. Refused are directional overrides, which make a text read as another one, and isolates and embeddings that
 * are left open or closed twice, which would turn what a page shows beside the text.
 */
export function readableText({ min = 1, ...options }: TextOptions): Read<string> {
  const readText = text({ min, ...options })
  return (value, field) => {
    const read = readText(value, field)
    if (read !== '' && !visible.test(read)) {
      throw new InvalidInputError(field, 'must have a character that can be seen')
    }
    if (!endsItsDirections(read)) {
      throw new InvalidInputError(field, 'must close each direction that it opens, and override none')
    }
    return read
  }
}

function endsItsDirections(read: string): boolean {
  const open: string[] = []
  for (const [character] of read.matchAll(direction)) {
    if (overrides.has(character)) return false
    const closer = closers.get(character)
    if (closer !== undefined) open.push(closer)
    else if (open.pop() !== character) return false
  }
  return open.length === 0
}
