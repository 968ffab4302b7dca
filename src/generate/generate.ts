import { GenerationError, type GenerationMistake } from '../errors.js'
import { readCatalogue } from './catalogue.js'
import { checkQueryNames, checkTypeNames } from './check-names.js'
import { readConstraints } from './constraint-catalogue.js'
import { emitConstraints } from './emit-constraints.js'
import { emitEnums, enumsToEmit } from './emit-enums.js'
import { emitManifest } from './emit-manifest.js'
import { emitQueries } from './emit-queries.js'
import { readLintCatalogue } from './lint/lint-catalogue.js'
import { lintQuery } from './lint/lint-query.js'
import { compareMistakes } from './mistake.js'
import { parseFile } from './parse-file.js'
import { Phases, type GeneratePhase } from './phases.js'
import { readSources } from './read-sources.js'
import { resolveRuntimeImports } from './runtime-imports.js'
import { openSchemaDatabase, type SchemaSource } from './schema-database.js'
import { loadParser } from './statement-tree.js'
import { typeQuery } from './type-query.js'
import type { TypedQuery } from './typed-query.js'
import { compareOutput, writeOutput, type OutputChanges } from './write-output.js'

/** What to generate, and from what. */
export interface GenerateOptions {
  /** The folder of `.sql` files. */
  readonly sqlDirectory: string
  /** The folder to write to. */
  readonly outDirectory: string
  /** The schema that the queries are for. */
  readonly schema: SchemaSource
  /** The package that generated modules import from. @defaultValue `@souk/db`, or its sources in its own repository */
  readonly runtime?: string
  /** Compare only: nothing is written. @defaultValue false */
  readonly check?: boolean
  /**
   * Whether a query that breaks a lint rule is a mistake. What is typed is the same.
   *
   * @defaultValue true
   */
  readonly lint?: boolean
  /** Told when a phase begins. */
  readonly onPhase?: (phase: GeneratePhase) => void
  /** Told what is done within a phase that takes long, in words for people. */
  readonly onStep?: (step: string) => void
}

/** What a run did, or with `check` would have done. */
export interface GenerateReport {
  readonly files: number
  readonly queries: number
  readonly changes: OutputChanges
  /** How long each phase took. */
  readonly milliseconds: Readonly<Record<GeneratePhase, number>>
}

/**
 * Makes typed modules out of `.sql` files, proven against a database that has the schema.
 *
 * All or nothing: with one mistake in one query nothing is written.
 *
 * @throws {@link GenerationError} with every mistake of every file.
 * @throws {@link SetupError} if the queries or the database cannot be had.
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const phases = new Phases(options.onPhase)
  phases.begin('parse')
  const parsed = (await readSources(options.sqlDirectory)).map((file) => ({ file, ...parseFile(file) }))
  const queries = parsed.flatMap((file) => file.queries)
  const mistakes: GenerationMistake[] = [
    ...parsed.flatMap((file) => file.mistakes),
    ...checkQueryNames(queries),
  ]

  phases.begin('database')
  await using database = await openSchemaDatabase(options.schema, options.onStep)

  phases.begin('describe')
  const { client } = database
  await loadParser()
  const catalogue = await readCatalogue(client)
  const constraints = await readConstraints(client)
  const lintCatalogue = options.lint === false ? null : await readLintCatalogue(client)
  const typed: TypedQuery[] = []
  for (const query of queries) {
    const result = await typeQuery(client, catalogue, query)
    if ('typed' in result) typed.push(result.typed)
    else mistakes.push(...result.mistakes)
    // What the server does not understand has no meaning to be linted.
    const understood = 'typed' in result || !result.mistakes.some(({ rule }) => rule === 'server')
    if (lintCatalogue !== null && understood) mistakes.push(...lintQuery(query, lintCatalogue))
  }
  const enums = enumsToEmit(catalogue, typed)
  mistakes.push(...checkTypeNames(typed, enums))
  if (mistakes.length > 0) throw new GenerationError(mistakes.sort(compareMistakes))

  phases.begin('write')
  const runtime = resolveRuntimeImports(options.outDirectory, options.runtime)
  const files = new Map<string, string>([
    ...parsed.map(({ file }) => {
      const ofFile = typed.filter(({ query }) => query.file === file)
      return [file.name.replace(/\.sql$/i, '.queries.ts'), emitQueries(file.name, ofFile, runtime)] as const
    }),
    ['enums.ts', emitEnums(enums)],
    ['constraints.ts', emitConstraints(constraints)],
    ['manifest.json', emitManifest(typed)],
  ])
  const changes = await compareOutput(options.outDirectory, files)
  if (options.check !== true) await writeOutput(options.outDirectory, files, changes)
  return { files: parsed.length, queries: typed.length, changes, milliseconds: phases.end() }
}
