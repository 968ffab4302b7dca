import { describe, expect, it } from 'vitest'
import { formatMistake } from '../../src/generate/format-mistake.js'
import { mistakeAt } from '../../src/generate/read/mistake.js'
import { SourceFile } from '../../src/generate/read/source-file.js'

function format(text: string, offset: number, hint?: string): string {
  const file = new SourceFile('a.sql', 'sql/a.sql', text)
  return formatMistake(
    mistakeAt(file, offset, { rule: 'server', message: 'no such thing', hint, sqlState: '42P01' }),
  )
}

describe('formatMistake', () => {
  it('shows place, message, line, caret and hint', () => {
    expect(format('select 1\nfrom nowhere', 14, 'look elsewhere')).toBe(
      [
        'sql/a.sql:2:6 no such thing (42P01)',
        '   2 | from nowhere',
        '            ^',
        '       hint: look elsewhere',
      ].join('\n'),
    )
  })

  it('keeps tabs before the caret, so that it stands right at every width of a tab', () => {
    expect(format('\tfrom\tx', 6).split('\n').slice(1)).toEqual(['   1 | \tfrom\tx', '       \t    \t^'])
  })

  it('counts a character of two UTF-16 units as one under the caret', () => {
    const [, line, caret] = format(`'😀' x`, 5).split('\n')
    expect(Array.from(line ?? '').indexOf('x')).toBe(caret?.indexOf('^'))
  })

  it('shows the last line of a file that does not end with a line end', () => {
    expect(format('a\nb', 3)).toContain('   2 | b')
  })

  it('counts lines that end as on Windows once', () => {
    expect(format('a\r\nb\r\nc', 4)).toMatch(/^sql\/a\.sql:3:1 /)
  })
})
