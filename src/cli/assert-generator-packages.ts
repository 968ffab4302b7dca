import { importOptionalPeer } from '../setup/optional-peer.js'

/**
 * Makes sure that what generation needs is installed, before anything is begun.
 *
 * @param embedded - True if it needs the embedded database as well.
 * @throws {@link SetupError} with the one line that installs all of it.
 */
export async function assertGeneratorPackages(embedded: boolean): Promise<void> {
  const database = embedded ? ['@electric-sql/pglite', '@electric-sql/pglite-postgis'] : []
  const names = ['@pgtyped/parser', 'libpg-query', ...database]
  await importOptionalPeer(names, embedded ? 'Generation without a server' : 'Generation', () =>
    // Where they are is enough to know here: they are large.
    Promise.resolve().then(() => names.map((name) => import.meta.resolve(name))),
  )
}
