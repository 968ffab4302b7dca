import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { drawTable, widthOf, wrapped } from '../../src/cli/table.js'

const columns = [{ head: 'Of' }, { head: 'Migration' }, { head: 'Rows', align: 'right' }] as const
const rows = [
  ['@souk/db', '1_marketplace.sql', 1],
  ['service', 'عَرَبِيّ', 22],
  ['service', '東京の市場', 333],
  ['service', 'e\u0301te\u0301', 4],
] as const

function widths(text: string): readonly number[] {
  return [...new Set(text.split('\n').map((line) => stringWidth(line)))]
}

describe('a table', () => {
  it('aligns Arabic with its vowels, ideographs and combining marks', () => {
    const text = drawTable({ columns, rows }, Infinity)
    expect(widths(text)).toHaveLength(1)
    expect(text).toContain('│ service  │ 東京の市場        │  333 │')
    expect(text).toContain('│ service  │ e\u0301te\u0301               │    4 │')
  })

  it.each([40, 60, 80, 200])('is no wider than %i columns, and loses nothing', (width) => {
    const text = drawTable({ columns, rows: [...rows, ['service', 'x'.repeat(90), 5]] }, width)
    for (const one of widths(text)) expect(one).toBeLessThanOrEqual(width)
    expect(text.replace(/[^x]/g, '')).toHaveLength(90)
  })

  it('without lines ends no line with spaces', () => {
    expect(
      drawTable(
        { columns: [{ head: 'a', width: 6 }, { head: 'b' }], rows: [['1', '2']], hasLines: false },
        40,
      ),
    ).toBe('a       b\n1       2')
  })

  it('is as wide as a terminal, and has no limit elsewhere', () => {
    expect(widthOf({ isTTY: true, columns: 40 })).toBe(40)
    expect(widthOf({ columns: 40 })).toBe(Infinity)
  })

  it('breaks text between words, and within those that do not fit', () => {
    expect(wrapped('to be or not to be', 8)).toEqual(['to be or', 'not to', 'be'])
    expect(wrapped('東京の市場', 4)).toEqual(['東京', 'の市', '場'])
    expect(wrapped('', 4)).toEqual([''])
  })
})
