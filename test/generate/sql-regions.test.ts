import { describe, expect, it } from 'vitest'
import { sqlRegions } from '../../src/generate/read/sql-regions.js'

/** Shows every region that is not code, with its kind. */
function regions(text: string): string[] {
  return sqlRegions(text)
    .filter(({ kind }) => kind !== 'code')
    .map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)
}

describe('sqlRegions', () => {
  it('ends a string at the quote that is not doubled', () => {
    expect(regions(`select 'it''s', 'b'`)).toEqual([`string 'it''s'`, `string 'b'`])
  })

  it('takes a backslash for itself in a plain string and for an escape in an E string', () => {
    expect(regions(String.raw`select '\', E'\'', 'c'`)).toEqual([
      String.raw`string '\'`,
      String.raw`string E'\''`,
      `string 'c'`,
    ])
  })

  it('nests block comments', () => {
    expect(regions('a /* b /* c */ d */ e')).toEqual(['block-comment /* b /* c */ d */'])
  })

  it('ends a line comment before the end of the line', () => {
    expect(regions(`a -- it's :x\nb`)).toEqual([`line-comment -- it's :x`])
  })

  it('finds a dollar quote with its tag, and none inside a name', () => {
    expect(regions(`select $tag$ ' $x$ $tag$, a$b$c`)).toEqual([`dollar-string $tag$ ' $x$ $tag$`])
  })

  it('finds quoted names', () => {
    expect(regions(`select "a:b", "say ""hi"""`)).toEqual([`quoted-name "a:b"`, `quoted-name "say ""hi"""`])
  })

  it('lets what is not closed reach to the end', () => {
    expect(regions(`select 'open`)).toEqual([`string 'open`])
    expect(regions('/* open')).toEqual(['block-comment /* open'])
    expect(regions('-- open')).toEqual(['line-comment -- open'])
  })

  it('covers the text without a gap', () => {
    const text = `select 'a', "b" /* c */ -- d\n, $$e$$ from f`
    expect(
      sqlRegions(text)
        .map(({ start, end }) => text.slice(start, end))
        .join(''),
    ).toBe(text)
  })
})
