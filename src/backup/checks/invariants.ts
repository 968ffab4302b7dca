import * as invariants from '../../../generated/invariants.queries.js'
import { judge, type Check } from '../check.js'
import type { Session } from '../session.js'

/**
 * Counters and other conditions that hold of every row, such as that a product is sold once. Each of them reads whole tables,
 * and none of them writes. What is broken as often in the other database is no fault of the backup.
 */
export const invariantsCheck: Check = {
  name: 'invariants',
  async run({ from, against }) {
    const faults: string[] = []
    const notes: string[] = []
    const all = Object.entries(invariants)
    for (const [name, { queryIR }] of all) {
      const broken = await countBroken(from, queryIR.statement)
      if (broken === 0) continue
      if (against !== null && (await countBroken(against, queryIR.statement)) >= broken) {
        notes.push(`${name}: ${broken}, as in the other database`)
      } else faults.push(`${name}: ${broken}`)
    }
    return judge(faults, {
      ok:
        notes.length === 0
          ? `${all.length} hold, counters among them`
          : `${all.length} hold, or are broken in the other database too`,
      wrong: `${faults.length} of ${all.length} are broken: souk-db recount repairs counters, the others are for people to look at`,
      notes,
    })
  },
}

async function countBroken(session: Session, statement: string): Promise<number> {
  const { broken } = await session.row<{ broken: string }>(
    `select count(*)::text as broken from (${statement.trim().replace(/;$/, '')}) as invariant`,
  )
  return Number(broken)
}
