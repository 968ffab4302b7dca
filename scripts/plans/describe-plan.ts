import { nodesOf, type PlanNode } from './plan-node.js'

/** A sort of this many rows is more than a page's own. */
const manyRows = 300

/** The scans of a plan by index or table, and its sorts of many rows, each once. */
export function describePlan(plan: PlanNode): readonly string[] {
  const described = nodesOf(plan).flatMap((node) => {
    const type = node['Node Type']
    if (node['Index Name'] !== undefined) return [`${short(type)} ${node['Index Name']}`]
    if (type.endsWith('Seq Scan')) return [`${type} ${node['Relation Name'] ?? ''}`]
    if (type.endsWith('Sort') && sorted(node) > manyRows) return [`Sort of many rows`]
    return []
  })
  return [...new Set(described)].sort()
}

function short(type: string): string {
  return type.replace(/ Scan$/, '').replace(/^Bitmap Index$/, 'Bitmap')
}

function sorted({ Plans: [below] = [] }: PlanNode): number {
  return below === undefined ? 0 : below['Actual Rows'] * below['Actual Loops']
}

/** The tables that a plan reads whole. */
export function tablesReadWhole(plan: PlanNode): readonly string[] {
  return nodesOf(plan)
    .filter((node) => node['Node Type'].endsWith('Seq Scan'))
    .flatMap((node) => node['Relation Name'] ?? [])
}
