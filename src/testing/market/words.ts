/** A language of the market that tests are made of. */
export type MarketLanguage = 'en' | 'ar'

/** A text in both languages. */
export type Words = Readonly<Record<MarketLanguage, string>>

/** Reads lines of `English | Arabic`. */
export function words(lines: string): readonly Words[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [en = '', ar = ''] = line.split('|').map((part) => part.trim())
      return { en, ar }
    })
}
