import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/**
 * The files of this repository that a module loads when it starts, each with the chain of files that leads to it.
 *
 * Types are left out, for nothing of them is loaded, as are `import()` calls, which come later. A file that is not there
 * is in the result, and leads no further.
 */
export function importPaths(entry: string): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>([[entry, [entry]]])
  // Files that are added to a map while it is walked are visited too.
  for (const [file, path] of paths) {
    for (const imported of importsOf(file)) {
      if (!paths.has(imported)) paths.set(imported, [...path, imported])
    }
  }
  return paths
}

function importsOf(file: string): readonly string[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  return statements.flatMap((statement) => {
    const isLoaded =
      (ts.isImportDeclaration(statement) &&
        statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly)
    const specifier = isLoaded ? statement.moduleSpecifier : undefined
    if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.'))
      return []
    return [join(dirname(file), specifier.text).replace(/\.js$/, '.ts')]
  })
}
