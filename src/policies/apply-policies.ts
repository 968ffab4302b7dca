import type { ClientBase } from 'pg'
import { policyRemovalSql, policySql, type PolicyOptions } from './policy-sql.js'
import { trustedPolicy } from './private-tables.js'

/** The time that each statement waits for its table. */
export const lockTimeout = '3s'

async function runTogether(
  client: ClientBase,
  makeStatements: () => readonly string[] | Promise<readonly string[]>,
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = '${lockTimeout}'`)
    await client.query(`set local client_min_messages = 'warning'`)
    for (const statement of await makeStatements()) await client.query(statement)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * Puts the policies in force, in one transaction. Roles that are trusted stay so, unless others are given: else an upgrade would
 * blind maintenance without a word.
 *
 * @returns The roles that are trusted.
 */
export async function applyPolicies(
  client: ClientBase,
  { trusted: given }: PolicyOptions = {},
): Promise<readonly string[]> {
  let trusted: readonly string[] = []
  await runTogether(client, async () => {
    trusted = given ?? (await trustedRoles(client))
    return policySql({ trusted })
  })
  return trusted
}

async function trustedRoles(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly role: string }>(
    `
    select distinct trusted.role
    from pg_catalog.pg_policies
    cross join unnest(pg_policies.roles::text[]) as trusted (role)
    where pg_policies.schemaname = 'public'
      and pg_policies.policyname = $1
    order by trusted.role`,
    [trustedPolicy],
  )
  return rows.map(({ role }) => role)
}

/** Takes the policies away, in one transaction. */
export async function removePolicies(client: ClientBase): Promise<void> {
  await runTogether(client, policyRemovalSql)
}
