import { describe, expect, it } from 'vitest'
import { queries } from '../../generated/queries.js'
import { combinationsOf } from '../../src/engine/statement/combinations.js'
import { describePlan, tablesReadWhole } from '../../scripts/plans/describe-plan.js'
import type { PlanNode } from '../../scripts/plans/plan-node.js'
import { findWorse, formatRecord, parseRecord, type PlanLine } from '../../scripts/plans/record.js'
import { query } from '../setup/query.js'

function node(type: string, more: Partial<PlanNode> = {}): PlanNode {
  return {
    'Node Type': type,
    'Actual Rows': 1,
    'Actual Loops': 1,
    'Shared Hit Blocks': 1,
    'Shared Read Blocks': 0,
    ...more,
  }
}

const line: PlanLine = { common: 40, rare: 100, nodes: ['Index ix_products_feed'] }
const recorded = new Map([
  ['listThings', line],
  ['listThings: category, viewerId', { common: 3, rare: 0, nodes: [] }],
])

describe('combinations', () => {
  it('are all subsets of the clauses, each once, with each word of a choice', () => {
    const found = combinationsOf(
      query(
        `select 1 where true
        /*[if a]*/ and 1 = :a! /*[end]*/
        /*[if b c]*/ and :b! = :c! /*[if a]*/ and 2 = :a! /*[end]*/ /*[end]*/
        /*[if sort=up]*/ order by 1 /*[end]*/ /*[if sort=down]*/ order by 1 desc /*[end]*/`,
      ),
    )
    const shown = found.map(({ given, words }) => `${given.join('')} ${words['sort'] ?? ''}`)
    expect(shown.sort()).toEqual(
      ['', 'a', 'bc', 'abc'].flatMap((given) => [`${given} down`, `${given} up`]).sort(),
    )
  })

  it('of the whole package are as many as a server explains in a minute or two', () => {
    const count = queries.reduce((sum, one) => sum + combinationsOf(one).length, 0)
    expect(count).toBeGreaterThan(queries.length)
    expect(count).toBeLessThan(4_000)
  })
})

describe('the record', () => {
  it('is read as it was written', () => {
    expect(parseRecord(formatRecord(recorded, '# Head'))).toEqual(recorded)
  })

  it('tells of more blocks, of a new sort, and of what only one of the two has', () => {
    const found = new Map([
      ['listThings', { common: 41, rare: 171, nodes: ['Index ix_products_feed', 'Sort of many rows'] }],
      ['listOthers', line],
    ])
    expect(findWorse(recorded, found)).toEqual([
      'listThings: 171 blocks with rare values, 100 before',
      'listThings: sorts, and did not before',
      'listOthers: not recorded',
      'listThings: category, viewerId: recorded, and no longer there',
    ])
    expect(findWorse(recorded, recorded)).toEqual([])
  })
})

describe('a plan', () => {
  const plan = node('Limit', {
    Plans: [
      node('Sort', { Plans: [node('Function Scan', { 'Actual Rows': 301 })] }),
      node('Incremental Sort', { Plans: [node('Function Scan', { 'Actual Rows': 30, 'Actual Loops': 10 })] }),
      node('Index Only Scan', { 'Index Name': 'users_pkey', 'Relation Name': 'users' }),
      node('Index Only Scan', { 'Index Name': 'users_pkey', 'Relation Name': 'users' }),
      node('Parallel Seq Scan', { 'Relation Name': 'products' }),
    ],
  })

  it('is described by its scans, and its sorts of many rows', () => {
    expect(describePlan(plan)).toEqual([
      'Index Only users_pkey',
      'Parallel Seq Scan products',
      'Sort of many rows',
    ])
  })

  it('names the tables that it reads whole', () => {
    expect(tablesReadWhole(plan)).toEqual(['products'])
  })
})
