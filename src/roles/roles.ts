import type { ClientBase } from 'pg'
import { assertSchema, type MigrateTarget } from '../migrate/index.js'
import { withClient } from '../migrate/with-client.js'
import { compareRights } from './compare-rights.js'
import { readRights } from './live-rights.js'
import type { RoleFinding } from './role-finding.js'
import { defaultPrefix, roleNames, type RoleNames } from './role-names.js'

/** Options of {@link checkRoles} and {@link applyRoles}. */
export interface RolesOptions {
  /** The beginning of the roles' names. Roles belong to a server: each of its databases has a prefix. @defaultValue souk */
  readonly prefix?: string
  readonly signal?: AbortSignal
}

/** A comparison of the roles of a database with what they are meant to be. */
export interface RolesReport {
  readonly names: RoleNames
  readonly findings: readonly RoleFinding[]
}

/** The most times that remedies are looked for: a new owner takes rights along, which are seen when it owns. */
const mostRounds = 3

/**
 * Compares the roles of a database, and their rights, with what they are meant to be. It only reads, so that any role may ask.
 *
 * @throws `MigrationError` if the schema of this package is not there, or not current.
 */
export async function checkRoles(target: MigrateTarget, options: RolesOptions = {}): Promise<RolesReport> {
  return await withRoles(target, options, async (client, names) => {
    const live = await readRights(client, Object.values(names))
    return { names, findings: compareRights(live, names) }
  })
}

/**
 * Makes the roles of a database, or brings them to what they are meant to be: in one transaction, all of it or nothing. What is
 * left to a person to decide is in the report.
 *
 * @returns The remedies that ran, and the findings that are left.
 * @throws `DatabaseError` if the role that asks has not the right to.
 */
export async function applyRoles(
  target: MigrateTarget,
  options: RolesOptions = {},
): Promise<RolesReport & { readonly applied: readonly string[] }> {
  return await withRoles(target, options, async (client, names) => {
    await client.query('begin')
    try {
      // A table that is busy is not waited for: whoever came after would wait too.
      await client.query("set local lock_timeout = '3s'")
      // Two that run at once would both make what is missing.
      await client.query('select pg_catalog.pg_advisory_xact_lock(2036, 1)')
      const applied: string[] = []
      let findings: readonly RoleFinding[] = []
      for (let round = 0; round < mostRounds; round++) {
        const live = await readRights(client, Object.values(names))
        findings = compareRights(live, names)
        const remedies = remediesOf(findings)
        if (remedies.length === 0) break
        for (const remedy of remedies) await client.query(remedy)
        applied.push(...remedies)
      }
      await client.query('commit')
      return { names, findings, applied }
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  })
}

/** The remedies of findings that need nobody to decide. */
export function remediesOf(findings: readonly RoleFinding[]): readonly string[] {
  return findings.flatMap(({ remedy, isByHand }) => (remedy === null || isByHand ? [] : [remedy]))
}

async function withRoles<T>(
  target: MigrateTarget,
  { prefix = defaultPrefix, signal }: RolesOptions,
  work: (client: ClientBase, names: RoleNames) => Promise<T>,
): Promise<T> {
  const names = roleNames(prefix)
  return await withClient(
    target,
    'souk-db roles',
    async (client) => {
      await assertSchema({ client }, { allowNewer: true })
      return await work(client, names)
    },
    signal,
  )
}
