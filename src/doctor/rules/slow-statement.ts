import type { FindingOfRule } from '../finding.js'
import type { Rule } from '../rule.js'
import { nameOf, planOf, slowStatements } from '../slow-statements.js'
import { countOf, duration } from '../wording.js'

/** The most characters of the text of a statement that is nobody's. */
const shownText = 120

/** Statements that take long, by the names of their queries. */
export const slowStatement: Rule = {
  name: 'slow-statement',
  about: 'a statement that takes long, by the name of its query',
  async find(database) {
    const findings: FindingOfRule[] = []
    for (const statement of await slowStatements(database)) {
      const plan = await planOf(database, statement)
      const { calls, meanMs, totalMs, rows, queries, text } = statement
      const words = text
        .replaceAll(/--[^\n]*/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, shownText)
      findings.push({
        level: 'warning',
        object: nameOf(statement),
        reason:
          `it takes ${duration(meanMs / 1_000)} and returns ${countOf(rows, 'row')} on average: ` +
          `${countOf(calls, 'call')}, ${duration(totalMs / 1_000)} in all` +
          (queries.length === 0 ? ` (${words})` : ''),
        remedy:
          plan === null
            ? null
            : `-- see its plan, or: npx souk-db explain ${queries[0]?.name ?? ''} '{…}' --analyze`,
        ...(plan !== null && { plan }),
      })
    }
    return findings
  },
}
