import ts from 'typescript'
import type { SourceFile } from '../../src/generate/read/source-file.js'
import { findingAt, type DocsFinding } from './finding.js'

/**
 * Finds the links of doc comments that lead nowhere.
 *
 * A link leads to what the compiler finds under its name where the comment stands, or to a public name of the package:
 * in the published declarations and in the API reference those are found from everywhere.
 */
export function checkLinks(
  program: ts.Program,
  files: readonly SourceFile[],
  publicNames: ReadonlyMap<string, string>,
  pathOf: (file: SourceFile) => string,
): readonly DocsFinding[] {
  const checker = program.getTypeChecker()
  return files.flatMap((file) => {
    const module = program.getSourceFile(pathOf(file))
    if (module === undefined) throw new Error(`the compiler does not know ${file.path}`)
    const findings: DocsFinding[] = []
    let seen = 0
    const visit = (node: ts.Node): void => {
      if (ts.isJSDocLink(node) || ts.isJSDocLinkCode(node) || ts.isJSDocLinkPlain(node)) {
        seen++
        const name = node.name?.getText(module) ?? ''
        const [first = ''] = name.split('.')
        const leads =
          (node.name !== undefined && checker.getSymbolAtLocation(node.name) !== undefined) ||
          (publicNames.has(first) && (first === name || isPublicMember(name)))
        if (!leads) {
          const hint = 'link to a name that is imported here or public, or write the name as `code`'
          findings.push(findingAt(file, node.pos, 'link', `nothing is called ${name} here`, hint))
        }
      }
      for (const child of node.getChildren(module)) visit(child)
    }
    const isPublicMember = (name: string): boolean => {
      const [owner = '', member = '', ...rest] = name.split('.')
      const from = publicNames.get(owner)
      const entry = from === undefined ? undefined : entryModule(program, from)
      if (entry === undefined || rest.length > 0) return false
      const found = checker.getExportsOfModule(entry).find((symbol) => symbol.name === owner)
      if (found === undefined) return false
      const target = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found
      return checker.getDeclaredTypeOfSymbol(target).getProperty(member) !== undefined
    }
    visit(module)
    // A link in a comment that documents nothing would otherwise be passed over.
    const written = file.text.match(/\{@link(?:code|plain)?\s/g)?.length ?? 0
    if (written !== seen) {
      findings.push(findingAt(file, 0, 'link', `${written - seen} of ${written} links document nothing`))
    }
    return findings
  })
}

function entryModule(program: ts.Program, entryPoint: string): ts.Symbol | undefined {
  const [path] = program.getCompilerOptions().paths?.[entryPoint] ?? []
  const base = program.getCurrentDirectory()
  const module = path === undefined ? undefined : program.getSourceFile(`${base}/${path.replace('./', '')}`)
  return module === undefined ? undefined : program.getTypeChecker().getSymbolAtLocation(module)
}
