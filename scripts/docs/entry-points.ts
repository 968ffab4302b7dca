import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'

/** The package's entry points, and the module of each. */
export const entryPoints = {
  '@souk/db': 'src/index.ts',
  '@souk/db/geo': 'src/geo/index.ts',
  '@souk/db/embedded': 'src/embedded/index.ts',
  '@souk/db/testing': 'src/testing/index.ts',
} as const

/** Reads which entry point exports each public name. */
export async function publicNames(root: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const [entryPoint, path] of Object.entries(entryPoints)) {
    const text = await readFile(join(root, path), 'utf8')
    for (const name of exportedNames(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))) {
      if (!names.has(name)) names.set(name, entryPoint)
    }
  }
  return names
}

/** The names that a module exports by a list or by a declaration. */
export function exportedNames(module: ts.SourceFile): readonly string[] {
  return module.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause
      return clause !== undefined && ts.isNamedExports(clause)
        ? clause.elements.map(({ name }) => name.text)
        : []
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
    return isExported ? declaredNames(statement) : []
  })
}

/** The names that a statement declares in its scope, imports included. */
export function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name))
  if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause
    const bindings = clause?.namedBindings
    return [
      ...(clause?.name === undefined ? [] : [clause.name.text]),
      ...(bindings === undefined
        ? []
        : ts.isNamespaceImport(bindings)
          ? [bindings.name.text]
          : bindings.elements.map(({ name }) => name.text)),
    ]
  }
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  )
    return statement.name === undefined ? [] : [statement.name.text]
  return []
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []))
}
