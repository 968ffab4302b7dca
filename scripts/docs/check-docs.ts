import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SourceFile } from '../../src/generate/read/source-file.js'
import { isPlain } from '../../src/own-properties.js'
import { checkCommands, type KnownCommands } from './check-commands.js'
import { checkLinks } from './check-links.js'
import { checkSql } from './check-sql.js'
import { blockModules, checkTypes } from './check-types.js'
import { codeBlocks, type CodeBlock } from './code-block.js'
import { documentationProgram } from './documentation-program.js'
import { publicNames } from './entry-points.js'
import { findingAt, type DocsFinding } from './finding.js'

/** The parts that were checked, and the findings. */
export interface DocsReport {
  readonly findings: readonly DocsFinding[]
  readonly links: number
  readonly blocks: number
  /** Blocks that say that they show only a part. */
  readonly partial: number
}

/** The files to hold against the code, by their paths from the root. */
export interface DocsFiles {
  readonly modules: readonly SourceFile[]
  readonly pages: readonly SourceFile[]
}

const pageFolders = ['docs', 'releases']

/** Reads the modules of `src/` and the pages of documentation. */
export async function readDocsFiles(root: string): Promise<DocsFiles> {
  const read = async (path: string) => new SourceFile(path, path, await readFile(join(root, path)))
  const modules = (await readdir(join(root, 'src'), { recursive: true }))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src', name))
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']
  for (const folder of pageFolders) {
    const names = await readdir(join(root, folder))
    pages.push(...names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name)))
  }
  return {
    modules: await Promise.all(modules.sort().map(read)),
    pages: await Promise.all(pages.sort().map(read)),
  }
}

/**
 * Holds the documentation against the code: links of doc comments, their examples, and the code in the pages.
 *
 * A page's block with the name of a file is one of a page that a test of its own compiles and runs.
 */
export async function checkDocs(root: string, { modules, pages }: DocsFiles): Promise<DocsReport> {
  const names = await publicNames(root)
  const blocks = [...modules, ...pages].flatMap(codeBlocks)
  const isPartial = ({ words }: CodeBlock) => /^partial\b/.test(words)
  const toCompile = blocks.filter(
    (block) => block.language === 'ts' && !isPartial(block) && !block.words.endsWith('.ts'),
  )
  const compiled = blockModules(root, toCompile, names)
  const program = documentationProgram(root, modules, compiled)
  const known = await knownCommands(root)
  const findings = [
    ...checkLinks(program, modules, names, ({ path }) => join(root, path)),
    ...modules.flatMap(unfencedExamples),
    ...blocks.filter(isPartial).flatMap(unexplainedParts),
    ...checkTypes(program, compiled),
    ...pages.flatMap((page) => checkCommands(page, known)),
    ...(await checkSql(
      blocks.filter(
        (block) => block.language === 'sql' && !isPartial(block) && !block.words.endsWith('.sql'),
      ),
    )),
  ]
  return {
    findings: findings.sort(
      (one, other) =>
        (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
        one.line - other.line ||
        one.column - other.column,
    ),
    links: modules.reduce((sum, { text }) => sum + (text.match(/\{@link/g)?.length ?? 0), 0),
    blocks: blocks.filter(({ language }) => language === 'ts' || language === 'sql').length,
    partial: blocks.filter(isPartial).length,
  }
}

async function knownCommands(root: string): Promise<KnownCommands> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  if (!isPlain(manifest) || !isPlain(manifest['scripts'])) throw new Error('package.json has no scripts')
  const folder = join(root, 'src/cli')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'))
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  const commands = texts.flatMap((text) =>
    Array.from(text.matchAll(/new Command\('([\w-]+)'\)/g), ([, name = '']) => name),
  )
  return { scripts: new Set(Object.keys(manifest['scripts'])), commands: new Set(commands) }
}

/** A block that nothing checks says why. */
function unexplainedParts({ file, words, lineOffsets }: CodeBlock): readonly DocsFinding[] {
  if (/^partial: \S/.test(words)) return []
  const message = 'this block does not say why it is not checked'
  return [findingAt(file, lineOffsets[0] ?? 0, 'partial', message, 'write ```ts partial: the reason')]
}

/** An example that is not in a fence is not compiled. */
function unfencedExamples(file: SourceFile): readonly DocsFinding[] {
  return Array.from(file.text.matchAll(/\*[ \t]*@example\b(?!\s*\n[ \t]*\*[ \t]*```ts\b)/gm), (match) =>
    findingAt(file, match.index, 'example', 'this example has no ```ts below it'),
  )
}
