import { migrateFolders, type RunOptions } from '../migrate/migrate-folders.js'
import { readFolders, type ReadFolder } from '../migrate/folder-state.js'
import type { MigrationFolder } from '../migrate/migration-folder.js'
import { startEmbeddedServer, type EmbeddedServer } from './embedded-server.js'
import { findEnginePackages } from './engine-packages.js'
import type { EmbeddedStep } from './engine.js'
import { cachedImage } from './image-cache.js'

interface MigratedImageOptions extends Pick<RunOptions, 'onFailure' | 'signal'> {
  readonly onStep?: ((step: EmbeddedStep) => void) | undefined
  /** Takes over the server that has built the image, which is closed otherwise. */
  readonly onBuilt?: ((server: EmbeddedServer) => void) | undefined
}

/**
 * The data directory of a new database that folders of migrations made: made once on a machine, then taken from the cache
 * until a file of a folder, the name of a record or a version of PGlite changes.
 *
 * The image of two folders is made from that of the first, which takes longest.
 *
 * @throws `SetupError` if a folder cannot be read or is out of order; `MigrationError` if a file fails.
 */
export async function migratedImage(
  folders: readonly MigrationFolder[],
  { onBuilt, ...options }: MigratedImageOptions = {},
): Promise<Uint8Array> {
  const { version } = await findEnginePackages()
  const { onStep, onFailure, signal } = options
  return cachedImage({
    key: ['migrated', version, ...(await readFolders(folders)).flatMap(keyOf)],
    async build() {
      // A server that has just built the image of the first folder goes on with the next.
      const begun: { server: EmbeddedServer | null } = { server: null }
      const onBegun = (made: EmbeddedServer) => (begun.server = made)
      const image =
        folders.length > 1
          ? await migratedImage(folders.slice(0, -1), { ...options, onBuilt: onBegun })
          : undefined
      const server: EmbeddedServer =
        begun.server ??
        (await startEmbeddedServer({
          ...(image === undefined ? {} : { image }),
          ...(onStep === undefined ? {} : { onStep }),
          ...(signal === undefined ? {} : { signal }),
        }))
      let isTaken = false
      try {
        onStep?.('migrate')
        const { url } = await server.listen()
        await migrateFolders({ url }, folders, { onFailure, signal })
        const built = await server.dumpImage()
        onBuilt?.(server)
        isTaken = onBuilt !== undefined
        return built
      } finally {
        if (!isTaken) await server.close()
      }
    },
  })
}

function keyOf({ table, files }: ReadFolder): readonly string[] {
  return [table, `${files.length}`, ...files.flatMap(({ file, sql }) => [file, sql])]
}
