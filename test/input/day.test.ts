import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { day } from '../../src/input/index.js'

describe('day', () => {
  it.each(['2026-11-30', '2024-02-29', '0001-01-01', '9999-12-31'])('takes %s', (value) => {
    expect(day(value, 'from')).toBe(value)
  })

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '0000-01-01',
    '2026-11-30T00:00:00Z',
    ' 2026-11-30',
    '',
    20261130,
    new Date(),
    null,
    undefined,
  ])('refuses %s, and names the field', (value) => {
    const refused = () => day(value, 'from')
    expect(refused).toThrow(InvalidInputError)
    expect(refused).toThrow('from')
  })
})
