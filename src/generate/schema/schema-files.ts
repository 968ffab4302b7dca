import { packageMigrations } from '../../migrate/index.js'
import { readSqlFiles } from './apply-sql-files.js'
import type { SourceFile } from '../read/source-file.js'

/** The source of the embedded database's schema. */
export interface EmbeddedSchemaOptions {
  /** A folder of a service's own migrations, applied after those of this package. */
  readonly migrationsDirectory?: string
}

/** The migrations of a schema: those of this package, and a service's own. */
export interface SchemaFiles {
  readonly shipped: readonly SourceFile[]
  readonly own: readonly SourceFile[]
}

/**
 * Reads the migrations of a schema.
 *
 * @throws `SetupError` if a folder cannot be read or has no `.sql` file.
 */
export async function readSchemaFiles({ migrationsDirectory }: EmbeddedSchemaOptions): Promise<SchemaFiles> {
  const shipped = await readSqlFiles(packageMigrations())
  return { shipped, own: migrationsDirectory === undefined ? [] : await readSqlFiles(migrationsDirectory) }
}
