import type { GenerationMistake } from '../errors.js'
import { loadParsers } from './load-parsers.js'
import type { ParsedFile } from './read/parse-file.js'
import type { ParsedQuery } from './read/parsed-query.js'
import type { SchemaSession } from './schema/schema-session.js'
import type { SourceFile } from './read/source-file.js'
import type { TypeQueryResult } from './type/type-query.js'

/** A file whose queries were read. */
export interface ReadFile extends ParsedFile {
  readonly file: SourceFile
}

interface Remembered {
  readonly read: ReadFile
  /** The queries with the columns of the schema at hand in the place of stars; null until a database has seen them. */
  queries: readonly ParsedQuery[] | null
  /** What each query is on the schema at hand; null until a database has seen them. */
  results: readonly TypeQueryResult[] | null
  /** What the lint rules say of the queries; null until they were asked. */
  findings: readonly GenerationMistake[] | null
}

/** Remembers what was found in each file, so that a second round reads and types only those that changed. */
export class FileMemory {
  #files: ReadonlyMap<string, Remembered> = new Map()

  /** Reads the queries of files. One that has not changed is what it was. */
  async read(sources: readonly SourceFile[]): Promise<void> {
    const { parseFile } = await loadParsers()
    const files = sources.map((file): Remembered => {
      const known = this.#files.get(file.name)
      if (known !== undefined && isSame(known.read.file, file)) return known
      return { read: { file, ...parseFile(file) }, queries: null, results: null, findings: null }
    })
    this.#files = new Map(files.map((one) => [one.read.file.name, one]))
  }

  /** What was read, in the order of the files. */
  get files(): readonly ReadFile[] {
    return Array.from(this.#files.values(), ({ read }) => read)
  }

  /** Shows the database the queries that it has not seen, and gives the results for all. */
  async type(
    { client, catalogue }: SchemaSession,
    signal?: AbortSignal,
  ): Promise<readonly TypeQueryResult[]> {
    const { expandStars, typeQuery } = await loadParsers()
    const all: TypeQueryResult[] = []
    for (const remembered of this.#files.values()) {
      if (remembered.results === null) {
        const results: TypeQueryResult[] = []
        const queries = remembered.read.queries.map((query) => expandStars(query, catalogue))
        for (const query of queries) {
          signal?.throwIfAborted()
          results.push(await typeQuery(client, catalogue, query))
        }
        remembered.queries = queries
        remembered.results = results
      }
      all.push(...remembered.results)
    }
    return all
  }

  /** Holds the queries that have not been against the lint rules, and gives what these say of all. */
  async lint({ catalogue }: SchemaSession): Promise<readonly GenerationMistake[]> {
    const { lintQuery } = await loadParsers()
    return Array.from(this.#files.values()).flatMap((remembered) => {
      const { results, queries } = remembered
      remembered.findings ??= (queries ?? [])
        // What the server does not understand has no meaning to be linted.
        .filter((_, index) => isUnderstood(results?.[index]))
        .flatMap((query) => lintQuery(query, catalogue))
      return remembered.findings
    })
  }

  /** Forgets what a schema said that is not at hand any more. */
  forgetTypes(): void {
    for (const remembered of this.#files.values()) {
      remembered.queries = null
      remembered.results = null
      remembered.findings = null
    }
  }
}

/** What is not UTF-8 may be shown as a text that is. */
function isSame(one: SourceFile, other: SourceFile): boolean {
  return one.text === other.text && one.undecodableAt === other.undecodableAt
}

function isUnderstood(result: TypeQueryResult | undefined): boolean {
  if (result === undefined) return false
  return 'typed' in result || !result.mistakes.some(({ rule }) => rule === 'server')
}
