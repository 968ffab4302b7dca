import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { fixtureDatabase } from './fixture-database.js'
import { Workspace } from './workspace.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

const queries = {
  'people.sql': `/* @name findPerson */
-- It's */ a "trap" \${here} \`there\`.
select people.id, people.name as "Full Name", people.home, 'a\\b' as backslash, people.nickname as "2nd!" from people
where people.id = :id! and people.name <> 'o''clock \u2028 😀' and people.boss_id = :bossId;
/*
  @name addPeople
  @param people -> ((id!, name!, nickname)...)
*/
insert into people (id, name, nickname) values :people;
/* @name countPeople */
select count(*) from people;`,
  'pets.sql': `/* @name listPets */
select pets.kind, pets.tags, :kinds!::pet_kind[] as kinds, :state::"order state" as state, to_jsonb(pets.id) as json from pets;`,
}

/** What a service writes with the modules; each line marked is an error that the compiler must find. */
const use = `
import { createDatabase } from '@souk/db'
import { constraints, type ConstraintName } from './generated/constraints.js'
import { petKinds } from './generated/enums.js'
import { addPeople, countPeople, findPerson, type FindPersonRow } from './generated/people.queries.js'
import { listPets, type PetKind } from './generated/pets.queries.js'

const db = createDatabase({ url: 'postgres://localhost/souk' })
const rows: FindPersonRow[] = await db.many(findPerson, { id: 1 })
const name: string | undefined = rows[0]?.['Full Name']
const longitude: number | undefined = rows[0]?.home?.coordinates[0]
const total: number = (await db.one(countPeople)).count
const kind: PetKind = petKinds[0]
await db.execute(addPeople, { people: [{ id: 1, name: 'Ann' }, { id: 2, name: 'Bob', nickname: null }] })
await db.many(listPets, { kinds: [kind, null], state: "it's open" })
const constraint: ConstraintName = 'people_name_key'
const columns: readonly ['name'] = constraints.people_name_key.columns
// @ts-expect-error a column that the query does not give
rows[0]?.nickname
// @ts-expect-error a required parameter is missing
await db.many(findPerson, {})
// @ts-expect-error no such kind
await db.many(listPets, { kinds: ['cow'] })
// @ts-expect-error a column that may be null
const home: { readonly type: 'Point' } = (await db.one(findPerson, { id: 1 })).home
// @ts-expect-error no such constraint
const wrong: ConstraintName = 'people_nme_key'
export { name, longitude, total, constraint, columns, home, wrong }
`

/** Runs the compiler over a project, and gives what it says. */
async function compile(directory: string): Promise<string> {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  try {
    return (await run(process.execPath, [tsc, '-p', '.'], { cwd: directory })).stdout
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout)
    throw error
  }
}

it('makes modules that a strict compiler accepts, with types that it can use', async () => {
  await using database = await fixtureDatabase()
  await using workspace = await Workspace.create(database.url, queries)
  await workspace.generate()
  await workspace.write('use.ts', use)
  await workspace.write('package.json', '{ "type": "module" }')
  await workspace.write(
    'tsconfig.json',
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        paths: { '@souk/db': [join(root, 'src/index.ts')], '@souk/db/geo': [join(root, 'src/geo/index.ts')] },
        typeRoots: [join(root, 'node_modules/@types')],
        types: ['node'],
      },
      include: ['*.ts', 'generated'],
    }),
  )
  // The package's own sources are compiled along; what is said of them is the business of `npm run typecheck`.
  const complaints = (await compile(workspace.directory))
    .split('\n')
    .filter((line) => /^(?:use\.ts|generated\/)/.test(line))
  expect(complaints).toEqual([])
})
