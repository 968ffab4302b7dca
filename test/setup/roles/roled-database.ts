import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll } from 'vitest'
import { roleNames, type RoleNames } from '../../../src/roles/role-names.js'
import { applyRoles } from '../../../src/roles/roles.js'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'

/** The roles of a database, and a session of the administrator who made them. */
export interface DatabaseRoles {
  readonly prefix: string
  readonly names: RoleNames
  readonly admin: Client
  /** Makes a login that is a member of roles, and returns its url. */
  readonly login: (name: string, ...roles: readonly string[]) => Promise<string>
  /** Runs a statement as a role, takes it back, and returns its SQLSTATE, or null if nothing refused it. */
  readonly refusalOf: (role: string, statement: string) => Promise<string | null>
}

/** A database with its roles. */
export interface RoledDatabase extends DatabaseRoles {
  readonly test: TestDatabase
}

/** A prefix that no other run on the server has: roles belong to the server. */
export function newPrefix(): string {
  return `souk_test_${randomBytes(6).toString('hex')}`
}

/** A migrated database with its roles, removed with them after the last test of a file. */
export async function openRoledDatabase(prefix = newPrefix()): Promise<RoledDatabase> {
  const test = await createTestDatabase()
  return { test, ...(await makeRoles(test, prefix)) }
}

/** Makes the roles of a database, removed with it after the last test of a file. */
export async function makeRoles(test: TestDatabase, prefix = newPrefix()): Promise<DatabaseRoles> {
  await applyRoles({ url: test.directUrl }, { prefix })
  const admin = new Client({ connectionString: test.directUrl })
  await admin.connect()
  const logins: string[] = []
  const names = roleNames(prefix)
  afterAll(async () => {
    await admin.end()
    await removeRoles(test, [...logins, ...Object.values(names)])
  })
  return {
    prefix,
    names,
    admin,
    login: async (name, ...roles) => {
      const user = `${prefix}_${name}`
      const password = randomBytes(12).toString('hex')
      logins.push(user)
      await admin.query(`create role ${admin.escapeIdentifier(user)} login password '${password}'`)
      for (const role of roles) {
        await admin.query(`grant ${admin.escapeIdentifier(role)} to ${admin.escapeIdentifier(user)}`)
      }
      const url = new URL(test.url)
      url.username = user
      url.password = password
      return url.href
    },
    refusalOf: async (role, statement) => {
      await admin.query('begin')
      try {
        await admin.query(`set local role ${admin.escapeIdentifier(role)}`)
        await admin.query(statement)
        return null
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : String(error)
      } finally {
        await admin.query('rollback')
      }
    },
  }
}

/** Drops a database, and then roles of its server. The embedded server is gone with its database. */
export async function removeRoles(test: TestDatabase, roles: readonly string[]): Promise<void> {
  const url = new URL(test.directUrl)
  await test.drop()
  if (test.provider === 'embedded') return
  url.pathname = '/postgres'
  const admin = new Client({ connectionString: url.href })
  await admin.connect()
  try {
    for (const role of roles) await admin.query(`drop role if exists ${admin.escapeIdentifier(role)}`)
  } finally {
    await admin.end()
  }
}
