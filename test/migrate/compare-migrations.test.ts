import { describe, expect, it } from 'vitest'
import { compareMigrations } from '../../src/migrate/compare-migrations.js'
import { hashMigration, type MigrationFile } from '../../src/migrate/migration-files.js'
import type { RecordedMigration } from '../../src/migrate/migration-record.js'
import { pendingProblem, schemaProblem } from '../../src/migrate/schema-problem.js'
import { aloneFolder } from '../setup/migrate/migrate-alone.js'

function file(id: number, sql = 'select 1;\n', name = `step${id}`): MigrationFile {
  const fileName = `${id}_${name}.sql`
  return { id, name, file: fileName, sql, hash: hashMigration(fileName, sql), inTransaction: true }
}

function recorded(of: MigrationFile): RecordedMigration {
  return { id: of.id, name: of.name, hash: of.hash, appliedAt: new Date(0) }
}

function states(files: readonly MigrationFile[], record: readonly RecordedMigration[]): readonly string[] {
  return compareMigrations('package', files, record).map(({ id, state }) => `${id} ${state}`)
}

function problem(files: readonly MigrationFile[], record: readonly RecordedMigration[]) {
  return schemaProblem(aloneFolder('none'), compareMigrations('package', files, record))
}

const one = file(1)
const two = file(2)
const three = file(3)

describe('compareMigrations', () => {
  it('finds everything pending in an empty database', () => {
    expect(states([one, two], [])).toEqual(['1 pending', '2 pending'])
  })

  it('finds what is applied and what is not', () => {
    expect(states([one, two], [recorded(one)])).toEqual(['1 applied', '2 pending'])
  })

  it('finds a file whose text changed', () => {
    expect(states([file(1, 'select 2;')], [recorded(one)])).toEqual(['1 changed'])
  })

  it('tells a file missing in the middle from a database that is ahead', () => {
    expect(states([one, three], [one, two, three, file(4)].map(recorded))).toEqual([
      '1 applied',
      '2 missing',
      '3 applied',
      '4 newer',
    ])
  })

  it('finds a gap that neither side can fill', () => {
    expect(states([one, three], [])).toEqual(['1 pending', '2 missing', '3 pending'])
  })

  it('finds a file older than the last applied one that was never applied', () => {
    expect(states([one, two, three], [recorded(one), recorded(three)])).toEqual([
      '1 applied',
      '2 unrecorded',
      '3 applied',
    ])
  })

  it('does not count through the millions up to a number that is a date', () => {
    const migrations = compareMigrations('package', [file(20261123)], [])
    expect(migrations.map(({ id, state }) => [id, state])).toEqual([
      [20261122, 'missing'],
      [20261123, 'pending'],
    ])
  })

  it.each([
    ['LF became CRLF', 'a;\nb;\n', 'a;\r\nb;\r\n'],
    ['CRLF became LF', 'a;\r\nb;\r\n', 'a;\nb;\n'],
  ])('sees that only line endings differ: %s', (_, before, after) => {
    const [migration] = compareMigrations('package', [file(1, after)], [recorded(file(1, before))])
    expect(migration).toMatchObject({ state: 'changed', difference: 'line endings' })
  })

  it('sees that only the name differs', () => {
    const [migration] = compareMigrations('package', [file(1, 'a;', 'new')], [recorded(file(1, 'a;', 'old'))])
    expect(migration).toMatchObject({ state: 'changed', difference: 'name', file: '1_new.sql' })
  })
})

describe('schemaProblem', () => {
  it('has nothing to say of a database that is behind', () => {
    expect(problem([one, two], [recorded(one)])).toBeNull()
  })

  it('says how to undo a change', () => {
    const error = problem([file(1, 'select 2;')], [recorded(one)])
    expect(error).toMatchObject({ problem: 'changed', file: '1_step1.sql' })
    expect(error?.message).toMatch(/^1_step1\.sql changed after .* write the change as a new migration/)
  })

  it('says which setting keeps line endings', () => {
    const crlf = file(1, 'select 1;\r\n')
    expect(problem([crlf], [recorded(one)])?.message).toContain('*.sql text eol=lf')
  })

  it('names the file that is missing in the middle', () => {
    const error = problem([one, three], [one, two, three].map(recorded))
    expect(error).toMatchObject({ problem: 'missing', file: '2_step2.sql' })
    expect(error?.message).toContain('Put the file back')
  })

  it('names how far a newer database is', () => {
    const error = problem([one], [one, two, three].map(recorded))
    expect(error).toMatchObject({ problem: 'newer', file: '2_step2.sql' })
    expect(error?.message).toMatch(
      /at migration 3 in public.migrations, the files end at 1: .*Install the version/,
    )
  })

  it('speaks of a changed file first, as nothing else can be trusted then', () => {
    expect(problem([file(1, 'select 2;')], [one, two].map(recorded))?.problem).toBe('changed')
  })

  it('says that a record has a hole', () => {
    const error = problem([one, two], [recorded(two)])
    expect(error).toMatchObject({ problem: 'changed', file: '1_step1.sql' })
    expect(error?.message).toContain('no record of 1_step1.sql')
  })
})

describe('pendingProblem', () => {
  it('names the command that applies what is pending', () => {
    const error = pendingProblem(
      aloneFolder('none'),
      compareMigrations('package', [one, two], [recorded(one)]),
    )
    expect(error).toMatchObject({ problem: 'pending', file: '2_step2.sql' })
    expect(error?.message).toContain('npx souk-db migrate')
  })

  it('is null for a current database', () => {
    expect(
      pendingProblem(aloneFolder('none'), compareMigrations('package', [one], [recorded(one)])),
    ).toBeNull()
  })
})
