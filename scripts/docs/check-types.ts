import { basename, join } from 'node:path'
import ts from 'typescript'
import type { SourceFile } from '../../src/generate/read/source-file.js'
import { offsetInFile, type CodeBlock } from './code-block.js'
import { declaredNames, exportedNames } from './entry-points.js'
import { findingAt, type DocsFinding } from './finding.js'

/** A block as a module that the compiler reads. */
interface BlockModule {
  readonly block: CodeBlock
  readonly path: string
  readonly text: string
  /** The length of what was put before the block's own text. */
  readonly headLength: number
}

/**
 * Makes a module of each block.
 *
 * A block may use a public name of the package, or an export of the module it documents, without importing it.
 */
export function blockModules(
  root: string,
  blocks: readonly CodeBlock[],
  publicNames: ReadonlyMap<string, string>,
): readonly BlockModule[] {
  return blocks.map((block, index) => {
    // A page's block stands beside `generated/`, as a service's own module does.
    const beside = block.file.path.endsWith('.ts') ? block.file.path : block.file.path.replaceAll('/', '-')
    const path = join(root, `${beside}.${index}.ts`)
    const imports = missingImports(block, path, publicNames)
    const head = imports.map(([name, from]) => `import { ${name} } from '${from}'; `).join('')
    return { block, path, text: `${head}${block.text}\nexport {}`, headLength: head.length }
  })
}

function missingImports(
  block: CodeBlock,
  path: string,
  publicNames: ReadonlyMap<string, string>,
): readonly (readonly [name: string, from: string])[] {
  const parsed = ts.createSourceFile(path, block.text, ts.ScriptTarget.Latest)
  const declared = new Set(parsed.statements.flatMap(declaredNames))
  const own = ownNames(block.file)
  return [...identifiersOf(parsed)].flatMap((name) => {
    const from = own.has(name) ? `./${basename(block.file.path, '.ts')}.js` : publicNames.get(name)
    return declared.has(name) || from === undefined ? [] : [[name, from] as const]
  })
}

/** The exports of the module that an example documents. */
function ownNames({ path, text }: SourceFile): ReadonlySet<string> {
  if (!path.endsWith('.ts')) return new Set()
  return new Set(exportedNames(ts.createSourceFile(path, text, ts.ScriptTarget.Latest)))
}

function identifiersOf(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

/** Finds what the compiler refuses in blocks that a program has as modules. */
export function checkTypes(program: ts.Program, modules: readonly BlockModule[]): readonly DocsFinding[] {
  return modules.flatMap(({ block, path, headLength }) => {
    const module = program.getSourceFile(path)
    if (module === undefined) throw new Error(`the compiler does not know ${path}`)
    const syntax = program.getSyntacticDiagnostics(module)
    const found = syntax.length > 0 ? syntax : program.getSemanticDiagnostics(module)
    return found.map(({ start = 0, messageText, code }) =>
      findingAt(
        block.file,
        offsetInFile(block, Math.max(0, start - headLength)),
        'code',
        `${ts.flattenDiagnosticMessageText(messageText, '\n')} (TS${code})`,
        'a block that shows only a part of a program says so: ```ts partial: the reason',
      ),
    )
  })
}
