import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { findPackageRoot } from '../../../src/setup/package-root.js'
import { createDatabaseOf } from '../../../src/testing/create-database-of.js'
import { aloneFolder } from '../migrate/migrate-alone.js'

export interface OpenDatabase {
  readonly client: Client
  close(): Promise<void>
}

/** Opens a fresh database after the first migration and before any later one. */
export async function openPhase1(): Promise<OpenDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'souk-phase-1-'))
  try {
    await copyFirstMigration(directory)
    const database = await createDatabaseOf([aloneFolder(directory)])
    const client = new Client({ connectionString: database.url })
    await client.connect()
    return {
      client,
      async close() {
        await client.end()
        await database.drop()
      },
    }
  } finally {
    await rm(directory, { recursive: true })
  }
}

async function copyFirstMigration(directory: string): Promise<void> {
  const migrations = join(findPackageRoot().directory, 'migrations')
  const first = (await readdir(migrations)).find((name) => name.startsWith('1_'))
  if (first === undefined) throw new Error('there is no first migration')
  await copyFile(join(migrations, first), join(directory, first))
}
