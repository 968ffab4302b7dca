import type { ClientBase } from 'pg'
import { policyRemovalSql, policySql, type PolicyOptions } from './policy-sql.js'

/** The time that each statement waits for its table. */
const lockTimeout = '3s'

async function runTogether(client: ClientBase, statements: readonly string[]): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = '${lockTimeout}'`)
    await client.query(`set local client_min_messages = 'warning'`)
    for (const statement of statements) await client.query(statement)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** Puts the policies in force, in one transaction. */
export async function applyPolicies(client: ClientBase, options?: PolicyOptions): Promise<void> {
  await runTogether(client, policySql(options))
}

/** Takes the policies away, in one transaction. */
export async function removePolicies(client: ClientBase): Promise<void> {
  await runTogether(client, policyRemovalSql())
}
