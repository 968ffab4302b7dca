import { generatedMark } from './generated-mark.js'
import { lowerFirst } from '../identifiers.js'
import type { RuntimeImports } from './runtime-imports.js'
import type { TypedQuery } from '../type/typed-query.js'

/** Writes the module that lists the queries of all files, ordered by name. */
export function emitQueryList(queries: readonly TypedQuery[], runtime: RuntimeImports): string {
  const modules = new Map<string, string[]>()
  for (const { query } of queries) {
    const names = modules.get(query.file.name) ?? []
    modules.set(query.file.name, [...names, lowerFirst(query.name)])
  }
  const imports = Array.from(modules, ([file, names]) => {
    const module = file.replace(/\.sql$/i, '.queries.js')
    return `import {\n${names.map((name) => `  ${name},\n`).join('')}} from './${module}'\n`
  })
  const all = [...modules.values()].flat().sort()
  return (
    `/** Every query. ${generatedMark} */\n\n` +
    `import type { PreparedQuery } from '${runtime.preparedQuery}'\n` +
    `${imports.join('')}\n` +
    `/** Every query of the folder, by name: \`createDatabase({ queries })\` lists them in \`db.queries\`. */\n` +
    `export const queries: readonly PreparedQuery<unknown, unknown>[] = [\n` +
    `${all.map((name) => `  ${name},\n`).join('')}]\n`
  )
}
