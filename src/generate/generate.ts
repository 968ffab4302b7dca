import { GenerationError, type GenerationMistake } from '../errors.js'
import { checkQueryNames, checkTypeNames } from './emit/check-names.js'
import { enumsToEmit } from './emit/emit-enums.js'
import { emitModules } from './emit/emit-modules.js'
import { FileMemory } from './file-memory.js'
import { KeptSession } from './schema/kept-session.js'
import { loadParsers } from './load-parsers.js'
import {
  checkJsonDeclaration,
  DeclaredJson,
  readJsonDeclaration,
  withJsonColumns,
} from './type/json-declaration.js'
import { emitJsonColumns } from './emit/emit-json-columns.js'
import { compareMistakes } from './read/mistake.js'
import { Phases, type GeneratePhase } from './phases.js'
import { readSources } from './read/read-sources.js'
import { TableModels } from './type/table-models.js'
import { targetVersion, type TargetVersion } from './version/target-version.js'
import { resolveRuntimeImports } from './emit/runtime-imports.js'
import type { SchemaSource } from './schema/schema-source.js'
import type { SchemaSession } from './schema/schema-session.js'
import type { ServerVersion } from './schema/server-version.js'
import { compareOutput, writeOutput, type OutputChanges } from './emit/write-output.js'

/** Options for {@link generate}. */
export interface GenerateOptions {
  /** The folder of `.sql` files. */
  readonly sqlDirectory: string
  /** The folder to write to. */
  readonly outDirectory: string
  /** The schema that the queries are for. */
  readonly schema: SchemaSource
  /** The package that generated modules import from. @defaultValue `@souk/db`, or its sources in its own repository */
  readonly runtime?: string
  /** The TypeScript file that declares the types of JSON columns: `export interface JsonColumns { … }`. */
  readonly jsonColumns?: string
  /**
   * The major version of PostgreSQL that runs the queries. What came after it is a mistake, although the database at hand
   * has it.
   *
   * @defaultValue 17
   */
  readonly postgres?: number
  /** The version of PostGIS that runs the queries. @defaultValue 3.5 */
  readonly postgis?: string
  /** Compares without writing. @defaultValue false */
  readonly check?: boolean
  /**
   * Makes a query that breaks a lint rule a mistake. The types do not depend on it.
   *
   * @defaultValue true
   */
  readonly lint?: boolean
  /** Called when a phase begins. */
  readonly onPhase?: (phase: GeneratePhase) => void
  /** Called with a description of each slow step within a phase. */
  readonly onStep?: (step: string) => void
  /** Stops the run; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** The result of a run. With `check`, the changes that it would have made. */
export interface GenerateReport {
  readonly files: number
  readonly queries: number
  readonly changes: OutputChanges
  /** The versions of the server that the queries were proven on. */
  readonly server: ServerVersion
  /** The versions that the queries are for. */
  readonly target: TargetVersion
  /** The duration of each phase. Phases overlap, so the whole run is shorter than their sum. */
  readonly milliseconds: Readonly<Record<GeneratePhase, number>>
  /** The duration of the whole run, in milliseconds. */
  readonly elapsedMs: number
}

/**
 * Generates typed modules from `.sql` files, checked against a database with the schema.
 *
 * All or nothing: a mistake in one query keeps everything from being written.
 *
 * @throws {@link GenerationError} with every mistake of every file.
 * @throws `SetupError` if the queries cannot be read or the database cannot be opened.
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const { schema, onStep, signal } = options
  await using kept = new KeptSession(schema, {
    ...(onStep === undefined ? {} : { onStep }),
    ...(signal === undefined ? {} : { signal }),
  })
  return await generateRound(new FileMemory(), kept, options)
}

/** Generates once, with the remembered results for files, on a database that stays open. */
export async function generateRound(
  memory: FileMemory,
  kept: KeptSession,
  options: Omit<GenerateOptions, 'schema'>,
): Promise<GenerateReport> {
  const phases = new Phases(options.onPhase)
  const target = targetVersion(options)
  const reading = phases.measure('parse', async () => {
    await loadParsers()
    await memory.read(await readSources(options.sqlDirectory))
  })
  // The database starts in its own thread while the files are read.
  const opening = phases.measure('database', () => kept.open())
  // A mistake in the folder of queries is reported first.
  opening.catch(() => undefined)
  await reading
  return generateFrom(memory, await opening, { ...options, target }, phases)
}

async function generateFrom(
  memory: FileMemory,
  session: SchemaSession,
  options: Omit<GenerateOptions, 'schema'> & { readonly target: TargetVersion },
  phases: Phases,
): Promise<GenerateReport> {
  const { files } = memory
  const declared = options.jsonColumns === undefined ? null : await readJsonDeclaration(options.jsonColumns)
  const models = new TableModels(session.catalogue, new DeclaredJson(declared ?? undefined))
  const typed = await phases.measure('describe', async () => {
    const results = await memory.type(session, options.signal)
    const proven = results.flatMap((result) => ('typed' in result ? [result.typed] : []))
    const queries = declared === null ? proven : proven.map((query) => withJsonColumns(query, declared))
    const mistakes: GenerationMistake[] = [
      ...files.flatMap((file) => file.mistakes),
      ...checkQueryNames(files.flatMap((file) => file.queries)),
      ...results.flatMap((result) => ('mistakes' in result ? result.mistakes : [])),
      ...(declared === null ? [] : checkJsonDeclaration(declared, session.catalogue, proven)),
      ...(await memory.checkVersions(session, options.target)),
      ...(options.lint === false ? [] : await memory.lint(session)),
      ...checkTypeNames(queries, enumsToEmit(session.catalogue, queries), models.used(queries)),
    ]
    if (mistakes.length > 0) throw new GenerationError(mistakes.sort(compareMistakes))
    return queries
  })

  const changes = await phases.measure('write', async () => {
    const runtime = resolveRuntimeImports(options.outDirectory, options.runtime)
    const sources = files.map(({ file }) => file)
    const jsonColumns: [string, string][] =
      declared === null ? [] : [['json-columns.ts', emitJsonColumns(declared, options.outDirectory, runtime)]]
    const place = { directory: options.outDirectory, runtime }
    const modules = emitModules(session.catalogue, sources, typed, models, place, new Map(jsonColumns))
    const found = await compareOutput(options.outDirectory, modules)
    if (options.check !== true) await writeOutput(options.outDirectory, modules, found)
    return found
  })
  const { milliseconds, elapsedMs } = phases
  return {
    files: files.length,
    queries: typed.length,
    changes,
    server: session.server,
    target: options.target,
    milliseconds,
    elapsedMs,
  }
}
