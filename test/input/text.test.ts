import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { text } from '../../src/input/text.js'
import { refusal } from '../setup/refusal.js'

const word = text({ min: 2, max: 4 })

describe('text', () => {
  it('gives what it was given, white space and all', () => {
    expect(word(' a\n', 'title')).toBe(' a\n')
  })

  it('counts code points as char_length does', () => {
    expect(word('👟👟👟👟', 'title')).toBe('👟👟👟👟')
    expect(refusal(() => word('👟', 'title'))).toMatchObject({ field: 'title', code: 'invalid_input' })
    expect(refusal(() => word('👟👟👟👟👟', 'title')).field).toBe('title')
  })

  it('agrees with a count of code points at every length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 8 }), (value) => {
        const length = Array.from(value).length
        const accepts = length >= 2 && length <= 4 && !value.includes('\0')
        if (accepts) expect(word(value, 'title')).toBe(value)
        else expect(refusal(() => word(value, 'title')).field).toBe('title')
      }),
    )
  })

  it.each([
    ['a NUL character', 'a\0b'],
    ['a high surrogate alone', 'a\ud83d'],
    ['a low surrogate alone', '\udc5fa'],
    ['surrogates in the wrong order', '\udc5f\ud83d'],
    ['no string', 12],
    ['a String object', Object('abc')],
    ['nothing', undefined],
    ['null', null],
  ])('refuses %s', (_, value) => {
    expect(refusal(() => word(value, 'title')).field).toBe('title')
  })

  it('refuses what does not match, in the words it was given', () => {
    const username = text({
      max: 20,
      pattern: { matches: /^[a-z]+$/g, problem: 'must be lower-case letters' },
    })
    expect(username('layla', 'username')).toBe('layla')
    expect(username('layla', 'username')).toBe('layla')
    expect(refusal(() => username('Layla', 'username')).message).toBe('username: must be lower-case letters')
  })

  it('refuses a huge text without walking it', () => {
    const huge = 'x'.repeat(200_000_000)
    const start = performance.now()
    refusal(() => word(huge, 'title'))
    expect(performance.now() - start).toBeLessThan(50)
  })
})
