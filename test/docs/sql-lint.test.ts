import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { lintRules } from '../../src/generate/lint/lint-rules.js'

describe('docs/sql-lint.md', () => {
  it('explains each rule, in the words of its findings', async () => {
    const page = await readFile(new URL('../../docs/sql-lint.md', import.meta.url), 'utf8')
    const sections = page.split(/^### /m).slice(1)
    const names = sections.map((section) => /^\S+/.exec(section)?.[0])
    expect(names).toEqual(lintRules.map(({ name }) => name))
    for (const [index, { why }] of lintRules.entries()) {
      const text = sections[index]?.replace(/\s+/g, ' ').toLowerCase()
      expect(text).toContain(why.toLowerCase())
    }
  })
})
