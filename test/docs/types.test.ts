import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { typescriptTypes, type TypescriptType } from '../../src/engine/values/typescript-types.js'

/** The pieces of a cell that are code. A bar within a cell is escaped. */
function codeIn(cell: string): readonly string[] {
  return Array.from(cell.replaceAll('\\|', '|').matchAll(/`([^`]+)`/g), ([, code]) => code ?? '')
}

/** The rows of the table of values: types of SQL, what a row holds, what a parameter may be. */
async function readTable(): Promise<readonly (readonly string[])[]> {
  const page = await readFile(new URL('../../docs/types.md', import.meta.url), 'utf8')
  const [, section = ''] = page.split(/^## Values$/m)
  return (section.split('\n\n')[1] ?? '')
    .split('\n')
    .slice(2)
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
}

describe('docs/types.md', () => {
  it('says of each type what generation makes of it', async () => {
    const documented = new Set<string>()
    for (const [names = '', row = '', parameter = ''] of await readTable()) {
      for (const name of codeIn(names)) {
        const type = new Map<string, TypescriptType>(Object.entries(typescriptTypes)).get(name)
        if (type === undefined) continue
        documented.add(name)
        expect(codeIn(row), name).toContain(type.row)
        if (parameter.includes('the same')) expect(type.parameter, name).toBe(type.row)
        else expect(codeIn(parameter), name).toContain(type.parameter)
      }
    }
    const types = Object.entries<TypescriptType>(typescriptTypes)
    const special = types.filter(
      ([name, { row, parameter }]) => `${row}${parameter}` !== 'stringstring' && name !== 'void',
    )
    expect(special.map(([name]) => name).filter((name) => !documented.has(name))).toEqual([])
  })
})
