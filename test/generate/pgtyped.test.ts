import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { readJsonLiteral } from '../setup/generate/read-json-literal.js'
import { Workspace } from '../setup/generate/workspace.js'

const run = promisify(execFile)

/** Everything pgtyped's grammar has, in files that it reads rightly. */
const files = {
  'plain.sql': `/* head: with prose. */

/* @name getPerson */
-- Prose of the query; it's :not a parameter.
select
  people.id, -- a remark
  people.name as "name!",
  'a :string' as text
from people /* a comment
  on two lines */
where people.id = :id! and people.name <> :name::text
  /*[if bossId]*/ and people.boss_id = :bossId /*[end]*/
  and people.id = any(:ids!::int[]) and people.id > :id;

/* @name touch */ update people set name = name;
`,
  'spreads.sql': `/*
  @name addPeople
  @param people -> ((id!, name!, nickname)...)
*/
insert into people (id, name, nickname) values :people returning people.id;

/*
  @name findPeople
  @param ids -> (...)
  @param pair -> (low!, high)
*/
select people.id from people where people.id in :ids and (people.id, people.id) > :pair;
`,
}

let database: TestDatabase

beforeAll(async () => {
  database = await fixtureDatabase()
})
afterAll(() => database.drop())

describe('generate', () => {
  it('gives each query the representation that the command line of pgtyped 2.4.3 gives it', async () => {
    await using workspace = await Workspace.create(database.url, files)
    await workspace.generate()
    const expected = await pgtyped(workspace)
    expect(Object.keys(expected).sort()).toEqual(['addPeople', 'findPeople', 'getPerson', 'touch'])

    const ours: Record<string, unknown> = {}
    for (const name of ['plain', 'spreads']) {
      const module = await workspace.read(`${name}.queries.ts`)
      for (const [, query = '', ir = ''] of module.matchAll(
        /^export const (\w+) = new PreparedQuery.*\n {2}(.*),$/gm,
      )) {
        ours[query] = readJsonLiteral(ir)
      }
    }
    expect(ours).toEqual(expected)
  })
})

/** Runs pgtyped's own command line over the workspace, and reads the representations from what it writes. */
async function pgtyped(workspace: Workspace): Promise<Record<string, unknown>> {
  await workspace.write(
    'config.json',
    JSON.stringify({
      transforms: [{ mode: 'sql', include: '**/*.sql', emitTemplate: '{{dir}}/{{name}}.pgtyped.ts' }],
      srcDir: './sql/',
      dbUrl: database.url,
    }),
  )
  const cli = fileURLToPath(new URL('../../node_modules/.bin/pgtyped', import.meta.url))
  await run(process.execPath, [cli, '--config', 'config.json'], { cwd: workspace.directory })

  const found: Record<string, unknown> = {}
  for (const name of Object.keys(files)) {
    const module = await readFile(join(workspace.sql, name.replace('.sql', '.pgtyped.ts')), 'utf8')
    for (const [, query = '', ir = ''] of module.matchAll(/^const (\w+)IR: any = (.*);$/gm)) {
      found[query] = JSON.parse(ir)
    }
  }
  return found
}
