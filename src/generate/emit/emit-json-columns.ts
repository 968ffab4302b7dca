import { relative, resolve, sep } from 'node:path'
import type { JsonDeclaration } from '../type/json-declaration.js'
import { generatedMark } from './generated-mark.js'
import type { RuntimeImports } from './runtime-imports.js'

/** Writes the module that checks the declared JSON types and exports them to the other modules. */
export function emitJsonColumns(
  { path }: JsonDeclaration,
  outDirectory: string,
  { json }: RuntimeImports,
): string {
  const target = relative(resolve(outDirectory), resolve(path)).split(sep).join('/')
  const module = (target.startsWith('.') ? target : `./${target}`).replace(/(?:\.d)?\.([cm]?)tsx?$/, '.$1js')
  return (
    `/** What the columns of JSON hold. ${generatedMark} */\n\n` +
    `import type { JsonColumns as Declared } from '${module}'\n` +
    `import type { JsonTypes } from '${json}'\n\n` +
    `/** The declared types; this line does not compile if one holds what JSON cannot. */\n` +
    `export type JsonColumns = JsonTypes<Declared>\n`
  )
}
