// Thorough: generates for each case of each rule.

import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LintRuleName } from '../../../src/errors.js'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'
import { Workspace } from '../../setup/generate/workspace.js'
import type { Cases } from './cases.js'
import { bufferedRadius } from './cases/buffered-radius.js'
import { coordinateOrder } from './cases/coordinate-order.js'
import { crossJoin } from './cases/cross-join.js'
import { distanceComparison } from './cases/distance-comparison.js'
import { distanceInDegrees } from './cases/distance-in-degrees.js'
import { indexedSide } from './cases/indexed-side.js'
import { lockOrder } from './cases/lock-order.js'
import { mixedSrids } from './cases/mixed-srids.js'
import { nearestWithoutLimit } from './cases/nearest-without-limit.js'
import { notInNullable } from './cases/not-in-nullable.js'
import { nullComparison } from './cases/null-comparison.js'
import { offset } from './cases/offset.js'
import { optionalCondition } from './cases/optional-condition.js'
import { secretColumn } from './cases/secret-column.js'
import { selectStar } from './cases/select-star.js'
import { totalOrder } from './cases/total-order.js'
import { unboundedList } from './cases/unbounded-list.js'
import { unboundedWrite } from './cases/unbounded-write.js'

const cases: Readonly<Record<LintRuleName, Cases>> = {
  'buffered-radius': bufferedRadius,
  'coordinate-order': coordinateOrder,
  'cross-join': crossJoin,
  'distance-comparison': distanceComparison,
  'distance-in-degrees': distanceInDegrees,
  'indexed-side': indexedSide,
  'lock-order': lockOrder,
  'mixed-srids': mixedSrids,
  'nearest-without-limit': nearestWithoutLimit,
  'not-in-nullable': notInNullable,
  'null-comparison': nullComparison,
  offset,
  'optional-condition': optionalCondition,
  'secret-column': secretColumn,
  'select-star': selectStar,
  'total-order': totalOrder,
  'unbounded-list': unboundedList,
  'unbounded-write': unboundedWrite,
}

let database: TestDatabase

beforeAll(async () => {
  const directory = fileURLToPath(new URL('schema', import.meta.url))
  database = await createTestDatabase({ migrations: { directory } })
})
afterAll(() => database.drop())

async function mistakesOf(files: Readonly<Record<string, string>>) {
  await using workspace = await Workspace.create(database.url, files)
  return await workspace.mistakes({ lint: true })
}

describe.each(Object.entries(cases))('%s', (rule, { refused, passed }) => {
  // One run for all statements of a rule: each is a query in a file of its own.
  const names = [...Object.keys(refused), ...Object.keys(passed)]
  const fileOf = (name: string) => `${String(names.indexOf(name)).padStart(2, '0')}.sql`
  let found: Awaited<ReturnType<typeof mistakesOf>>

  beforeAll(async () => {
    const statements = [
      ...Object.entries(refused).map(([name, [sql]]) => [name, sql] as const),
      ...Object.entries(passed),
    ]
    found = await mistakesOf(
      Object.fromEntries(
        statements.map(([name, sql]) => [
          fileOf(name),
          `/* @name query${names.indexOf(name)} */\n-- Prose, with an é and a 😀.\n${sql};\n`,
        ]),
      ),
    )
  })

  it('has a name of its own for each case', () => {
    expect(names.toSorted()).toEqual([...new Set(names)].sort())
  })

  const of = (name: string) => found.filter(({ file }) => file.endsWith(`/${fileOf(name)}`))

  it.each(Object.entries(refused))('refuses %s', (name, [, at]) => {
    const own = of(name).filter((mistake) => mistake.rule === rule)
    expect(own, JSON.stringify(of(name), null, 2)).toHaveLength(1)
    const [mistake] = own
    expect(mistake).toMatchObject({ line: 3, sqlState: null })
    expect(mistake?.source.slice(mistake.column - 1, mistake.column - 1 + at.length)).toBe(at)
    expect(mistake?.hint).toContain(`-- lint-disable ${rule}: reason`)
    expect(
      of(name)
        .map((other) => other.rule)
        .filter((other) => !(other in cases)),
    ).toEqual([])
  })

  it.each(Object.keys(passed))('lets pass %s', (name) => {
    expect(of(name).filter((mistake) => mistake.rule === rule || !(mistake.rule in cases))).toEqual([])
  })
})
