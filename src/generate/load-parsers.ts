import { importOptionalPeer } from '../setup/optional-peer.js'
import type { expandStars } from './type/expand-stars.js'
import type { lintFile } from './lint/lint-file.js'
import type { ParsedFile } from './read/parse-file.js'
import type { SourceFile } from './read/source-file.js'
import type { typeQuery } from './type/type-query.js'
import type { checkMigrations } from './version/check-migrations.js'
import type { checkQueryVersion } from './version/check-query-version.js'

/** The functions that need the parsers. */
export interface Parsers {
  readonly parseFile: (file: SourceFile) => ParsedFile
  readonly expandStars: typeof expandStars
  readonly typeQuery: typeof typeQuery
  readonly lintFile: typeof lintFile
  readonly checkQueryVersion: typeof checkQueryVersion
  readonly checkMigrations: typeof checkMigrations
}

/**
 * Loads pgtyped's parser and PostgreSQL's own. They are large, and only generation needs them.
 *
 * @throws `SetupError` if one of them is not installed.
 */
export async function loadParsers(): Promise<Parsers> {
  await importOptionalPeer(['@pgtyped/parser', 'libpg-query'], 'Generation', () =>
    Promise.all([import('@pgtyped/parser'), import('libpg-query')]),
  )
  const [
    { parseFile },
    { expandStars },
    { typeQuery },
    { lintFile },
    { checkQueryVersion },
    { checkMigrations },
    { loadParser },
  ] = await Promise.all([
    import('./read/parse-file.js'),
    import('./type/expand-stars.js'),
    import('./type/type-query.js'),
    import('./lint/lint-file.js'),
    import('./version/check-query-version.js'),
    import('./version/check-migrations.js'),
    import('./read/statement-tree.js'),
  ])
  await loadParser()
  return {
    parseFile,
    expandStars,
    typeQuery,
    lintFile,
    checkQueryVersion,
    checkMigrations,
  }
}
