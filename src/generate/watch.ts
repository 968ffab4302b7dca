import { ConnectionError, isSoukError, type SoukError } from '../errors.js'
import { migrationFolders } from '../migrate/migration-folder.js'
import { FileMemory } from './file-memory.js'
import { FolderChanges } from './folder-changes.js'
import { generateRound, type GenerateOptions, type GenerateReport } from './generate.js'
import { KeptSession } from './schema/kept-session.js'

/** Options for {@link watchQueries}. */
export interface WatchOptions extends Omit<GenerateOptions, 'check'> {
  /** Stops watching; the promise rejects with the signal's reason. */
  readonly signal: AbortSignal
  /** Called with the outcome of each round. */
  readonly onRound: (outcome: RoundOutcome) => void
}

/** The outcome of a round. A mistake ends the round, not the watching. */
export type RoundOutcome = { readonly report: GenerateReport } | { readonly error: SoukError }

/**
 * Generates now and whenever a `.sql` file or the declaration of JSON columns changes. The database stays open, and only
 * the changed files are typed again.
 *
 * A new or changed migration of the service is applied to a second database, which waits for it. The module of a deleted file is deleted.
 */
export async function watchQueries({ signal, onRound, ...options }: WatchOptions): Promise<never> {
  const { schema, sqlDirectory, jsonColumns, onStep } = options
  const own = 'url' in schema ? [] : migrationFolders(schema.migrations).map(({ directory }) => directory)
  const memory = new FileMemory()
  // Before the first round, so that no change during it is missed.
  using changes = new FolderChanges([sqlDirectory, ...own], jsonColumns === undefined ? [] : [jsonColumns])
  await using kept = new KeptSession(schema, {
    signal,
    onNewSchema: () => memory.forgetTypes(),
    ...(onStep === undefined ? {} : { onStep }),
  })
  for (;;) {
    try {
      onRound({ report: await generateRound(memory, kept, { ...options, signal }) })
    } catch (error) {
      signal.throwIfAborted()
      if (!isSoukError(error)) throw error
      if (error instanceof ConnectionError) await kept.drop()
      onRound({ error })
    }
    kept.prepare()
    await changes.next(signal)
  }
}
