import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { json } from '../../src/input/json.js'
import { refusal } from '../setup/refusal.js'

const readJson = json()

/** JSON that PostgreSQL stores. */
const storable = fc
  .jsonValue({ stringUnit: 'grapheme' })
  .filter((value) => !JSON.stringify(value).includes('\\u0000'))

describe('json', () => {
  it('gives an equal copy of any JSON data', () => {
    fc.assert(
      fc.property(storable, (value) => {
        expect(JSON.stringify(readJson(value, 'documents'))).toBe(JSON.stringify(value))
      }),
    )
  })

  it('counts the bytes of the text exactly', () => {
    fc.assert(
      fc.property(storable, (value) => {
        const maxBytes = Buffer.byteLength(JSON.stringify(value))
        expect(JSON.stringify(json({ maxBytes })(value, 'documents'))).toBe(JSON.stringify(value))
        expect(refusal(() => json({ maxBytes: maxBytes - 1 })(value, 'documents')).field).toBe('documents')
      }),
    )
  })

  it('copies, so that a later change of the given value changes nothing', () => {
    const given = { front: { url: 'https://souk.example/1' } }
    const read = readJson(given, 'documents')
    given.front.url = 'https://souk.example/2'
    expect(read).toEqual({ front: { url: 'https://souk.example/1' } })
  })

  it('keeps a key named __proto__ a key', () => {
    const read = readJson(JSON.parse('{ "__proto__": { "admin": true } }'), 'documents')
    expect(Object.keys(Object(read) as object)).toEqual(['__proto__'])
    expect(read).not.toHaveProperty('admin')
  })

  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  it.each([
    ['nothing', undefined],
    ['undefined in an object', { a: undefined }],
    ['a hole', new Array(1)],
    ['a function', { a: () => 1 }],
    ['a bigint', [1n]],
    ['a symbol', Symbol('a')],
    ['NaN', { a: NaN }],
    ['an infinite number', [Infinity]],
    ['a date', { at: new Date(0) }],
    ['a Map', new Map()],
    ['a String object', [Object('a')]],
    ['a cycle', cycle],
    ['a NUL character', { a: ['\0'] }],
    ['a NUL character in a key', { 'a\0': 1 }],
    ['a lone surrogate', ['\ud83d']],
    ['an object that writes itself', { toJSON: () => 1 }],
  ])('refuses %s', (_, value) => {
    expect(refusal(() => readJson(value, 'documents'))).toMatchObject({ field: 'documents' })
  })

  it('refuses data nested deeper than it may be', () => {
    const readShallow = json({ maxDepth: 2 })
    expect(readShallow({ a: [1] }, 'documents')).toEqual({ a: [1] })
    expect(refusal(() => readShallow({ a: [{}] }, 'documents')).message).toBe(
      'documents: must not be nested more than 2 deep',
    )
  })

  it('stops early at a small graph that would write out as a huge text', () => {
    let bomb: unknown = 'x'
    for (let level = 0; level < 30; level++) bomb = [bomb, bomb]
    const start = performance.now()
    expect(refusal(() => readJson(bomb, 'documents')).message).toContain('65536 bytes')
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
