// Thorough: makes and migrates databases for generation.

import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GenerationError, type GenerationMistake } from '../../src/errors.js'
import { Workspace } from '../setup/generate/workspace.js'

/** The first run on a machine makes the image of the database. */
const patience = 240_000

async function mistakesOf(run: Promise<unknown>): Promise<readonly GenerationMistake[]> {
  const failure: unknown = await run.catch((error: unknown) => error)
  if (failure instanceof GenerationError) return failure.mistakes
  throw failure
}

describe('generate', () => {
  it(
    'starts one server for a schema that it has not seen, and none but from its image for one that it has',
    async () => {
      await using workspace = await Workspace.create('postgres://nowhere.invalid/none', {
        'a.sql': '/* @name findOne */\nselect 1 as one;\n',
      })
      await workspace.write('migrations/1_marks.sql', `comment on schema public is '${workspace.directory}';`)
      const schema = { migrations: { directory: join(workspace.directory, 'migrations') } }
      const stepsOf = async () => {
        const steps: string[] = []
        await workspace.generate({ schema, onStep: (step) => steps.push(step) })
        return steps
      }
      const first = await stepsOf()
      expect(new Set(first)).toEqual(
        new Set(['migrating an embedded database, which is kept for the next time']),
      )
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
        'migrations/02_terms.sql',
        "alter table loans add column terms jsonb not null default '{}';",
      )
      await workspace.write(
        'migrations/01_loans.sql',
        `create type loan_state as enum ('out', 'back');
       create table loans (id uuid primary key, product_id uuid references products, due date, state loan_state not null);`,
      )
      const schema = { migrations: { directory: join(workspace.directory, 'migrations') } }
      await workspace.generate({ schema })
      const module = await workspace.read('loans.queries.ts')
      expect(module).toContain('readonly state: LoanState')
      expect(module).toMatch(
        /readonly id: string\n.*readonly due: string \| null\n.*readonly title: string\n.*readonly terms: Json\n/s,
      )
      // The record of the migrations is nothing that a query could violate.
      expect(await workspace.read('constraints.ts')).toContain('loans_pkey')
      expect(await workspace.read('constraints.ts')).not.toContain('service_migrations')
      expect(await workspace.read('enums.ts')).toContain("export const loanStates = ['out', 'back'] as const")

      await workspace.write(
        'migrations/03_wrong.sql',
        '-- late fees\nalter table loans\n  add column fee mony;',
      )
      const failure = await workspace.generate({ schema }).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(GenerationError)
      expect((failure as GenerationError).mistakes).toMatchObject([{ line: 3, column: 18, rule: 'server' }])
      expect((failure as GenerationError).mistakes[0]?.file).toMatch(/03_wrong\.sql$/)

      await workspace.write(
        'migrations/03_wrong.sql',
        '-- Written on Windows.\r\n-- late fees\r\nalter table loans\r\n  add column fee mony;',
      )
      expect(await mistakesOf(workspace.generate({ schema }))).toMatchObject([{ line: 4, column: 18 }])

      await workspace.write('migrations/03_wrong.sql', 'create table fees (id int); commit;')
      expect(await mistakesOf(workspace.generate({ schema }))).toMatchObject([
        { line: 1, column: 1, rule: 'file', message: 'this file ends the transaction that it runs in' },
      ])
    },
    patience,
  )

  it("refuses the files of a service's own migrations that would not be deployed, all at once", async () => {
    await using workspace = await Workspace.create('postgres://nowhere.invalid/none', {
      'one.sql': '/* @name one */\nselect 1 as one;\n',
    })
    for (const name of ['1_a.sql', '3_c.sql', '03_d.sql', '4_a.sql', 'schema.sql', '5_script.js']) {
      await workspace.write(`migrations/${name}`, 'select 1;')
    }
    const directory = join(workspace.directory, 'migrations')
    const mistakes = await mistakesOf(workspace.generate({ schema: { migrations: { directory } } }))
    expect(mistakes.map(({ file, rule, message }) => [basename(file), rule, message]).sort()).toEqual([
      ['03_d.sql', 'file', 'there is no number 2 before this file: numbers have no gaps'],
      ['3_c.sql', 'file', 'this file has the same number as 03_d.sql'],
      ['4_a.sql', 'file', 'this file has the same name as 1_a.sql'],
      ['5_script.js', 'file', expect.stringContaining('is no migration')],
      ['schema.sql', 'file', expect.stringContaining('is no migration')],
    ])
  })
})
