import { describe, expect, it } from 'vitest'
import { toWalkedPage } from '../../src/repositories/walked-page.js'

interface Row {
  readonly id: number
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
}

const options = {
  limit: 2,
  cursorAfter: ({ id }: Row) => `after ${id}`,
  toItem: ({ id }: Row) => id,
}
const shown = (id: number): Row => ({ id, isWalkEnd: false, isLeftOut: false })
const lastOf = (id: number, isLeftOut: boolean): Row => ({ id, isWalkEnd: true, isLeftOut })

describe('toWalkedPage', () => {
  it('is complete where the page is full, and where the list has ended', () => {
    expect(toWalkedPage([shown(1), shown(2), shown(3)], options)).toStrictEqual({
      items: [1, 2],
      nextCursor: 'after 2',
      isComplete: true,
    })
    expect(toWalkedPage([shown(1)], options)).toStrictEqual({
      items: [1],
      nextCursor: null,
      isComplete: true,
    })
    expect(toWalkedPage([], options)).toStrictEqual({ items: [], nextCursor: null, isComplete: true })
  })

  it('is not complete where the walk ended first, and goes on behind it', () => {
    expect(toWalkedPage([shown(1), lastOf(500, true)], options)).toStrictEqual({
      items: [1],
      nextCursor: 'after 500',
      isComplete: false,
    })
    expect(toWalkedPage([lastOf(500, true)], options)).toStrictEqual({
      items: [],
      nextCursor: 'after 500',
      isComplete: false,
    })
    expect(toWalkedPage([lastOf(500, false)], options)).toMatchObject({ items: [500], isComplete: false })
  })

  it('is complete where the walk ended with the last row of a full page', () => {
    expect(toWalkedPage([shown(1), lastOf(500, false)], options)).toStrictEqual({
      items: [1, 500],
      nextCursor: 'after 500',
      isComplete: true,
    })
  })
})
