import { describe, expect, it } from 'vitest'
import { followUsual } from '../../src/engine/usual-time.js'

function follow(times: readonly number[], usualMs = 0): number {
  return times.reduce(followUsual, usualMs)
}

describe('followUsual', () => {
  it('takes the first time as it is, but not for long', () => {
    expect(follow([0.5])).toBe(0.5)
    expect(follow([20])).toBe(2)
  })

  it('is moved little by one that is far off', () => {
    expect(follow([1_500], 1)).toBeLessThan(2)
    expect(follow([1_500, 1, 1], 1)).toBe(1)
  })

  it('follows a change within a dozen times, up and down', () => {
    expect(
      follow(
        Array.from({ length: 12 }, () => 20),
        0.5,
      ),
    ).toBe(20)
    expect(
      follow(
        Array.from({ length: 12 }, () => 0.5),
        20,
      ),
    ).toBe(0.5)
  })

  it('stays with the many where a statement is sometimes slow', () => {
    const times = Array.from({ length: 200 }, (_, n) => (n % 5 === 0 ? 50 : 0.5))
    expect(follow(times)).toBeLessThan(2)
  })
})
