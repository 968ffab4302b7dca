import { Client } from 'pg'
import { createDatabase } from '../src/database.js'
import { recording } from './plans/calls.js'
import { Planner } from './plans/planner.js'
const url = process.argv[2]!
const c = new Client({ connectionString: url }); await c.connect(); await c.query('set jit = off')
const db = createDatabase({ url }); const planner = new Planner(c)
const { repositories, take } = recording(db)
take(); await repositories.products.search({ text: 'qdb', sort: 'newest' })
function show(n: any, d = 0): string[] { return [' '.repeat(d) + n['Node Type'] + ' ' + (n['Index Name'] ?? n['Relation Name'] ?? n['CTE Name'] ?? '') + ' cost ' + n['Total Cost'] + ' rows ' + n['Plan Rows'], ...(n.Plans ?? []).flatMap((x: any) => show(x, d + 1))] }
for (const { query, parameters } of take()) {
  if (!/searchProducts/.test(query.metadata!.name)) continue
  for (const mode of ['force_generic_plan', 'force_custom_plan'] as const) { const p: any = await planner.planOf({ query, parameters, mode }); console.log(mode); console.log(show(p).join('\n')) }
}
await db.close(); await c.end()
