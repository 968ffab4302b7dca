import { Client } from 'pg'
import { createDatabase } from '../src/database.js'
import { calls, firstPages, recording } from './plans/calls.js'
import { Planner } from './plans/planner.js'
import { buffersOf } from './plans/plan-node.js'
const url = process.argv[2]!
const c = new Client({ connectionString: url }); await c.connect(); await c.query('set jit = off')
const db = createDatabase({ url }); const planner = new Planner(c)
const { repositories, take } = recording(db)
const seen = new Map<string, [number, number, number, number]>()
let n = 0
for (const { note, run } of [...firstPages, ...calls]) {
  if (!/search|facets|First|similar/.test(note) && n++ % 9) continue
  take(); await run(repositories)
  for (const { query, parameters } of take()) {
    const key = query.metadata!.name + (note.startsWith('search by') ? ' ' + note.split(',')[0] : '')
    const once = await planner.isPlannedOnce({ query, parameters })
    const g = buffersOf(await planner.planOf({ query, parameters, mode: 'force_generic_plan' }))
    const k = buffersOf(await planner.planOf({ query, parameters, mode: 'force_custom_plan' }))
    const s = seen.get(key) ?? [0, 0, 0, 0]
    seen.set(key, [s[0] + 1, s[1] + (once ? 1 : 0), s[2] + g, s[3] + k])
  }
}
for (const [k, v] of seen) console.log(k, 'runs', v[0], 'once', v[1], 'generic', Math.round(v[2] / v[0]), 'custom', Math.round(v[3] / v[0]))
await db.close(); await c.end()
