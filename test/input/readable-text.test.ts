import { describe, expect, it } from 'vitest'
import { readableText } from '../../src/input/readable-text.js'
import { fc } from '../setup/fast-check.js'
import { refusal } from '../setup/refusal.js'

const title = readableText({ max: 40 })

describe('readableText', () => {
  it.each([
    ['a letter', 'x'],
    ['Arabic', 'حذاء رياضي'],
    ['Persian with a non-joiner within a word', 'می\u200Cخواهم'],
    ['Hindi with a joiner', 'क्\u200Dष'],
    ['an emoji of several people', '👨\u200D👩\u200D👧\u200D👦'],
    ['a flag, a keycap and a heart with a variation selector', '🇦🇪 1\uFE0F\u20E3 ❤\uFE0F'],
    ['a soft hyphen within a word', 'Sammel\u00ADkarten'],
    ['a mark of punctuation', '?'],
    ['a Braille pattern with dots', '\u2801'],
    ['directional marks', '\u200Eabc\u200F (\u061C1)'],
    ['an isolate that ends', 'Sold by \u2068عائشة\u2069'],
    ['isolates and embeddings one within the other', '\u2067ab\u202Acd\u202C\u2069'],
    ['white space around a word', '  x\n'],
  ])('gives %s as it is', (_, value) => {
    expect(title(value, 'title')).toBe(value)
  })

  it.each([
    ['nothing', ''],
    ['white space of every kind', ' \t\n\u00A0\u1680\u2003\u2028\u2029\u202F\u205F\u3000'],
    ['zero-width characters', '\u200B\u200C\u200D\u2060\uFEFF'],
    ['a soft hyphen', '\u00AD'],
    ['the fillers of Hangul', '\u115F\u1160\u3164\uFFA0'],
    ['the blank Braille pattern', '\u2800'],
    ['the null notehead', '\u{1D159}'],
    ['Mongolian separators and selectors', '\u180E\u180B\u180F'],
    ['the inherent vowels of Khmer', '\u17B4\u17B5'],
    ['directional marks', '\u200E\u200F\u061C'],
    ['an isolate of nothing', '\u2066 \u2069'],
    ['controls', '\u0001\u007F\u0085'],
    ['variation selectors and tags', '\uFE0F\u{E0100}\u{E0041}'],
    ['invisible operators', '\u2061\u2062\u2063\u2064'],
    ['marks without a letter', '\u0301\u034F'],
    ['characters that Unicode does not assign', '\u0378\uFFFE'],
  ])('refuses a text of %s alone', (_, value) => {
    expect(refusal(() => title(value, 'title'))).toMatchObject({ field: 'title', code: 'invalid_input' })
  })

  it.each([
    ['a right-to-left override', 'photo\u202Egnp.exe'],
    ['a left-to-right override that ends', '\u202Dabc\u202C'],
    ['an embedding that is left open', 'abc\u202B'],
    ['an isolate that is left open', '\u2067abc'],
    ['an isolate that is closed twice', '\u2068a\u2069\u2069'],
    ['a closing character alone', 'abc\u2069'],
    ['an isolate that ends as an embedding does', '\u2068abc\u202C'],
    ['directions that overlap', '\u2068a\u202Bb\u2069c\u202C'],
  ])('refuses %s', (_, value) => {
    const refused = refusal(() => title(value, 'title'))
    expect(refused.message).toBe('title: must close each direction that it opens, and override none')
  })

  it('lets a text be empty where it may, and then blank it may not be', () => {
    const bio = readableText({ min: 0, max: 40 })
    expect(bio('', 'bio')).toBe('')
    expect(refusal(() => bio(' ', 'bio')).field).toBe('bio')
  })

  it('gives what it accepts unchanged, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (value) => {
        try {
          expect(readableText({ max: 200 })(value, 'title')).toBe(value)
        } catch (error) {
          expect(error).toMatchObject({ field: 'title', code: 'invalid_input' })
          expect(value).not.toMatch(/^[A-Za-z0-9]+$/)
        }
      }),
    )
  })
})
