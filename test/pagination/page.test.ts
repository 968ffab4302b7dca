import { describe, expect, it } from 'vitest'
import { toPage } from '../../src/pagination/page.js'

const options = {
  limit: 2,
  cursorAfter: (row: { id: number; key: string }) => `after ${row.key}`,
  toItem: ({ id }: { id: number }) => ({ id }),
}
const rows = [
  { id: 1, key: 'a' },
  { id: 2, key: 'b' },
  { id: 3, key: 'c' },
]

describe('toPage', () => {
  it('leaves out the extra row and continues after the last one shown', () => {
    expect(toPage(rows, options)).toStrictEqual({
      items: [{ id: 1 }, { id: 2 }],
      nextCursor: 'after b',
      isComplete: true,
    })
  })

  it('has no next page when the rows just fill it', () => {
    expect(toPage(rows.slice(0, 2), options)).toStrictEqual({
      items: [{ id: 1 }, { id: 2 }],
      nextCursor: null,
      isComplete: true,
    })
  })

  it('makes an empty page of no rows', () => {
    expect(toPage([], options)).toStrictEqual({ items: [], nextCursor: null, isComplete: true })
  })
})
