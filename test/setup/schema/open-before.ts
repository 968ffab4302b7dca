import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { findPackageRoot } from '../../../src/setup/package-root.js'
import { createDatabaseOf } from '../../../src/testing/create-database-of.js'
import { aloneFolder, migrateAlone } from '../migrate/migrate-alone.js'

export interface DatabaseBefore {
  readonly client: Client
  /** Applies the migration in a transaction; a refusal is thrown, and undone. */
  migrate(): Promise<void>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Opens a database after all migrations before the one with a subject, such as `pending_offers`.
 *
 * @param url - an empty database; without one, a fresh database is created, and dropped at its end.
 */
export async function openBefore(subject: string, url?: string): Promise<DatabaseBefore> {
  const folder = join(findPackageRoot().directory, 'migrations')
  const numberOf = (file: string) => Number.parseInt(file, 10)
  const files = await readdir(folder)
  const wanted = files.find((file) => file.endsWith(`_${subject}.sql`))
  if (wanted === undefined) throw new Error(`there is no migration of ${subject}`)
  const directory = await mkdtemp(join(tmpdir(), 'souk-before-'))
  try {
    for (const file of files.filter((file) => numberOf(file) < numberOf(wanted))) {
      await copyFile(join(folder, file), join(directory, file))
    }
    const database = url === undefined ? await createDatabaseOf([aloneFolder(directory)]) : null
    if (url !== undefined) await migrateAlone({ url }, { directory })
    const client = new Client({ connectionString: database?.url ?? url })
    await client.connect()
    const close = async () => {
      await client.end()
      await database?.drop()
    }
    return {
      client,
      async migrate() {
        await client.query('begin')
        try {
          await client.query(await readFile(join(folder, wanted), 'utf8'))
          await client.query('commit')
        } catch (error) {
          await client.query('rollback')
          throw error
        }
      },
      close,
      [Symbol.asyncDispose]: close,
    }
  } finally {
    await rm(directory, { recursive: true })
  }
}
