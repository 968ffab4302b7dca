import { migrationFolders, type MigrationFolder } from '../migrate/migration-folder.js'
import { configuredMigrations, serviceConfig } from '../service-config.js'

/** Returns the folders that `souk-db migrate` would apply in the working folder, in order. */
export async function configuredFolders(): Promise<readonly MigrationFolder[]> {
  return migrationFolders(configuredMigrations(await serviceConfig()))
}
