import { expect } from 'vitest'
import type { PlanExpectations } from './plan-case.js'
import { buffersOf, nodesOf, type PlanNode } from '../../../scripts/plans/plan-node.js'

/** Asserts that a query ran as it must: by node types, rows and blocks, never by time. */
export function expectPlan(plan: PlanNode, expected: PlanExpectations): void {
  const nodes = nodesOf(plan)
  const whole = nodes.filter((node) => node['Node Type'].endsWith('Seq Scan'))
  expect(whole.map((node) => node['Relation Name'])).toEqual([])

  const indexes = nodes.flatMap((node) => node['Index Name'] ?? [])
  if (expected.isExact === true) expect(indexes.toSorted()).toEqual(expected.indexes.toSorted())
  else expect(indexes).toEqual(expect.arrayContaining([...expected.indexes]))

  const sorts = nodes.map((node) => node['Node Type']).filter((type) => /Sort|Bitmap/.test(type))
  if (expected.isUnsorted === true) expect(sorts).toEqual([])

  for (const scan of nodes.filter(isTableScan)) expectScan(scan, expected)
  if (expected.buffers !== undefined) expect(buffersOf(plan)).toBeLessThanOrEqual(expected.buffers)
}

function isTableScan(node: PlanNode): boolean {
  return node['Relation Name'] !== undefined && node['Node Type'].endsWith('Scan')
}

function expectScan(scan: PlanNode, { scans, rows, passedOver }: PlanExpectations): void {
  if (scans !== undefined) expect(scan['Node Type']).toMatch(scans)
  if (rows !== undefined) expect(scan['Actual Rows'] * scan['Actual Loops']).toBeLessThanOrEqual(rows)
  if (passedOver !== undefined) {
    expect(scan['Rows Removed by Filter'] ?? 0).toBeLessThanOrEqual(passedOver)
  }
}
