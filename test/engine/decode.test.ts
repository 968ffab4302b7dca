import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { decodeArray } from '../../src/engine/values/decode-array.js'
import { encoderFor } from '../../src/engine/values/encode.js'
import { buildRowBuilder } from '../../src/engine/values/row-builder.js'
import { builtinReaders } from '../../src/engine/values/sql-types.js'
import { DatabaseError, InvalidInputError } from '../../src/errors.js'

const timestamptz = 1184
const int8 = 20
const asText = { fromText: null }

function decode(oid: number, text: string): unknown {
  const decoder = builtinReaders.get(oid)?.fromText
  if (!decoder) throw new Error(`no decoder for ${oid}`)
  return decoder(text)
}

describe('a decoder', () => {
  it('reads a bigint as a number, and refuses one that is not safe', () => {
    expect(decode(int8, '-9007199254740991')).toBe(-9007199254740991)
    expect(() => decode(int8, '9007199254740992')).toThrow(DatabaseError)
  })

  it.each([
    ['2026-11-23 02:19:00+00', '2026-11-23T02:19:00.000Z'],
    ['2026-11-23 02:19:00.1+00', '2026-11-23T02:19:00.100Z'],
    ['2026-11-23 02:19:00.123999+00', '2026-11-23T02:19:00.123Z'],
    ['2026-11-23 02:19:00.5+04', '2026-11-22T22:19:00.500Z'],
    ['2026-11-23 02:19:00-03:30', '2026-11-23T05:49:00.000Z'],
    ['1890-01-01 00:00:00+03:41:16', '1889-12-31T20:18:44.000Z'],
    ['0001-01-01 00:00:00+00', '0001-01-01T00:00:00.000Z'],
    ['0099-12-31 23:59:59+00', '0099-12-31T23:59:59.000Z'],
    ['0001-12-31 20:00:00-04 BC', '0001-01-01T00:00:00.000Z'],
    ['10000-01-01 03:59:59.5+04', '9999-12-31T23:59:59.500Z'],
    ['2024-02-29 23:59:59.999999+00', '2024-02-29T23:59:59.999Z'],
    ['1900-03-01 00:00:00-01', '1900-03-01T01:00:00.000Z'],
    ['9999-12-31 23:59:59.999999+00', '9999-12-31T23:59:59.999Z'],
  ])('reads the instant %s', (text, iso) => {
    expect((decode(timestamptz, text) as Date).toISOString()).toBe(iso)
  })

  it.each([
    ['infinity', '+275760-09-13T00:00:00.000Z'],
    ['-infinity', '-271821-04-20T00:00:00.000Z'],
    ['294276-12-31 23:59:59.999999+00', '+275760-09-13T00:00:00.000Z'],
    ['0044-03-15 12:00:00+00 BC', '-000043-03-15T12:00:00.000Z'],
    ['10000-01-01 00:00:00+00', '+010000-01-01T00:00:00.000Z'],
    ['0001-01-01 00:00:00+04', '0000-12-31T20:00:00.000Z'],
    ['9999-12-31 23:59:59-04', '+010000-01-01T03:59:59.000Z'],
  ])('reads %s as the Date that stands for it', (text, iso) => {
    expect((decode(timestamptz, text) as Date).toISOString()).toBe(iso)
  })

  it.each(['', 'yesterday', '2026-11-23', 'Infinity'])(
    'refuses %s, which is no instant of the server',
    (text) => {
      expect(() => decode(timestamptz, text)).toThrow(DatabaseError)
    },
  )

  it('reads every instant of four-digit years as Date itself does', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString().replace('T', ' ').replace('Z', '+00')
          expect((decode(timestamptz, text) as Date).getTime()).toBe(date.getTime())
        },
      ),
    )
  })

  it('reads every array of text that the encoder writes', () => {
    const encode = encoderFor('text[]', {})
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'))
    fc.assert(
      fc.property(fc.array(fc.option(text)), (values) => {
        expect(decodeArray(String(encode(values, 'field')), null)).toEqual(values)
      }),
    )
  })

  it('reads what the server quotes and what it does not, decoding each', () => {
    const upper = (element: string) => element.toUpperCase()
    expect(decodeArray('{street,"summer 2024",NULL,"NULL","a,b",""}', upper)).toEqual([
      'STREET',
      'SUMMER 2024',
      null,
      'NULL',
      'A,B',
      '',
    ])
    expect(decodeArray('{"{a}","b\\\\c","d\\"e"}', upper)).toEqual(['{A}', 'B\\C', 'D"E'])
  })

  it('reads bounds and other delimiters', () => {
    expect(decodeArray('[0:1]={7,8}', Number)).toEqual([7, 8])
    expect(decodeArray('{0101:0102}', (text) => text, ':')).toEqual(['0101', '0102'])
  })

  it('refuses several dimensions, which the type of a row does not have', () => {
    expect(() => decodeArray('{{1,2},{3,NULL}}', Number)).toThrow('an array of several dimensions')
    expect(() => decodeArray('[0:0][0:1]={{1,2}}', Number)).toThrow('an array of several dimensions')
  })

  it.each(['{', '{"a', '{"a}', '{a', '{{1,2}'])('refuses the malformed array %s', (text) => {
    expect(() => decodeArray(text, (element) => element)).toThrow(DatabaseError)
  })
})

describe('a row builder', () => {
  const fields = [
    { name: 'price_minor', dataTypeID: 20 },
    { name: 'distance_metres!', dataTypeID: 701 },
    { name: 'sellerName?', dataTypeID: 25 },
  ]

  it('makes camelCase keys without hints, decoding what is not null', () => {
    const build = buildRowBuilder(fields, [{ fromText: Number }, { fromText: Number }, asText])
    expect(build(['5', '1.5', null])).toEqual({ priceMinor: 5, distanceMetres: 1.5, sellerName: null })
  })

  it('refuses two columns of one name', () => {
    const doubled = [
      { name: 'created_at', dataTypeID: 25 },
      { name: 'createdAt', dataTypeID: 25 },
    ]
    expect(() => buildRowBuilder(doubled, [asText, asText])).toThrow(InvalidInputError)
  })

  it.each(['__proto__', '__proto__!', '___proto__', '__Proto__', '_proto__', 'constructor'])(
    'makes a property of %s, and leaves the prototype',
    (name) => {
      const row = buildRowBuilder([{ name, dataTypeID: 25 }], [asText])(['x'])
      expect(Object.values(row)).toEqual(['x'])
      expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    },
  )

  it('takes any name of a column for a name', () => {
    const name = '"]; throw 1; //'
    expect(buildRowBuilder([{ name, dataTypeID: 25 }], [asText])(['x'])).toEqual({ [name]: 'x' })
  })
})
