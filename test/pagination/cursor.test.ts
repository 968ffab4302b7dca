import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { decodeCursor, encodeCursor, type CursorPosition } from '../../src/pagination/cursor.js'

const asIs = (position: unknown) => position

const nearby = {
  kind: 'products.nearby',
  filters: { near: [55.27080000000001, 25.204800000000002], radiusMetres: 5000, category: 'mens_fashion' },
}
const position = [1234.5678901234567, '0198c3a4-5b6c-7d8e-9f00-112233445566']
const cursor = encodeCursor(nearby, position)

function expectRefusal(act: () => unknown, secretive: string): void {
  let caught: unknown
  try {
    act()
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(InvalidInputError)
  expect(caught).toMatchObject({ field: 'cursor', code: 'invalid_input' })
  if (secretive.length > 8) expect(String(caught)).not.toContain(secretive)
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('a cursor', () => {
  it('holds the position as it was', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.oneof(fc.string(), fc.double(), fc.boolean())), (kind, values) => {
        const given = JSON.parse(JSON.stringify(values)) as CursorPosition
        const binding = { kind, filters: nearby.filters }
        expect(decodeCursor(binding, encodeCursor(binding, given), asIs)).toEqual(given)
      }),
    )
  })

  it('keeps a timestamp to the microsecond', () => {
    const time = ['2026-11-23 02:19:00.123456+00', position[1] ?? '']
    expect(decodeCursor(nearby, encodeCursor(nearby, time), asIs)).toEqual(time)
  })

  it('holds nothing but the position', () => {
    const bytes = Buffer.from(cursor, 'base64url')
    expect(bytes.subarray(13).toString()).toBe(JSON.stringify(position))
    const elsewhere = encodeCursor({ ...nearby, filters: { near: [0, 0] } }, position)
    expect(elsewhere).toHaveLength(cursor.length)
  })

  it('is the same for the same place, in whatever order the filters come', () => {
    const reversed = Object.fromEntries(Object.entries(nearby.filters).toReversed())
    expect(encodeCursor({ ...nearby, filters: reversed }, position)).toBe(cursor)
  })

  it('is short and safe in a URL', () => {
    expect(cursor.length).toBeLessThan(120)
    expect(encodeURIComponent(cursor)).toBe(cursor)
  })

  it('is refused with any one character changed', () => {
    const accepted: string[] = []
    for (let at = 0; at < cursor.length; at++) {
      for (const character of `${base64url}+/= é`) {
        if (character === cursor[at]) continue
        const altered = cursor.slice(0, at) + character + cursor.slice(at + 1)
        try {
          decodeCursor(nearby, altered, asIs)
          accepted.push(altered)
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error
        }
      }
    }
    expect(accepted).toEqual([])
  })

  it('is refused with a character left out, put in, or moved', () => {
    fc.assert(
      fc.property(
        fc.nat(cursor.length - 1),
        fc.nat(2),
        fc.constantFrom(...Array.from(`${base64url}= \n`)),
        (at, cut, character) => {
          const altered = cursor.slice(0, at) + (cut === 1 ? '' : character) + cursor.slice(at + cut)
          fc.pre(altered !== cursor)
          expectRefusal(() => decodeCursor(nearby, altered, asIs), altered)
        },
      ),
    )
  })

  it('is no other value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.base64String(), fc.string()), (value) => {
        expectRefusal(() => decodeCursor(nearby, value, asIs), typeof value === 'string' ? value : '')
      }),
    )
  })

  it('is refused by another list, and with other filters', () => {
    for (const binding of [
      { ...nearby, kind: 'products.feed' },
      { ...nearby, filters: {} },
      { ...nearby, filters: { ...nearby.filters, category: 'books' } },
      { ...nearby, filters: { ...nearby.filters, condition: 'new' } },
      { ...nearby, filters: { ...nearby.filters, near: [55.27080000000002, 25.204800000000002] } },
    ]) {
      expectRefusal(() => decodeCursor(binding, cursor, asIs), cursor)
    }
  })

  it('is refused of another version', () => {
    const bytes = Buffer.from(cursor, 'base64url')
    bytes.writeUInt8(1, 0)
    expectRefusal(() => decodeCursor(nearby, bytes.toString('base64url'), asIs), cursor)
  })

  it('is refused unread if it is longer than one can be', () => {
    expectRefusal(() => decodeCursor(nearby, 'A'.repeat(5_000_000), asIs), 'A'.repeat(5_000_000))
  })

  it('is named when its position is refused', () => {
    const refuse = () => {
      throw new InvalidInputError('distance', 'must be positive')
    }
    expectRefusal(() => decodeCursor(nearby, cursor, refuse), cursor)
  })

  it('lets an error of the reader itself through', () => {
    const mistake = new TypeError('not a function')
    const fail = () => {
      throw mistake
    }
    expect(() => decodeCursor(nearby, cursor, fail)).toThrow(mistake)
  })
})
