import type { GenerationMistake } from '../errors.js'
import { eachOnce } from './read/mistake.js'
import { sourcesIn } from './schema/schema-files.js'
import { mapSome } from './map-some.js'
import { loadParsers } from './load-parsers.js'
import { NewerFunctions } from './version/newer-functions.js'
import type { TargetVersion } from './version/target-version.js'
import type { ParsedFile } from './read/parse-file.js'
import type { ParsedQuery } from './read/parsed-query.js'
import type { SchemaSession } from './schema/schema-session.js'
import type { SourceFile } from './read/source-file.js'
import type { TypeQueryResult } from './type/type-query.js'

/** A file and its queries. */
export interface ReadFile extends ParsedFile {
  readonly file: SourceFile
}

interface Remembered {
  readonly read: ReadFile
  /** The queries with their stars expanded by the current schema; null before a database has seen them. */
  queries: readonly ParsedQuery[] | null
  /** The result of typing each query on the current schema; null before a database has seen them. */
  results: readonly TypeQueryResult[] | null
  /** The mistakes about what production lacks; null before they were looked for. */
  novelties: readonly GenerationMistake[] | null
  /** The findings of the lint rules; null before the rules have run. */
  findings: readonly GenerationMistake[] | null
}

/** Remembers the results for each file, so that the next round reads and types only the changed files. */
export class FileMemory {
  #files: ReadonlyMap<string, Remembered> = new Map()
  #migrations: { readonly session: SchemaSession; readonly novelties: readonly GenerationMistake[] } | null =
    null

  /** Reads the queries of files. The results for unchanged files are kept. */
  async read(sources: readonly SourceFile[]): Promise<void> {
    const { parseFile } = await loadParsers()
    const files = sources.map((file): Remembered => {
      const known = this.#files.get(file.name)
      if (known !== undefined && isSame(known.read.file, file)) return known
      return {
        read: { file, ...parseFile(file) },
        queries: null,
        results: null,
        novelties: null,
        findings: null,
      }
    })
    this.#files = new Map(files.map((one) => [one.read.file.name, one]))
  }

  /** The files in their order. */
  get files(): readonly ReadFile[] {
    return Array.from(this.#files.values(), ({ read }) => read)
  }

  /** Types the queries that the database has not seen, and returns the results for all. */
  async type(
    { client, catalogue }: SchemaSession,
    signal?: AbortSignal,
  ): Promise<readonly TypeQueryResult[]> {
    const { expandStars, typeQuery } = await loadParsers()
    for (const remembered of this.#files.values()) {
      if (remembered.results !== null) continue
      const queries = remembered.read.queries.map((query) => expandStars(query, catalogue))
      // The server describes one query while another is typed.
      remembered.results = await mapSome(queries, 3, (query) => {
        signal?.throwIfAborted()
        return typeQuery(client, catalogue, query)
      })
      remembered.queries = queries
    }
    return Array.from(this.#files.values()).flatMap(({ results }) => results ?? [])
  }

  /** Finds what the queries and the service's migrations use that the declared versions lack. */
  async checkVersions(session: SchemaSession, target: TargetVersion): Promise<readonly GenerationMistake[]> {
    const { client, server, migrations } = session
    const newer = await NewerFunctions.read(client, server, target, [...sourcesIn(migrations)])
    if (newer === null) return []
    const { checkQueryVersion, checkMigrations } = await loadParsers()
    for (const remembered of this.#files.values()) {
      remembered.novelties ??= understood(remembered).flatMap(({ analysed }) =>
        eachOnce(analysed.flatMap(({ query, calls }) => checkQueryVersion(newer, query, calls))),
      )
    }
    if (this.#migrations?.session !== session) {
      this.#migrations = {
        session,
        novelties: await checkMigrations(client, newer, sourcesIn(migrations, 'service')),
      }
    }
    return [
      ...this.#migrations.novelties,
      ...Array.from(this.#files.values()).flatMap(({ novelties }) => novelties ?? []),
    ]
  }

  /** Runs the lint rules on the queries that they have not seen, and returns the findings for all. */
  async lint({ catalogue }: SchemaSession): Promise<readonly GenerationMistake[]> {
    const { lintFile } = await loadParsers()
    return Array.from(this.#files.values()).flatMap((remembered) => {
      const { read, queries } = remembered
      const sound = understood(remembered)
      const isWhole = read.mistakes.length === 0 && sound.length === queries?.length
      remembered.findings ??= lintFile(
        read.file,
        sound.map(({ query }) => query),
        isWhole,
        catalogue,
      )
      return remembered.findings
    })
  }

  /** Forgets the results that depend on the schema, because the schema has changed. */
  forgetTypes(): void {
    for (const remembered of this.#files.values()) {
      remembered.queries = null
      remembered.results = null
      remembered.novelties = null
      remembered.findings = null
    }
  }
}

/** Compares files. One that is not UTF-8 may decode to the text of one that is. */
function isSame(one: SourceFile, other: SourceFile): boolean {
  return one.text === other.text && one.undecodableAt === other.undecodableAt
}

interface UnderstoodQuery {
  readonly query: ParsedQuery
  readonly analysed: TypeQueryResult['analysed']
}

/** The queries of a file that the server accepts. Others have no meaning to look into. */
function understood({ queries, results }: Remembered): readonly UnderstoodQuery[] {
  return (queries ?? []).flatMap((query, index) => {
    const result = results?.[index]
    return result !== undefined && isUnderstood(result) ? [{ query, analysed: result.analysed }] : []
  })
}

function isUnderstood(result: TypeQueryResult): boolean {
  return 'typed' in result || !result.mistakes.some(({ rule }) => rule === 'server')
}
