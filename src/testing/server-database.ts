import { DatabaseError, type Client } from 'pg'
import type { MigrationFolder } from '../migrate/migration-folder.js'
import { urlOfDatabase, withAdmin } from './admin-connection.js'
import { newDatabaseName } from './database-name.js'
import type { TestServer } from './server.js'
import { ensureTemplate, templateName } from './template-database.js'
import { testDatabase, type TestDatabase } from './test-database.js'

type Server = Exclude<TestServer, { provider: 'embedded' }>

/** Creates a database on a server: a copy of the template of folders, or an empty one if there are none. */
export async function createServerDatabase(
  server: Server,
  folders: readonly MigrationFolder[],
): Promise<TestDatabase> {
  const name = newDatabaseName()
  await withAdmin(server.url, async (client) => {
    if (folders.length === 0) await clone(client, 'template0', name)
    else await cloneTemplate(client, server.url, folders, name)
  })
  return testDatabase(
    {
      url: urlOfDatabase(server.pooler ?? server.url, name),
      directUrl: urlOfDatabase(server.url, name),
      isPooled: server.pooler !== undefined,
      provider: server.provider,
      multiSession: true,
    },
    async () => {
      await withAdmin(server.url, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  )
}

async function cloneTemplate(
  client: Client,
  url: string,
  folders: readonly MigrationFolder[],
  name: string,
): Promise<void> {
  const template = await templateName(folders)
  try {
    await clone(client, template, name)
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== noSuchDatabase) throw error
    await ensureTemplate(client, url, folders)
    await clone(client, template, name)
  }
}

const noSuchDatabase = '3D000'

/** Copies files. On a server for tests that is several times quicker than the default, which logs every block. */
async function clone(client: Client, template: string, name: string): Promise<void> {
  await client.query(`create database ${name} template ${template} strategy file_copy`)
}
