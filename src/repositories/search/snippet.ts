import { normalizeWords, stemWord } from './normalize-words.js'
import type { Snippet, SnippetPiece } from './search.js'

const longest = 200
const word = /[\p{L}\p{N}\p{M}\u0640]+/gu

/**
 * Returns the part of a text around the first word of a query, with its words marked.
 *
 * A word of ASCII is compared with the stem of PostgreSQL's English stemmer, which it begins with: `running` has the stem `run`,
 * and `happy` has `happi`. So a longer word with the same beginning may be marked too, if it is up to four letters longer.
 */
export function snippetOf(text: string, lexemes: ReadonlySet<string>): Snippet {
  const matches = Array.from(text.matchAll(word)).filter(([found]) => isMatch(found, lexemes))
  const [start, end] = excerpt(text, matches[0]?.index ?? 0)
  const pieces: SnippetPiece[] = []
  let at = start
  for (const { 0: found, index } of matches) {
    if (index < start || index + found.length > end) continue
    if (index > at) pieces.push({ text: text.slice(at, index), isMatch: false })
    pieces.push({ text: found, isMatch: true })
    at = index + found.length
  }
  if (at < end) pieces.push({ text: text.slice(at, end), isMatch: false })
  return pieces
}

function isMatch(found: string, lexemes: ReadonlySet<string>): boolean {
  return normalizeWords(found)
    .split(' ')
    .some((part) => lexemes.has(stemWord(part)) || isEnglishMatch(part, lexemes))
}

function isEnglishMatch(part: string, lexemes: ReadonlySet<string>): boolean {
  if (!/^[a-z]+$/.test(part)) return lexemes.has(part)
  for (let length = Math.max(1, part.length - 4); length <= part.length; length++) {
    const stem = part.slice(0, length)
    if (lexemes.has(stem)) return true
    if (stem.endsWith('y') && lexemes.has(`${stem.slice(0, -1)}i`)) return true
  }
  return false
}

/** Finds the part of a text around a place, from the beginning of a word to the end of one where that is near. */
function excerpt(text: string, place: number): readonly [start: number, end: number] {
  if (text.length <= longest) return [0, text.length]
  const wanted = Math.min(Math.max(0, place - longest / 4), text.length - longest)
  const start = wanted === 0 ? 0 : boundary(text, wanted)
  const end = start + longest >= text.length ? text.length : boundary(text, start + longest)
  return [start, end]
}

function boundary(text: string, place: number): number {
  const blank = text.lastIndexOf(' ', place)
  if (blank > place - 30) return blank + 1
  // Not between the halves of a character.
  return /[\uDC00-\uDFFF]/.test(text[place] ?? '') ? place - 1 : place
}
