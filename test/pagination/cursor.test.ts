import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { createCursorCodec, type CursorPayload } from '../../src/pagination/cursor.js'

const codec = createCursorCodec()
const asIs = (payload: unknown) => payload

const nearby = {
  distance: '1234.5678901234567',
  id: '0198c3a4-5b6c-7d8e-9f00-112233445566',
  near: [55.27080000000001, 25.204800000000002],
  radiusMetres: 5000,
  category: 'mens_fashion',
}

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

describe('createCursorCodec', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (kind, value) => {
        const payload = JSON.parse(JSON.stringify(value)) as CursorPayload
        expect(codec.decode(kind, codec.encode(kind, payload), asIs)).toEqual(payload)
      }),
    )
  })

  it('keeps a timestamp to the microsecond', () => {
    const payload = ['2026-11-23 02:19:00.123456+00', nearby.id]
    expect(codec.decode('products.feed', codec.encode('products.feed', payload), asIs)).toEqual(payload)
  })

  it('gives the same cursor for the same place', () => {
    expect(codec.encode('products.nearby', nearby)).toBe(
      createCursorCodec().encode('products.nearby', nearby),
    )
  })

  it('keeps the cursor of a nearby search short and safe in a URL', () => {
    const cursor = codec.encode('products.nearby', nearby)
    expect(cursor.length).toBeLessThan(300)
    expect(encodeURIComponent(cursor)).toBe(cursor)
  })

  it('refuses a cursor with any one character changed', () => {
    const cursor = codec.encode('products.nearby', nearby)
    const accepted: string[] = []
    for (let at = 0; at < cursor.length; at++) {
      for (const character of `${base64url}+/= é`) {
        if (character === cursor[at]) continue
        const altered = cursor.slice(0, at) + character + cursor.slice(at + 1)
        try {
          codec.decode('products.nearby', altered, asIs)
          accepted.push(altered)
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error
        }
      }
    }
    expect(accepted).toEqual([])
  })

  it('refuses a cursor with a character left out, put in, or moved', () => {
    const cursor = codec.encode('products.nearby', nearby)
    fc.assert(
      fc.property(
        fc.nat(cursor.length - 1),
        fc.nat(2),
        fc.constantFrom(...Array.from(`${base64url}= \n`)),
        (at, cut, character) => {
          const altered = cursor.slice(0, at) + (cut === 1 ? '' : character) + cursor.slice(at + cut)
          fc.pre(altered !== cursor)
          expectRefusal(() => codec.decode('products.nearby', altered, asIs), altered)
        },
      ),
    )
  })

  it('refuses whatever it did not make', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.base64String(), fc.string()), (value) => {
        expectRefusal(
          () => codec.decode('products.nearby', value, asIs),
          typeof value === 'string' ? value : '',
        )
      }),
    )
  })

  it('refuses the cursor of another list', () => {
    const cursor = codec.encode('products.nearby', nearby)
    expectRefusal(() => codec.decode('products.feed', cursor, asIs), cursor)
  })

  it('refuses the cursor of another version', () => {
    const bytes = Buffer.from(codec.encode('products.nearby', nearby), 'base64url')
    bytes.writeUInt8(2, 0)
    const cursor = bytes.toString('base64url')
    expectRefusal(() => codec.decode('products.nearby', cursor, asIs), cursor)
  })

  it('refuses a cursor of another secret, and of none', () => {
    const mine = createCursorCodec({ secret: 'a secret of some length' })
    const theirs = createCursorCodec({ secret: 'another secret of some length' })
    const cursor = mine.encode('products.nearby', nearby)
    expect(mine.decode('products.nearby', cursor, asIs)).toEqual(nearby)
    expectRefusal(() => theirs.decode('products.nearby', cursor, asIs), cursor)
    expectRefusal(() => codec.decode('products.nearby', cursor, asIs), cursor)
  })

  it('refuses a cursor of more than 4096 characters without reading it, and makes none', () => {
    expectRefusal(() => codec.decode('products.nearby', 'A'.repeat(5_000_000), asIs), 'A'.repeat(5_000_000))
    expectRefusal(() => codec.encode('products.nearby', 'x'.repeat(4_000)), 'x'.repeat(4_000))
  })

  it('shows a payload to the parser only when the checksum is right', () => {
    const cursor = codec.encode('products.nearby', nearby)
    const forged = Buffer.from(cursor, 'base64url')
    forged.writeUInt8(forged.readUInt8(1) ^ 1, 1)
    let parsed = 0
    const parse = () => parsed++
    expect(() => codec.decode('products.nearby', forged.toString('base64url'), parse)).toThrow(
      InvalidInputError,
    )
    expect(parsed).toBe(0)
    codec.decode('products.nearby', cursor, parse)
    expect(parsed).toBe(1)
  })

  it('names the cursor when its parser refuses the payload', () => {
    const cursor = codec.encode('products.nearby', { radiusMetres: -1 })
    const refuse = () => {
      throw new InvalidInputError('radiusMetres', 'must be positive')
    }
    expectRefusal(() => codec.decode('products.nearby', cursor, refuse), cursor)
  })

  it('lets an error of the parser itself through', () => {
    const mistake = new TypeError('not a function')
    const fail = () => {
      throw mistake
    }
    expect(() => codec.decode('list', codec.encode('list', 1), fail)).toThrow(mistake)
  })

  it('refuses a secret that is empty or short', () => {
    for (const secret of ['', 'short']) {
      expect(() => createCursorCodec({ secret })).toThrow(
        expect.objectContaining({ code: 'invalid_input', field: 'cursorSecret' }),
      )
    }
  })
})
