import { join } from 'node:path'
import ts from 'typescript'
import type { SourceFile } from '../../src/generate/read/source-file.js'

/** Makes the program of the package's modules and of the blocks of its documentation. */
export function documentationProgram(
  root: string,
  modules: readonly SourceFile[],
  blocks: readonly { readonly path: string; readonly text: string }[],
): ts.Program {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  // A block is read like a service's own module: it may declare names without using them.
  const relaxed: ts.CompilerOptions = {
    ...options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    noPropertyAccessFromIndexSignature: false,
    verbatimModuleSyntax: false,
    isolatedModules: false,
    resolveJsonModule: true,
  }
  const given = new Map([
    ...blocks.map(({ path, text }) => [path, text] as const),
    // The compiler reads the braces after @throws as a type. After a tag that it does not know it reads a link.
    ...modules.map(
      ({ path, text }) => [join(root, path), text.replaceAll('@throws {@link', '@raises {@link')] as const,
    ),
  ])
  const disk = ts.createCompilerHost(relaxed, true)
  const host: ts.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => root,
    readFile: (path) => given.get(path) ?? disk.readFile(path),
    fileExists: (path) => given.has(path) || disk.fileExists(path),
    getSourceFile: (path, version) => {
      const text = given.get(path)
      return text === undefined
        ? disk.getSourceFile(path, version)
        : ts.createSourceFile(path, text, version, true)
    },
  }
  return ts.createProgram([...given.keys(), join(root, 'scripts/docs/names/names.d.ts')], relaxed, host)
}
