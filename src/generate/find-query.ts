import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { GenerationError, InvalidInputError } from '../errors.js'
import { findPackageRoot } from '../setup/package-root.js'
import { lowerFirst } from './identifiers.js'
import { loadParsers } from './load-parsers.js'
import { nearestName } from './nearest-name.js'
import type { ParsedQuery } from './read/parsed-query.js'
import { readSources } from './read/read-sources.js'

/**
 * Finds a query by its name, in a service's own folder if there is one, then among those of this package.
 *
 * @throws {@link InvalidInputError} if there is no query of that name. The message suggests the nearest name.
 * @throws {@link GenerationError} if the query cannot be read.
 */
export async function findQuery(name: string, sqlDirectory: string): Promise<ParsedQuery> {
  const { parseFile } = await loadParsers()
  const names: string[] = []
  for (const folder of foldersOf(sqlDirectory)) {
    const sources = await readSources(folder)
    const parsed = sources.map((file) => parseFile(file))
    const queries = parsed.flatMap((file) => file.queries)
    const found = queries.find((query) => lowerFirst(query.name) === lowerFirst(name))
    if (found !== undefined) return found
    // The query may be in a file that cannot be read, while the package has a query of the same name.
    const unread = new Set(
      sources.flatMap(({ path, undecodableAt }) => (undecodableAt === null ? [] : [path])),
    )
    const mistakes = parsed
      .flatMap((file) => file.mistakes)
      .filter(({ query, file }) => query === name || unread.has(file))
    if (mistakes.length > 0) throw new GenerationError(mistakes)
    names.push(...queries.map((query) => lowerFirst(query.name)))
  }
  const nearest = nearestName(
    name,
    names.map((one) => one.toLowerCase()),
  )
  const meant = names.find((one) => one.toLowerCase() === nearest)
  throw new InvalidInputError(
    'name',
    `there is no query of that name${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  )
}

function foldersOf(sqlDirectory: string): readonly string[] {
  const own = resolve(sqlDirectory)
  const shipped = join(findPackageRoot().directory, 'sql')
  return [...new Set([...(existsSync(own) ? [own] : []), shipped])]
}
