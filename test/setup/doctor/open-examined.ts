import { afterAll, expect } from 'vitest'
import { queries } from '../../../generated/queries.js'
import { examine, type ExamineOptions } from '../../../src/doctor/examine.js'
import type { Finding } from '../../../src/doctor/finding.js'
import { rules } from '../../../src/doctor/rules.js'
import type { TestDatabase } from '../../../src/testing/index.js'
import { openClient, type OpenClient } from '../migrate/open-client.js'
import { seededDatabase } from '../truth/seeded-database.js'

/** A seeded marketplace that is examined, for the tests of one file. */
export interface Examined {
  readonly test: TestDatabase
  readonly client: OpenClient
  /** Applies one rule. */
  readonly find: (rule: string, options?: ExamineOptions) => Promise<readonly Finding[]>
}

export async function openExamined(): Promise<Examined> {
  const test = await seededDatabase()
  const client = await openClient(test.url)
  await client.query('vacuum analyze')
  afterAll(async () => {
    await client.end()
    await test.drop()
  })
  return {
    test,
    client,
    async find(name, options = {}) {
      const wanted = rules.filter((rule) => rule.name === name)
      expect(wanted).toHaveLength(1)
      return (await examine({ url: test.url }, { queries, ...options, rules: wanted })).findings
    },
  }
}

/** Runs statements one by one: some refuse to share a transaction. Comments are left out. */
export async function runEach(client: OpenClient, sql: string): Promise<void> {
  for (const statement of sql.replaceAll(/^\s*--.*$/gm, '').split(/;(?![^$]*\$\$)/))
    if (statement.trim() !== '') await client.query(statement)
}
