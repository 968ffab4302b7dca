import type { TableModel } from '../type/table-models.js'
import { shownComment } from '../schema/comment-tags.js'
import { docComment } from './doc-comment.js'
import { emitMembers } from './emit-members.js'
import { generatedMark } from './generated-mark.js'
import { emitImports } from './emit-imports.js'
import type { RuntimeImports } from './runtime-imports.js'

/** Writes the module of the models: an interface for each table of which a query returns whole rows. */
export function emitModels(models: readonly TableModel[], runtime: RuntimeImports): string {
  const types = models.flatMap(({ columns }) => columns.map(({ type }) => type))
  const imports = emitImports(types, runtime)
  return [
    `/** The rows of the schema's tables. ${generatedMark} */\n`,
    ...(imports === '' ? [] : [imports]),
    ...models.map(emitModel),
  ].join('\n')
}

function emitModel({ table, name, columns }: TableModel): string {
  const comment = shownComment(table.comment) ?? `A row of ${table.name}.`
  return `${docComment(comment.split('\n'))}export interface ${name} {\n${emitMembers(columns)}}\n`
}
