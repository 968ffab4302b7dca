import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { GenerationError } from '../../src/errors.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'

const sql = fileURLToPath(new URL('../../sql', import.meta.url))

/** The first run on a machine makes the image of the database. */
const patience = 240_000

async function contents(directory: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(directory)).sort()
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(directory, name), 'utf8')] as const),
    ),
  )
}

describe('generate', () => {
  it(
    "gives this package's queries the same files on the server at hand and on the embedded database",
    async () => {
      await using database = await createTestDatabase()
      await using onServer = await Workspace.create(database.url, {})
      await using onEmbedded = await Workspace.create(database.url, {})
      await onServer.generate({ sqlDirectory: sql })
      await onEmbedded.generate({ sqlDirectory: sql, schema: {} })
      expect(await contents(onEmbedded.out)).toEqual(await contents(onServer.out))
    },
    patience,
  )

  it(
    'starts one server for a schema that it has not seen, and none but from its image for one that it has',
    async () => {
      await using workspace = await Workspace.create('postgres://nowhere.invalid/none', {
        'a.sql': '/* @name findOne */\nselect 1 as one;\n',
      })
      await workspace.write('migrations/1_marks.sql', `comment on schema public is '${workspace.directory}';`)
      const schema = { migrationsDirectory: join(workspace.directory, 'migrations') }
      const stepsOf = async () => {
        const steps: string[] = []
        await workspace.generate({ schema, onStep: (step) => steps.push(step) })
        return steps.filter((step) => !step.startsWith('migrating'))
      }
      expect(await stepsOf()).toEqual(['applying your migrations, which is kept for the next time'])
      expect(await stepsOf()).toEqual(['starting the embedded database'])
    },
    patience,
  )

  it(
    "types a service's queries on the schema of this package and the service's own, without a server",
    async () => {
      await using workspace = await Workspace.create('postgres://nowhere.invalid/none', {
        'loans.sql': `/* @name listLoans */
select loans.id, loans.due, products.title, loans.terms
from loans join products on products.id = loans.product_id where loans.state = :state!;`,
      })
      await workspace.write(
        'migrations/10_terms.sql',
        "alter table loans add column terms jsonb not null default '{}';",
      )
      await workspace.write(
        'migrations/2_loans.sql',
        `create type loan_state as enum ('out', 'back');
       create table loans (id uuid primary key, product_id uuid references products, due date, state loan_state not null);`,
      )
      const schema = { migrationsDirectory: join(workspace.directory, 'migrations') }
      await workspace.generate({ schema })
      const module = await workspace.read('loans.queries.ts')
      expect(module).toContain('readonly state: LoanState')
      expect(module).toMatch(
        /readonly id: string\n.*readonly due: string \| null\n.*readonly title: string\n.*readonly terms: Json\n/s,
      )
      expect(await workspace.read('enums.ts')).toContain("export const loanStates = ['out', 'back'] as const")

      await workspace.write(
        'migrations/11_wrong.sql',
        '-- late fees\nalter table loans\n  add column fee mony;',
      )
      const failure = await workspace.generate({ schema }).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(GenerationError)
      expect((failure as GenerationError).mistakes).toMatchObject([{ line: 3, column: 18, rule: 'server' }])
      expect((failure as GenerationError).mistakes[0]?.file).toMatch(/11_wrong\.sql$/)
    },
    patience,
  )
})
