import { importOptionalPeer } from '../setup/optional-peer.js'

/**
 * Checks that the packages for generation are installed, before any work starts.
 *
 * @param embedded - True if it needs the embedded database as well.
 * @throws {@link SetupError} with the one line that installs all of them.
 */
export async function assertGeneratorPackages(embedded: boolean): Promise<void> {
  const database = embedded ? (['@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const) : []
  const names = ['@pgtyped/parser', 'libpg-query', ...database] as const
  await importOptionalPeer(names, embedded ? 'Generation without a server' : 'Generation', () =>
    // They are resolved and not loaded, because they are large.
    Promise.resolve().then(() => names.map((name) => import.meta.resolve(name))),
  )
}
