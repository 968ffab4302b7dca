import { describe, expect, it } from 'vitest'
import { eachItem } from '../../src/pagination/each-item.js'
import type { PageInput } from '../../src/pagination/page.js'

interface Input extends PageInput {
  readonly letter: string
}

/** Three pages of two, by the filters of the first one; writes down what was asked for. */
function letters(asked: Input[]) {
  return (input: Input) => {
    asked.push(input)
    const from = Number(input.cursor ?? 0)
    const items = [`${input.letter}${from}`, `${input.letter}${from + 1}`]
    return Promise.resolve({ items, nextCursor: from < 4 ? String(from + 2) : null, isComplete: true })
  }
}

describe('eachItem', () => {
  it('reads every page with the same filters', async () => {
    const asked: Input[] = []
    const items: string[] = []
    for await (const item of eachItem(letters(asked), { letter: 'a', limit: 2 })) items.push(item)
    expect(items).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5'])
    expect(asked).toEqual([
      { letter: 'a', limit: 2 },
      { letter: 'a', limit: 2, cursor: '2' },
      { letter: 'a', limit: 2, cursor: '4' },
    ])
  })

  it('reads no page that nobody takes', async () => {
    const asked: Input[] = []
    for await (const item of eachItem(letters(asked), { letter: 'a' })) if (item === 'a1') break
    expect(asked).toHaveLength(1)
  })

  it('begins after a page', async () => {
    const items: string[] = []
    for await (const item of eachItem(letters([]), { letter: 'a', cursor: '4' })) items.push(item)
    expect(items).toEqual(['a4', 'a5'])
  })
})
