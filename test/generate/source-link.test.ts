import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceLink } from '../../src/generate/emit/source-link.js'

describe('sourceLink', () => {
  it.each([
    ['a folder beside', '/s/generated', '/s/sql/a.sql', '[sql/a.sql:7](../sql/a.sql#L7)'],
    ['a folder further off', '/s/src/db/made', '/s/sql/a.sql', '[sql/a.sql:7](../../../sql/a.sql#L7)'],
    ['the same folder', '/s/sql', '/s/sql/a.sql', '[a.sql:7](a.sql#L7)'],
    ['a folder below', '/s', '/s/sql/a.sql', '[sql/a.sql:7](sql/a.sql#L7)'],
    [
      'names with a meaning in markdown',
      '/s/out',
      '/s/my [sql] (old)/a#b_*.sql',
      String.raw`[my \[sql\] (old)/a#b\_\*.sql:7](../my%20%5Bsql%5D%20%28old%29/a%23b_%2a.sql#L7)`,
    ],
  ])('leads to %s', (_what, out, path, link) => {
    expect(sourceLink(out, { path, line: 7 }, posix)).toBe(link)
  })

  it('is the same on Windows', () => {
    const link = '[sql/a.sql:7](../../sql/a.sql#L7)'
    expect(sourceLink('C:\\s\\src\\made', { path: 'C:/s/sql/a.sql', line: 7 }, win32)).toBe(link)
    expect(sourceLink('src\\made', { path: 'sql/a.sql', line: 7 }, win32)).toBe(link)
  })

  it('is no link to another drive', () => {
    expect(sourceLink('D:\\made', { path: 'C:/s/sql/a.sql', line: 7 }, win32)).toBe('a.sql:7')
  })
})
