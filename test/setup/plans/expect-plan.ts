import { expect } from 'vitest'
import type { IndexChoice, PlanExpectations } from './plan-case.js'
import { buffersOf, nodesOf, type PlanNode } from '../../../scripts/plans/plan-node.js'

/** Asserts that a query ran as it must: by node types, rows and blocks, never by time. */
export function expectPlan(plan: PlanNode, expected: PlanExpectations): void {
  const nodes = nodesOf(plan)
  const whole = nodes.filter((node) => node['Node Type'].endsWith('Seq Scan'))
  expect(whole.map((node) => node['Relation Name'])).toEqual([])

  const indexes = nodes.flatMap((node) => node['Index Name'] ?? [])
  const wanted = expected.indexes.map((choice) => chosen(choice, indexes))
  if (expected.isExact === true) expect(indexes.toSorted()).toEqual(wanted.toSorted())
  else expect(indexes).toEqual(expect.arrayContaining(wanted))

  const sorts = nodes.map((node) => node['Node Type']).filter((type) => /Sort|Bitmap/.test(type))
  if (expected.isUnsorted === true) expect(sorts).toEqual([])

  for (const scan of nodes.filter(isTableScan)) expectScan(scan, expected)
  if (expected.buffers !== undefined) expect(buffersOf(plan)).toBeLessThanOrEqual(expected.buffers)
}

/** The index of a choice that was read; all of them if none was. */
function chosen(choice: IndexChoice, indexes: readonly string[]): string {
  const names = [choice].flat()
  return names.find((name) => indexes.includes(name)) ?? names.join(' or ')
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
