import { ConnectionError, isSoukError, type SoukError } from '../errors.js'
import { packageMigrations } from '../migrate/index.js'
import { FileMemory } from './file-memory.js'
import { FolderChanges } from './folder-changes.js'
import { generateRound, type GenerateOptions, type GenerateReport } from './generate.js'
import { KeptSession } from './schema/kept-session.js'

/** What to generate whenever it changes. */
export interface WatchOptions extends Omit<GenerateOptions, 'check'> {
  /** Ends the watching; the promise rejects with the signal's reason. */
  readonly signal: AbortSignal
  /** Told how each round ended. */
  readonly onRound: (outcome: RoundOutcome) => void
}

/** How a round ended. A mistake ends the round, and the watching goes on. */
export type RoundOutcome = { readonly report: GenerateReport } | { readonly error: SoukError }

/**
 * Generates, and again whenever a `.sql` file or the declaration of JSON columns changes: the database stays open, and
 * only what changed is typed anew.
 *
 * A migration that is new or changed opens another database. A file that is gone takes its module along.
 */
export async function watchQueries({ signal, onRound, ...options }: WatchOptions): Promise<never> {
  const { schema, sqlDirectory, jsonColumns, onStep } = options
  const own = 'url' in schema ? [] : [packageMigrations(), schema.migrationsDirectory ?? []].flat()
  const memory = new FileMemory()
  // Before the first round, so that nothing saved during it is missed.
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
    await changes.next(signal)
  }
}
