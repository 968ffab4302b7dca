/** The public names: nothing becomes part of the contract by accident, and nothing leaves it unnoticed. */

import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { entryPoints } from './setup/public-names.js'

const root = join(import.meta.dirname, '..')

/** The names that a module exports as types alone; the values are those of the module itself. */
function exportedTypes(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(join(root, file))
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${file} is no module`)
  return checker
    .getExportsOfModule(module)
    .filter((symbol) => isTypeAlone(checker, symbol))
    .map(({ name }) => name)
    .toSorted()
}

function isTypeAlone(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
  const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol
  const isTypeExport = symbol.declarations?.some((declaration) => ts.isTypeOnlyExportDeclaration(declaration))
  return isTypeExport === true || (target.flags & ts.SymbolFlags.Value) === 0
}

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
  readonly config: object
}
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const program = ts.createProgram(
  entryPoints.map(({ file }) => join(root, file)),
  options,
)

describe.each(entryPoints)('$file', ({ file, values, types }) => {
  it('exports these values', async () => {
    const module = (await import(join(root, file))) as object
    expect(Object.keys(module).toSorted()).toEqual(values)
  })

  it('exports these types', () => {
    expect(exportedTypes(program, file)).toEqual(types)
  })
})
