import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { conflictRules, forbiddenRules } from '../../src/rules.js'

const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8')
const source = await readFile(new URL('../../src/errors.ts', import.meta.url), 'utf8')

/** The first two cells of each row of the table behind a heading. */
function tableBehind(heading: string): (readonly [string, string])[] {
  const [, section = ''] = page.split(`${heading}\n`)
  const [table = ''] = section.split('\n#')
  return [...table.matchAll(/^\| `(\w+)` +\| (.+?) +\|/gm)].map(([, name = '', cell = '']) => [name, cell])
}

describe('docs/errors.md', () => {
  it('has every code', () => {
    const [, union = ''] = /export type SoukErrorCode =([^]*?)\n\n/.exec(source) ?? []
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code)
    expect(
      tableBehind('# Errors')
        .map(([code]) => code)
        .toSorted(),
    ).toEqual(codes.toSorted())
  })

  it.each([
    ['## Rules of `conflict`', conflictRules],
    ['## Rules of `forbidden`', forbiddenRules],
  ])('has the rules and their sentences: %s', (heading, rules) => {
    expect(Object.fromEntries(tableBehind(heading))).toEqual(rules)
  })
})
