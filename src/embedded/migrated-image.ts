import { migrate } from '../migrate/migrate.js'
import { readMigrationFiles } from '../migrate/migration-files.js'
import { startEmbeddedServer } from './embedded-server.js'
import { findEnginePackages } from './engine-packages.js'
import type { EmbeddedStep } from './engine.js'
import { cachedImage } from './image-cache.js'

interface MigratedImageOptions {
  readonly onStep?: ((step: EmbeddedStep) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The data directory of a new database that a folder of migrations made: made once on a machine, then taken from the
 * cache until a file of the folder or a version of PGlite changes.
 *
 * @throws `SetupError` if the folder cannot be read or is out of order; `MigrationError` if a file fails.
 */
export async function migratedImage(
  directory: string,
  { onStep, signal }: MigratedImageOptions = {},
): Promise<Uint8Array> {
  const { version } = await findEnginePackages()
  const files = await readMigrationFiles(directory)
  return cachedImage({
    key: ['migrated', version, ...files.flatMap(({ file, sql }) => [file, sql])],
    async build() {
      const server = await startEmbeddedServer({
        ...(onStep === undefined ? {} : { onStep }),
        ...(signal === undefined ? {} : { signal }),
      })
      try {
        onStep?.('migrate')
        const { url } = await server.listen()
        await migrate({ url }, { directory, ...(signal === undefined ? {} : { signal }) })
        return await server.dumpImage()
      } finally {
        await server.close()
      }
    },
  })
}
