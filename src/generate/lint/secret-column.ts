import type { Node } from 'libpg-query'
import { outputsOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import { outputSecrets } from '../scope/output-secrets.js'

/** Finds secret columns among those that a query returns. */
export const secretColumn: LintRule = {
  name: 'secret-column',
  why: 'the comment of the column says @secret, and each caller of the query gets its value',
  wayOut: 'leave the column out, or return what is said of it: … is not null',
  find: ({ root }) => (root === null ? [] : secretsOf(root)),
}

function secretsOf(level: QueryLevel): readonly LintFinding[] {
  if (level.branches.length > 0) return level.branches.flatMap(secretsOf)
  const found = new Map<string, LintFinding>()
  for (const [position, output] of outputsOf(level).entries()) {
    for (const column of outputSecrets(level, position)) {
      const at = output.node ?? level.targets.find((target) => locationOf(target) === output.location)
      const finding = { at: at ?? level.query.node, what: `${column.path} is returned` }
      const key = `${output.location} ${column.path}`
      if (!found.has(key)) found.set(key, finding)
    }
  }
  return [...found.values()]
}

function locationOf(target: Node): number {
  return 'ResTarget' in target ? (target.ResTarget.location ?? 0) : -1
}
