import { emitConstraints } from './emit-constraints.js'
import { emitEnums, enumsToEmit } from './emit-enums.js'
import { emitManifest } from './emit-manifest.js'
import { emitModels } from './emit-models.js'
import { emitQueries } from './emit-queries.js'
import { emitQueryList } from './emit-query-list.js'
import type { OutputPlace } from './runtime-imports.js'
import type { Catalogue } from '../schema/catalogue.js'
import type { SourceFile } from '../read/source-file.js'
import type { TableModels } from '../type/table-models.js'
import type { TypedQuery } from '../type/typed-query.js'

/** Writes all files of the output, by name. */
export function emitModules(
  catalogue: Catalogue,
  sources: readonly SourceFile[],
  typed: readonly TypedQuery[],
  models: TableModels,
  place: OutputPlace,
  extra: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  return new Map([
    ...extra,
    ...sources.map((file) => {
      const ofFile = typed.filter(({ query }) => query.file === file)
      return [
        file.name.replace(/\.sql$/i, '.queries.ts'),
        emitQueries(file.name, ofFile, models, place),
      ] as const
    }),
    ['models.ts', emitModels(models.used(typed), place.runtime)] as const,
    ['enums.ts', emitEnums(enumsToEmit(catalogue, typed))] as const,
    ['constraints.ts', emitConstraints(catalogue.constraints)] as const,
    ['queries.ts', emitQueryList(typed, place.runtime)] as const,
    ['manifest.json', emitManifest(catalogue, typed, enumsToEmit(catalogue, typed))] as const,
  ])
}
