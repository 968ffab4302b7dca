import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { mayPass } from '../../src/engine/failure/login-failure.js'
import type { LoginFailure } from '../../src/errors.js'
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
    ['### Kinds of `constraint`', 'ConstraintKind'],
    ['### Kinds of `transaction`', 'TransactionErrorKind'],
    ['### Reasons of `connection`', 'LoginFailure'],
    ['### Problems of `migration`', 'MigrationProblem'],
  ])('says what to do about each: %s', (heading, type) => {
    const [, union = ''] = new RegExp(`export type ${type} =([^]*?)\\n\\n`).exec(source) ?? []
    const names = [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(3)
    expect(tableBehind(heading).map(([name]) => name)).toEqual(names)
  })

  it('says which reasons of a failed login may pass', () => {
    const passing = tableBehind('### Reasons of `connection`').filter(([, retryable]) => retryable === 'yes')
    const reasons = tableBehind('### Reasons of `connection`').map(([reason]) => reason as LoginFailure)
    // Hosts without the wanted role let a client log in.
    const expected = reasons.filter((reason) => mayPass(reason) || reason === 'role_missing')
    expect(passing.map(([reason]) => reason)).toEqual(expected)
  })

  it.each([
    ['## Rules of `conflict`', conflictRules],
    ['## Rules of `forbidden`', forbiddenRules],
  ])('has the rules and their sentences: %s', (heading, rules) => {
    expect(Object.fromEntries(tableBehind(heading))).toEqual(rules)
  })
})
