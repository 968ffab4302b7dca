import { describe, expect, expectTypeOf, it } from 'vitest'
import { number, nullable, tuple, uuid, type ReadBy } from '../../src/input/index.js'
import { refusal } from '../setup/refusal.js'

const readAfter = tuple([number(), uuid, nullable(number())])
const id = '0198c3a4-5b6c-7d8e-9f00-112233445566'

describe('tuple', () => {
  it('reads each element in its own way', () => {
    expect(readAfter([1.5, id.toUpperCase(), null], 'after')).toStrictEqual([1.5, id, null])
    expectTypeOf<ReadBy<typeof readAfter>>().toEqualTypeOf<readonly [number, string, number | null]>()
  })

  it('refuses another length and names a wrong element', () => {
    for (const value of [[], [1, id], [1, id, 2, 3], null, { length: 3 }, 'abc']) {
      expect(refusal(() => readAfter(value, 'after')).field).toBe('after')
    }
    expect(refusal(() => readAfter([1, 'x', null], 'after')).field).toBe('after[1]')
  })
})
