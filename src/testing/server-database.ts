import { DatabaseError, type Client } from 'pg'
import { SetupError } from '../errors.js'
import type { MigrationFolder } from '../migrate/migration-folder.js'
import { urlOfDatabase, withAdmin } from './admin-connection.js'
import { newDatabaseName } from './database-name.js'
import type { TestServer } from './server.js'
import type { Snapshot } from './snapshot.js'
import { ensureTemplate, templateName } from './template-database.js'
import {
  testDatabase,
  type DatabaseOrigin,
  type TestDatabase,
  type TestDatabaseConnection,
} from './test-database.js'

type Server = Exclude<TestServer, { provider: 'embedded' }>

/** Creates a database on a server: a copy of the template of its folders, or an empty one if there are none. */
export async function createServerDatabase(
  server: Server,
  folders: readonly MigrationFolder[],
  connection: TestDatabaseConnection = {},
): Promise<TestDatabase> {
  const name = newDatabaseName()
  await withAdmin(server.url, async (client) => {
    if (folders.length === 0) await clone(client, 'template0', name)
    else await cloneTemplate(client, server.url, folders, name)
  })
  return databaseOfName(server, { folders, connection }, name)
}

function databaseOfName(server: Server, origin: DatabaseOrigin, name: string): TestDatabase {
  return testDatabase(
    {
      url: urlOfDatabase(server.pooler ?? server.url, name),
      directUrl: urlOfDatabase(server.url, name),
      isPooled: server.pooler !== undefined,
      provider: server.provider,
      multiSession: true,
      takeSnapshot: () => takeSnapshot(server, origin, name),
      remove: () => dropDatabase(server, name),
    },
    origin,
  )
}

/** Copies a database under a name of its own, to which nobody can connect. */
async function takeSnapshot(server: Server, origin: DatabaseOrigin, name: string): Promise<Snapshot> {
  const copy = newDatabaseName()
  await withAdmin(server.url, async (client) => {
    // A database can only be copied while nobody is connected to it.
    await client.query(`alter database ${name} with allow_connections false`)
    try {
      await endConnections(client, name)
      await clone(client, name, copy)
      await client.query(`alter database ${copy} with allow_connections false`)
    } finally {
      await client.query(`alter database ${name} with allow_connections true`)
    }
  })
  let dropped = false
  const drop = async () => {
    dropped = true
    await dropDatabase(server, copy)
  }
  const cloneTo = async (client: Client, another: string) => {
    if (dropped) throw new SetupError('this snapshot was dropped')
    await clone(client, copy, another)
  }
  return {
    async restore() {
      await withAdmin(server.url, async (client) => {
        const next = newDatabaseName()
        await cloneTo(client, next)
        await replace(client, name, next)
      })
    },
    async createDatabase() {
      const another = newDatabaseName()
      await withAdmin(server.url, (client) => cloneTo(client, another))
      return databaseOfName(server, origin, another)
    },
    drop,
    [Symbol.asyncDispose]: drop,
  }
}

/** Puts the database `next` in the place of another, which is dropped. */
async function replace(client: Client, name: string, next: string): Promise<void> {
  try {
    await client.query(`drop database if exists ${name} with (force)`)
  } catch (error) {
    await client.query(`drop database if exists ${next}`)
    throw error
  }
  await client.query(`alter database ${next} rename to ${name}`)
}

/** Ends all connections to a database, and waits until they have ended. */
async function endConnections(client: Client, name: string): Promise<void> {
  await client.query('select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1', [
    name,
  ])
}

async function dropDatabase(server: Server, name: string): Promise<void> {
  await withAdmin(server.url, (client) => client.query(`drop database if exists ${name} with (force)`))
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
