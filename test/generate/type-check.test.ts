import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { compiler } from '../setup/compiler.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

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
select pets.kind, pets.tags, :kinds!::pet_kind[] as kinds, :state::"order state" as state, to_jsonb(pets.id) as json from pets;
/* @name searchPets */
select pets.id from pets
where pets.id <> :not!
  /*[if kind]*/ and pets.kind = :kind! /*[end]*/
  /*[if nickname]*/ and pets.nicknames[1] is not distinct from :nickname /*[end]*/
  /*[if afterName afterId]*/ and (pets.name, pets.id) > (:afterName!, :afterId!) /*[end]*/
  /*[if owner]*/ and pets.owner_id = :owner!
    /*[if tag]*/ and :tag! = any(pets.tags) /*[end]*/
  /*[end]*/;`,
}

/** What a service writes with the modules; each line marked is an error that the compiler must find. */
const use = `
import { createDatabase } from '@souk/db'
import { constraints, type ConstraintName } from './generated/constraints.js'
import { petKinds } from './generated/enums.js'
import { addPeople, countPeople, findPerson, type FindPersonRow } from './generated/people.queries.js'
import { listPets, searchPets, type PetKind, type SearchPetsParams } from './generated/pets.queries.js'

const db = createDatabase({ url: 'postgres://localhost/souk' })
const rows: FindPersonRow[] = await db.many(findPerson, { id: 1 })
const name: string | undefined = rows[0]?.['Full Name']
const longitude: number | undefined = rows[0]?.home?.coordinates[0]
const total: number = (await db.one(countPeople)).count
const kind: PetKind = petKinds[0]
await db.execute(addPeople, { people: [{ id: 1, name: 'Ann' }, { id: 2, name: 'Bob', nickname: null }] })
await db.many(listPets, { kinds: [kind, null], state: "it's open" })
const constraint: ConstraintName = 'people_name_key'
const after: readonly [string, number] | null = Math.random() > 0.5 ? ['Tom', 1] : null
const filters: { kind?: PetKind } = {}
const position = after === null ? {} : { afterName: after[0], afterId: after[1] }
await db.many(searchPets, { ...filters, ...position, not: 1 })
await db.many(searchPets, { not: 1, kind: undefined, nickname: null })
await db.many(searchPets, { not: 1, owner: 2 })
await db.many(searchPets, { not: 1, owner: 2, tag: 'shy', afterName: 'Tom', afterId: 1 })
const search: SearchPetsParams = { not: 1, afterName: undefined }
// @ts-expect-error half of a clause
await db.many(searchPets, { not: 1, afterName: 'Tom' })
// @ts-expect-error the other half
await db.many(searchPets, { not: 1, afterId: 1 })
// @ts-expect-error a clause within one that is left out
await db.many(searchPets, { not: 1, tag: 'shy' })
// @ts-expect-error null where the clause says that it is refused
await db.many(searchPets, { not: 1, kind: null })
// @ts-expect-error null in half of a clause
await db.many(searchPets, { not: 1, afterName: null, afterId: 1 })
// @ts-expect-error no such parameter
await db.many(searchPets, { not: 1, colour: 'red' })
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
export { search, name, longitude, total, constraint, columns, home, wrong }
`

/** Runs the compiler over a project, and gives what it says. */
async function compile(directory: string): Promise<string> {
  try {
    return (await run(process.execPath, [compiler, '-p', '.'], { cwd: directory })).stdout
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
