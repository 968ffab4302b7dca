import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  array,
  boolean,
  nullable,
  object,
  optional,
  pageLimit,
  text,
  uuid,
  type Keys,
  type ReadBy,
} from '../../src/input/index.js'
import { refusal } from '../setup/refusal.js'

interface Search {
  readonly sellerId: string
  readonly category?: string | null
  readonly tags?: readonly string[]
  readonly limit?: number
}

const readSearch = object({
  sellerId: uuid,
  category: optional(nullable(text({ max: 20 }))),
  tags: optional(array(text({ min: 1, max: 10 }), { max: 3 })),
  limit: pageLimit,
} satisfies Keys<Search>)

const sellerId = '0198c3a4-5b6c-7d8e-9f00-112233445566'

describe('object', () => {
  it('reads what is there and leaves out what is absent', () => {
    expect(readSearch({ sellerId, tags: ['shoes'] })).toEqual({ sellerId, tags: ['shoes'], limit: 20 })
    expect(readSearch({ sellerId, category: null, tags: undefined, limit: 5 })).toEqual({
      sellerId,
      category: null,
      limit: 5,
    })
  })

  it('gives absent keys optional types and keys with a default required ones', () => {
    expectTypeOf<ReadBy<typeof readSearch>>().toEqualTypeOf<{
      readonly sellerId: string
      readonly category?: string | null
      readonly tags?: readonly string[]
      readonly limit: number
    }>()
  })

  it('refuses a misspelt key and names those it knows', () => {
    const error = refusal(() => readSearch({ sellerId, categroy: 'books' }))
    expect(error.field).toBe('categroy')
    expect(error.message).toBe('categroy: is not known here; known are sellerId, category, tags, limit')
  })

  it('does not repeat a key that may be data', () => {
    const error = refusal(() => readSearch({ sellerId, 'layla@example.com': true }))
    expect(error.field).toBe('input')
    expect(error.message).not.toContain('layla')
  })

  it('names what is wrong by its path', () => {
    const readOrder = object({ lines: array(object({ note: text({ max: 3 }) }), { max: 2 }) })
    expect(refusal(() => readSearch({ sellerId, tags: ['a', 'b', ''] })).field).toBe('tags[2]')
    expect(refusal(() => readOrder({ lines: [{ note: 'abc' }, { note: 'abcd' }] })).field).toBe(
      'lines[1].note',
    )
    expect(refusal(() => readOrder({ lines: [{ note: '', extra: 1 }] })).field).toBe('lines[0].extra')
    expect(refusal(() => readOrder({ lines: [null] }, 'order')).field).toBe('order.lines[0]')
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an array', []],
    ['a string', 'sellerId'],
    ['a function', () => ({})],
    ['a Map', new Map([['sellerId', sellerId]])],
    ['URLSearchParams', new URLSearchParams({ sellerId })],
    ['a promise', Promise.resolve({ sellerId })],
  ])('refuses %s instead of an object', (_, value) => {
    expect(refusal(() => object({ isActive: optional(boolean) })(value)).field).toBe('input')
  })

  it('reads instances of classes and objects without a prototype', () => {
    class SearchBody {
      readonly sellerId = sellerId
    }
    expect(readSearch(new SearchBody())).toEqual({ sellerId, limit: 20 })
    expect(readSearch(Object.assign(Object.create(null), { sellerId }))).toEqual({
      sellerId,
      limit: 20,
    })
  })

  it('sees nothing on a prototype, polluted or given', () => {
    const inherited: unknown = Object.create({ sellerId })
    expect(refusal(() => readSearch(inherited)).field).toBe('sellerId')
    const smuggled: unknown = JSON.parse(`{ "sellerId": "${sellerId}", "__proto__": { "limit": 100 } }`)
    expect(refusal(() => readSearch(smuggled)).field).toBe('input')
    expect(Object.prototype).not.toHaveProperty('limit')
  })
})

describe('array', () => {
  it('refuses too many elements, too few and holes', () => {
    const readTags = array(text({ max: 5 }), { min: 1, max: 2 })
    expect(refusal(() => readTags([], 'tags')).field).toBe('tags')
    expect(refusal(() => readTags(['a', 'b', 'c'], 'tags')).field).toBe('tags')
    expect(refusal(() => readTags(new Array(2), 'tags')).field).toBe('tags[0]')
    expect(refusal(() => readTags(['a', 'b\0'], 'tags')).field).toBe('tags[1]')
    expect(refusal(() => readTags({ length: 1, 0: 'a' }, 'tags')).field).toBe('tags')
  })

  it('gives a copy', () => {
    const given = ['a']
    expect(array(text({ max: 5 }), { max: 2 })(given, 'tags')).not.toBe(given)
  })
})
