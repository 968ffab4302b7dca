import { loadModule, parseSync } from 'libpg-query'
import { compileQuery } from '../../src/generate/read/compile-query.js'
import { parseFile } from '../../src/generate/read/parse-file.js'
import { SourceFile } from '../../src/generate/read/source-file.js'
import { offsetInFile, type CodeBlock } from './code-block.js'
import { findingAt, type DocsFinding } from './finding.js'

/** Finds blocks of SQL that PostgreSQL's parser, or for queries with a name generation, does not read. */
export async function checkSql(blocks: readonly CodeBlock[]): Promise<readonly DocsFinding[]> {
  await loadModule()
  return blocks.flatMap((block) => {
    const at = (offset: number, message: string) =>
      findingAt(
        block.file,
        offsetInFile(block, offset),
        'sql',
        message,
        'a block that is not a whole statement says so: ```sql partial: the reason',
      )
    if (!/\/\*\s*@name/.test(block.text)) {
      const problem = syntaxProblem(block.text)
      return problem === null ? [] : [at(0, problem)]
    }
    const { queries, mistakes } = parseFile(new SourceFile(block.file.name, block.file.path, block.text))
    return [
      ...mistakes.map(({ line, column, message }) =>
        at(new SourceFile('', '', block.text).offsetAt({ line, column }), message),
      ),
      ...queries.flatMap(({ ir, nameOffset }) => {
        const problem = syntaxProblem(compileQuery(ir).text)
        return problem === null ? [] : [at(nameOffset, problem)]
      }),
    ]
  })
}

function syntaxProblem(sql: string): string | null {
  try {
    parseSync(sql)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
