import { expect } from 'vitest'
import manifest from '../../../generated/manifest.json' with { type: 'json' }
import { queries } from '../../../generated/queries.js'
import { createDatabase } from '../../../src/database.js'
import { checkQueryTypes } from '../../../src/testing/index.js'
import { parameters } from './parameters.js'

/** Every other query of the package, so that a table's lists and commands are in both parts. */
function queriesOf(part: 'odd' | 'even') {
  const all = Object.entries(manifest.queries)
  return Object.fromEntries(all.filter((_, index) => (index % 2 === 0) === (part === 'even')))
}

/**
 * The truth run over half of the package's queries, on a database of `seed.sql`. Two files have a half each: in one they would take
 * longer than all other tests of a run.
 */
export async function checkPart(url: string, part: 'odd' | 'even'): Promise<void> {
  const mine = queriesOf(part)
  const db = createDatabase({ url })
  try {
    const report = await checkQueryTypes(db, {
      manifest: { ...manifest, queries: mine },
      queries,
      parameters,
    })
    const { lies, silent, unproven, unseen, runs, rows, columns } = report
    console.log(
      `truth run: ${columns} columns of ${Object.keys(mine).length} queries, ${runs} statements, ${rows} rows, ${lies.length} lies; ` +
        `never null here although they may be: ${unproven.join(', ') || 'none'}; always null here: ${unseen.join(', ') || 'none'}`,
    )
    expect(lies).toEqual([])
    // One that gives no row proves nothing: give it parameters, in parameters.ts. Only what looks for broken
    // invariants finds nothing by its nature.
    expect(silent.filter((name) => mine[name]?.file !== 'invariants.sql')).toEqual([])
  } finally {
    await db.close()
  }
}
