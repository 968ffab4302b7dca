import { listSimilarTerms } from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { normalizeWords } from './normalize-words.js'

/** A word is taken for an error if another one is so many times as frequent. */
const muchMoreFrequent = 10
const leastListings = 2
const mostWords = 8

/** Words and phrases that must not be there. They stay as they are, for a word that is parted later would be demanded. */
const excludedWords = /(?<!\S)-(?:"[^"]*"?|[^\s"]+)/gu
/** The words of a text that may have errors. */
const correctable = /(?<![-\p{L}\p{N}_])[a-zء-ي]{3,}(?![\p{L}\p{N}_])/gu

/**
 * Replaces words that hardly any listing has by similar ones that many have.
 *
 * @returns Null if there is nothing to replace.
 */
export async function correctText(
  executor: Executor,
  text: string,
  options?: CallOptions,
): Promise<string | null> {
  const excluded = text.match(excludedWords) ?? []
  const normalized = normalizeWords(text.replaceAll(excludedWords, ' '))
  const words = [...new Set(Array.from(normalized.matchAll(correctable), ([word]) => word))].slice(
    0,
    mostWords,
  )
  if (words.length === 0) return null
  const variants = words.flatMap((word, index) =>
    variantsOf(word).map((variant) => ({ variant, number: index + 1 })),
  )
  const terms = await executor.many(
    listSimilarTerms,
    {
      words,
      variants: variants.map(({ variant }) => variant),
      variantOf: variants.map(({ number }) => number),
    },
    options,
  )
  const corrections = new Map<string, string>()
  for (const [index, word] of words.entries()) {
    const better = bestOf(
      word,
      terms.filter(({ number }) => number === index + 1),
    )
    if (better !== null) corrections.set(word, better)
  }
  if (corrections.size === 0) return null
  const corrected = normalized.replaceAll(correctable, (word) => corrections.get(word) ?? word).trim()
  return [corrected, ...excluded].join(' ')
}

interface Term {
  readonly term: string
  readonly listingCount: number
}

function bestOf(word: string, terms: readonly Term[]): string | null {
  const own = terms.find(({ term }) => term === word)?.listingCount ?? 0
  const farthest = word.length < 6 ? 1 : 2
  const [best] = terms
    .map(({ term, listingCount }) => ({ term, listingCount, edits: editsBetween(word, term) }))
    .filter(
      ({ listingCount, edits }) =>
        edits > 0 &&
        edits <= farthest &&
        listingCount >= leastListings &&
        listingCount >= own * muchMoreFrequent,
    )
    .sort((one, other) => one.edits - other.edits || other.listingCount - one.listingCount)
  return best?.term ?? null
}

/** The word itself, and with two letters swapped or one left out: of short words these have hardly a trigram in common. */
function variantsOf(word: string): readonly string[] {
  const letters = Array.from(word)
  const swapped = letters
    .slice(1)
    .map((letter, index) => [...letters.slice(0, index), letter, letters[index], ...letters.slice(index + 2)])
  const shortened = letters.map((_, index) => letters.toSpliced(index, 1))
  return [...new Set([word, ...[...swapped, ...shortened].map((variant) => variant.join(''))])]
}

/** Counts the letters that are added, left out, replaced, or swapped with their neighbour. */
export function editsBetween(one: string, other: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const next = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwap = row > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      next.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    beforeLast = last
    last = next
  }
  return last[other.length] ?? 0
}
