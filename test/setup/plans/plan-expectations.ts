import { expect } from 'vitest'
import type { LookupCase, PageCase, PlanCase } from './plan-case.js'
import { buffersOf, nodesOf, type PlanNode } from './plan-node.js'

/** Asserts that a query ran as it is meant to: by node types, rows and blocks, never by time. */
export function expectPlan(plan: PlanNode, planCase: PlanCase): void {
  if (planCase.kind === 'lookup') expectLookup(plan, planCase)
  else expectPage(plan, planCase)
}

function expectLookup(plan: PlanNode, { index, buffers }: LookupCase): void {
  expectNoTableReadWhole(plan)
  expect(nodesOf(plan).map((node) => node['Index Name'])).toContain(index)
  expect(buffersOf(plan)).toBeLessThanOrEqual(buffers)
}

function expectPage(plan: PlanNode, { index, limit, passedOver, buffers }: PageCase): void {
  expectNoTableReadWhole(plan)
  const types = nodesOf(plan).map((node) => node['Node Type'])
  expect(types.filter((type) => /Sort|Bitmap/.test(type))).toEqual([])
  const scans = nodesOf(plan).filter((node) => node['Index Name'] !== undefined)
  expect(scans.map((node) => node['Index Name'])).toEqual([index])
  for (const scan of scans) {
    expect(scan['Node Type']).toMatch(/^Index (?:Only )?Scan$/)
    expect(scan['Actual Rows']).toBeLessThanOrEqual(limit)
    expect(scan['Rows Removed by Filter'] ?? 0).toBeLessThanOrEqual(passedOver)
  }
  expect(buffersOf(plan)).toBeLessThanOrEqual(buffers)
}

/** Asserts that a plan is one walk of a GiST index, nearest first, which ends with the page. */
export function expectNearestWalk(plan: PlanNode, index: string, limit: number): void {
  expectNoTableReadWhole(plan)
  const scans = nodesOf(plan).filter((node) => node['Index Name'] !== undefined)
  expect(scans.map((node) => [node['Node Type'], node['Index Name']])).toEqual([['Index Scan', index]])
  expect(scans[0]?.['Order By']).toMatch(/location <-> /)
  // A few more than the page: `with ties`, and the one that is farther.
  expect(scans[0]?.['Actual Rows']).toBeLessThanOrEqual(limit + 8)
}

function expectNoTableReadWhole(plan: PlanNode): void {
  const whole = nodesOf(plan).filter((node) => node['Node Type'].endsWith('Seq Scan'))
  expect(whole.map((node) => node['Relation Name'])).toEqual([])
}
