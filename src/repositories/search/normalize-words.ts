/**
 * The two functions by which the server normalises and stems, `souk_normalize` and `souk_stem`: for marking words of a
 * query, which the server cannot do in words that a function has changed.
 */

const marks =
  /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const from = 'ٱىةکیےھہە٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹'
const to = 'ايهكييههه01234567890123456789'
const spelling = new Map(Array.from(from, (letter, index) => [letter, to[index] ?? letter]))

/** Returns a text in the one spelling that is searched. */
export function normalizeWords(value: string): string {
  const plain = value.normalize('NFKD').replaceAll(marks, '')
  return Array.from(plain, (letter) => spelling.get(letter) ?? letter)
    .join('')
    .toLowerCase()
    .replaceAll(/(?<=[a-zء-ي0-9])-(?=[a-zء-ي0-9])/g, ' ')
    .replaceAll(/(?<=[a-zء-ي])(?=[0-9])|(?<=[0-9])(?=[a-zء-ي])/g, ' ')
}

const letter = '[\\p{L}\\p{N}_]'
const before = `(?<!${letter})`
const behind = `(?!${letter})`
const prefix = new RegExp(`${before}(?:و?(?:ال|بال|كال|فال|لل)|و(?=[ء-ي]{3}))(?=[ء-ي]{2})`, 'gu')
const suffix = new RegExp(`(?<=[ء-ي]{2})(?:ها|ان|ات|ون|ين|يه|ه|ي)${behind}`, 'gu')

/** Returns the light stem of a normalised word. */
export function stemWord(word: string): string {
  return word.replaceAll(prefix, '').replaceAll(suffix, '')
}
