import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkDocs } from '../../scripts/docs/check-docs.js'
import { SourceFile } from '../../src/generate/read/source-file.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

const moduleText = `
import type { Page } from '../pagination/page.js'

/**
 * Halves a number, unlike {@link Page}, {@link Page.items}, {@link newId}, {@link SoukError.code} and {@link missing}.
 *
 * @throws {@link SoukError.missing} if it is odd.
 *
 * @example
 * \`\`\`ts
 * halve(4).toFixed()
 *   halve('four')
 * \`\`\`
 */
export function halve(value: number): number {
  return value / 2
}

/** @example halve(2) */
export const pages: readonly Page<string>[] = []
// {@link Page} is not linked from here.
`

const pageText = `
# A page

\`\`\`ts
const page = await db.products.nearby({ near: [55.27, 25.2], radiusMetres: 5_000 })
page.items[0].distance
\`\`\`

\`\`\`ts partial: only its beginning is shown
const half = {
\`\`\`

\`\`\`ts partial
const half = {
\`\`\`

\`\`\`sql
/* @name listTitles */
select products.title from where products;
\`\`\`

\`\`\`sh
npm run generate
npm run genrate
npx souk-db migrate
npx souk-db migarte
\`\`\`
`

describe('the check of the documentation', () => {
  it('finds what is not true of the code, at its place', async () => {
    const files = {
      modules: [new SourceFile('halve.ts', 'src/input/halve.ts', moduleText)],
      pages: [new SourceFile('page.md', 'docs/page.md', pageText)],
    }
    const { findings, partial } = await checkDocs(root, files)
    expect(findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)).toEqual([
      'docs/page.md:6:1 code',
      'docs/page.md:6:15 code',
      'docs/page.md:14:1 partial',
      'docs/page.md:18:10 sql',
      'docs/page.md:24:1 command',
      'docs/page.md:26:1 command',
      'src/input/halve.ts:1:1 link',
      'src/input/halve.ts:5:104 link',
      'src/input/halve.ts:7:12 link',
      'src/input/halve.ts:12:12 code',
      'src/input/halve.ts:19:3 example',
    ])
    expect(partial).toBe(2)
  })
})
