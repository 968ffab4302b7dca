// Thorough: runs the linter for each of its examples.

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lintRules } from '../../src/generate/lint/lint-rules.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'

const page = await readFile(new URL('../../docs/sql-lint.md', import.meta.url), 'utf8')
const sections = page.split(/^### /m).slice(1)

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('docs/sql-lint.md', () => {
  it('explains each rule, in the words of its findings', () => {
    const names = sections.map((section) => /^\S+/.exec(section)?.[0])
    expect(names).toEqual(lintRules.map(({ name }) => name))
    for (const [index, { why }] of lintRules.entries()) {
      const text = sections[index]?.replace(/\s+/g, ' ').toLowerCase()
      expect(text).toContain(why.toLowerCase())
    }
  })

  it.each(lintRules.map(({ name }, index) => [name, sections[index] ?? ''] as const))(
    'shows SQL that %s refuses, and SQL that no rule does',
    async (rule, section) => {
      const [, sql = ''] = /```sql\n([^]*?)```/.exec(section) ?? []
      await using workspace = await Workspace.create(database.url, { 'example.sql': sql })
      const found = await workspace.mistakes({ lint: true })
      expect(found.map(({ query }) => query)).not.toContain('better')
      expect(found).toContainEqual(expect.objectContaining({ rule, query: 'refused' }))
    },
  )

  it('shows comments that switch a rule off', async () => {
    const [before = ''] = page.split('## The rules')
    for (const [, sql = ''] of before.matchAll(/```sql\n([^]*?)```/g)) {
      await using workspace = await Workspace.create(database.url, { 'example.sql': sql })
      expect(await workspace.mistakes({ lint: true })).toEqual([])
    }
  })
})
