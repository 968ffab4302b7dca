import { loadParsers, type Parsers } from './load-parsers.js'
import type { ParsedFile } from './parse-file.js'
import type { ParsedQuery } from './parsed-query.js'
import type { SchemaSession } from './schema-session.js'
import type { SourceFile } from './source-file.js'
import type { TypeQueryResult } from './type-query.js'

/** A file whose queries were read. */
export interface ReadFile extends ParsedFile {
  readonly file: SourceFile
}

interface Remembered {
  readonly read: ReadFile
  /** What each query is on the schema at hand; null until a database has seen them. */
  results: readonly TypeQueryResult[] | null
}

/** How the queries of files are typed. */
export interface TypeFilesOptions {
  readonly signal?: AbortSignal | undefined
  /** Whether a query that breaks a lint rule is a mistake. @defaultValue true */
  readonly lint?: boolean | undefined
}

/** Adds what the lint rules find. What the server does not understand has no meaning to be linted. */
function withLint(
  { lintQuery }: Parsers,
  { lint }: SchemaSession,
  query: ParsedQuery,
  result: TypeQueryResult,
): TypeQueryResult {
  const mistakes = 'mistakes' in result ? result.mistakes : []
  if (mistakes.some(({ rule }) => rule === 'server')) return result
  const found = lintQuery(query, lint)
  return found.length === 0 ? result : { mistakes: [...mistakes, ...found] }
}

/** Remembers what was found in each file, so that a second round reads and types only those that changed. */
export class FileMemory {
  #files: ReadonlyMap<string, Remembered> = new Map()

  /** Reads the queries of files. One that has the text it had is what it was. */
  async read(sources: readonly SourceFile[]): Promise<void> {
    const { parseFile } = await loadParsers()
    const files = sources.map((file): Remembered => {
      const known = this.#files.get(file.name)
      if (known?.read.file.text === file.text) return known
      return { read: { file, ...parseFile(file) }, results: null }
    })
    this.#files = new Map(files.map((one) => [one.read.file.name, one]))
  }

  /** What was read, in the order of the files. */
  get files(): readonly ReadFile[] {
    return Array.from(this.#files.values(), ({ read }) => read)
  }

  /** Shows the database the queries that it has not seen, and gives the results for all. */
  async type(
    session: SchemaSession,
    { signal, lint = true }: TypeFilesOptions = {},
  ): Promise<readonly TypeQueryResult[]> {
    const parsers = await loadParsers()
    const all: TypeQueryResult[] = []
    for (const remembered of this.#files.values()) {
      if (remembered.results === null) {
        const results: TypeQueryResult[] = []
        for (const query of remembered.read.queries) {
          signal?.throwIfAborted()
          const result = await parsers.typeQuery(session.client, session.catalogue, query)
          results.push(lint ? withLint(parsers, session, query, result) : result)
        }
        remembered.results = results
      }
      all.push(...remembered.results)
    }
    return all
  }

  /** Forgets what a schema said that is not at hand any more. */
  forgetTypes(): void {
    for (const remembered of this.#files.values()) remembered.results = null
  }
}
