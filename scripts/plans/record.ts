/** The committed record of plans: per query and combination of its optional clauses a line. */

/** The record of a query with one combination of its clauses. */
export interface PlanLine {
  /** Blocks of 8 kB touched, at most, with common values and with rare ones. */
  readonly common: number
  readonly rare: number
  /** The scans and sorts of the plan for all values and of the plans for the values at hand. */
  readonly nodes: readonly string[]
}

/** Lines by the query and its clauses: `listProductFeedCard: category, viewerId`. */
export type PlanRecord = ReadonlyMap<string, PlanLine>

/** Writes a record as text. */
export function formatRecord(record: PlanRecord, head: string): string {
  const lines = [...record].map(
    ([key, { common, rare, nodes }]) => `${key}\n  ${common} ${rare} ${nodes.join(', ') || '-'}`,
  )
  return `${head}\n${lines.join('\n')}\n`
}

/** Reads what {@link formatRecord} wrote. */
export function parseRecord(text: string): PlanRecord {
  const record = new Map<string, PlanLine>()
  let key = ''
  for (const line of text.split('\n')) {
    const [, common, rare, nodes] = /^ {2}(\d+) (\d+) (.*)$/.exec(line) ?? []
    if (common === undefined || nodes === undefined) {
      if (line !== '' && !line.startsWith('#')) key = line
      continue
    }
    record.set(key, {
      common: Number(common),
      rare: Number(rare),
      nodes: nodes === '-' ? [] : nodes.split(', '),
    })
  }
  return record
}

/** A block count may exceed the recorded one by so much: statistics are sampled, and pages fill up differently. */
const slack = (blocks: number) => blocks * 1.5 + 20

/** Compares plans with those that were recorded, and tells what became worse, or of what nothing was recorded. */
export function findWorse(recorded: PlanRecord, found: PlanRecord): readonly string[] {
  const worse: string[] = []
  for (const [key, line] of found) {
    const before = recorded.get(key)
    if (before === undefined) {
      worse.push(`${key}: not recorded`)
      continue
    }
    for (const kind of ['common', 'rare'] as const) {
      if (line[kind] > slack(before[kind])) {
        worse.push(`${key}: ${line[kind]} blocks with ${kind} values, ${before[kind]} before`)
      }
    }
    const sorts = line.nodes.filter((node) => node.includes('Sort') && !before.nodes.includes(node))
    if (sorts.length > 0) worse.push(`${key}: sorts, and did not before`)
  }
  for (const key of recorded.keys()) if (!found.has(key)) worse.push(`${key}: recorded, and no longer there`)
  return worse
}
