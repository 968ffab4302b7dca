import type { Client } from 'pg'
import { connectLike } from '../migrate/connect.js'
import { migrateFolders } from '../migrate/migrate-folders.js'
import type { MigrationFolder } from '../migrate/migration-folder.js'
import { refuseTransactionPooler } from '../migrate/refuse-transaction-pooler.js'
import { urlOfDatabase } from './admin-connection.js'
import { newDatabaseName } from './database-name.js'
import { migrationsFingerprint } from './migrations-fingerprint.js'

/** Returns the name of the template of folders of migrations. The same content always has the same name. */
export async function templateName(folders: readonly MigrationFolder[]): Promise<string> {
  return `souk_template_${await migrationsFingerprint(folders)}`
}

/**
 * Creates the template database of folders of migrations, unless it exists.
 *
 * It is migrated under a temporary name and then renamed, so a template is either complete or absent. A run that dies half
 * way leaves an ordinary leftover. The advisory lock only keeps two runs at once from doing the work twice.
 */
export async function ensureTemplate(
  client: Client,
  url: string,
  folders: readonly MigrationFolder[],
): Promise<void> {
  const template = await templateName(folders)
  const connectAnother = () => connectLike(client, 'souk-db testing')
  await refuseTransactionPooler(client, connectAnother, 'a template for tests')
  await client.query(`set lock_timeout = '5min'`)
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [template])
  try {
    if (await exists(client, template)) return
    const draft = newDatabaseName()
    await client.query(`create database ${draft} template template0`)
    try {
      await migrateFolders({ url: urlOfDatabase(url, draft) }, folders)
      await client.query(`alter database ${draft} with allow_connections false`)
      await client.query(`comment on database ${draft} is '${new Date().toISOString()}'`)
      await client.query(`alter database ${draft} rename to ${template}`)
    } catch (error) {
      await client.query(`drop database if exists ${draft} with (force)`)
      throw error
    }
  } finally {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [template])
  }
}

async function exists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
  return rowCount === 1
}
