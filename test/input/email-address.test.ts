import { describe, expect, it } from 'vitest'
import { emailAddress } from '../../src/input/email-address.js'
import { fc } from '../setup/fast-check.js'
import { refusal } from '../setup/refusal.js'

describe('emailAddress', () => {
  it.each([
    ['as it is stored', 'ida@example.com'],
    ['in capitals', 'IDA@EXAMPLE.COM'],
    ['with a dot at its end', 'ida@example.com.'],
    ['on a full-width keyboard', 'ｉｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ'],
    ['with an ideographic full stop', 'ida@example。com'],
    ['with a half-width ideographic full stop', 'ida@example｡com'],
    ['with a soft hyphen in the domain', 'ida@exam\u00ADple.com'],
    ['with a zero-width space in the domain', 'ida@exam\u200Bple.com'],
    ['with quotes that change nothing', '"Ida"@example.com'],
  ])('reads an address that was typed %s', (_, given) => {
    expect(emailAddress(given, 'email')).toBe('ida@example.com')
  })

  it.each([
    ['composed and decomposed accents', 'zoe\u0308@example.com', 'zoë@example.com'],
    ['capitals with accents', 'ZOË@example.com', 'zoë@example.com'],
    ['a domain of letters with accents', 'a@Bu\u0308cher.example', 'a@xn--bcher-kva.example'],
    ['a domain in Arabic', 'بريد@مثال.امارات', 'بريد@xn--mgbh0fb.xn--mgbaam7a8h'],
    ['a domain in ASCII that stands for another', 'a@XN--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['half-width katakana', 'ｶﾞ@example.com', 'ガ@example.com'],
    ['dots and tags', 'First.Last+Tag@mail.example.ae', 'first.last+tag@mail.example.ae'],
    ['an apostrophe', "o'neil@e-x.ae", "o'neil@e-x.ae"],
    ['an underscore in the domain', 'a@my_host.example.com', 'a@my_host.example.com'],
  ])('reads %s', (_, given, read) => {
    expect(emailAddress(given, 'email')).toBe(read)
  })

  it('keeps letters apart that are two, whatever the country', () => {
    const spellings = ['ida', 'ıda', 'İda'].map((local) => emailAddress(`${local}@example.com`, 'email'))
    expect(new Set(spellings).size).toBe(3)
    expect(emailAddress('IDA@example.com', 'email')).toBe(spellings[0])
  })

  it.each([
    ['no @', 'ida.example.com'],
    ['two of them', 'ida@home@example.com'],
    ['nothing before it', '@example.com'],
    ['nothing behind it', 'ida@'],
    ['a domain of one label', 'ida@localhost'],
    ['a domain of dots', 'ida@.'],
    ['an empty label', 'ida@example..com'],
    ['a label that begins with a hyphen', 'ida@-example.com'],
    ['a label of 64 characters', `ida@${'x'.repeat(64)}.com`],
    ['an IPv4 address', 'ida@127.0.0.1'],
    ['an IPv4 address in another spelling', 'ida@0x7f.1'],
    ['an IPv4 address of full-width digits', 'ida@１２７.１'],
    ['a literal', 'ida@[127.0.0.1]'],
    ['a port', 'ida@example.com:80'],
    ['a path', 'ida@example.com/x'],
    ['a full-width path', 'ida@example.com／x'],
    ['an escape', 'ida@ex%41mple.com'],
    ['a character that holds a slash', 'ida@\u2100.com'],
    ['Punycode of nothing', 'ida@xn--.com'],
    ['Punycode that is broken', 'ida@xn--a.com'],
    ['a space', 'ida may@example.com'],
    ['white space around it', ' ida@example.com'],
    ['an ideographic space', 'ida\u3000@example.com'],
    ['a new line', 'ida@example.com\n'],
    ['a control', 'i\u0007da@example.com'],
    ['a zero-width space', 'i\u200Bda@example.com'],
    ['a byte order mark', '\uFEFFida@example.com'],
    ['a soft hyphen', 'i\u00ADda@example.com'],
    ['a directional override', '\u202Eida@example.com'],
    ['a Hangul filler', 'i\u3164da@example.com'],
    ['a blank Braille pattern', 'i\u2800da@example.com'],
    ['a ligature', 'ﬁna@example.com'],
    ['a letter in a circle', 'ⓘda@example.com'],
    ['quotes that are needed', '"ida may"@example.com'],
    ['a comment', 'ida(home)@example.com'],
    ['a name before it', 'Ida <ida@example.com>'],
    ['half a character', 'ida\ud83d@example.com'],
    ['255 characters', `${'x'.repeat(243)}@example.com`],
  ])('refuses %s', (_, given) => {
    const refused = refusal(() => emailAddress(given, 'email'))
    expect(refused.field).toBe('email')
    expect(refused.message).not.toContain(given)
  })

  it('reads what it returned as the same', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        'a',
        'I',
        'É',
        'e\u0301',
        'Σ',
        'ς',
        'İ',
        'ı',
        'ß',
        'ẞ',
        '.',
        '+',
        'ｉ',
        'ﾞ',
        'ﾊ',
        'ä',
        '\u0345',
        'ﷺ',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    )
    fc.assert(
      fc.property(
        fc.string({ unit, minLength: 1, maxLength: 12 }),
        fc.string({ unit, maxLength: 6 }),
        (local, label) => {
          let read: string
          try {
            read = emailAddress(`${local}@${label}.example`, 'email')
          } catch (error) {
            expect(error).toMatchObject({ field: 'email' })
            return
          }
          expect(emailAddress(read, 'email')).toBe(read)
          expect(read.normalize('NFKC')).toBe(read)
          expect(emailAddress(read.normalize('NFD'), 'email')).toBe(read)
          expect(read).toMatch(/@[a-z0-9._-]+$/)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
