import { InvalidInputError } from '../errors.js'
import { privateTables, trustedPolicy, type Policy } from './private-tables.js'

/** Options of {@link policySql}. */
export interface PolicyOptions {
  /** Roles that see and write everything, such as that of maintenance. @defaultValue none */
  readonly trusted?: readonly string[]
}

/**
 * Returns the SQL that puts the policies in force, one statement each: those of before are replaced.
 *
 * @throws `InvalidInputError` naming `trusted` if a role has no name.
 */
export function policySql({ trusted = [] }: PolicyOptions = {}): readonly string[] {
  const roles = trusted.map(quotedRole).join(', ')
  return privateTables.flatMap(({ name, policies }) => [
    ...dropSql(name, policies),
    ...policies.map((policy) => createSql(name, policy)),
    ...(roles === ''
      ? []
      : [`create policy ${trustedPolicy} on public.${name} to ${roles} using (true) with check (true)`]),
    `alter table public.${name} enable row level security`,
  ])
}

/** Returns the SQL that takes the policies away, one statement each. */
export function policyRemovalSql(): readonly string[] {
  return privateTables.flatMap(({ name, policies }) => [
    `alter table public.${name} disable row level security`,
    ...dropSql(name, policies),
  ])
}

function dropSql(table: string, policies: readonly Policy[]): readonly string[] {
  return [...policies.map(({ name }) => name), trustedPolicy].map(
    (name) => `drop policy if exists ${name} on public.${table}`,
  )
}

function createSql(table: string, { name, command, using, check }: Policy): string {
  const parts = [`create policy ${name} on public.${table} for ${command}`]
  if (using !== undefined) parts.push(`using (\n  ${using}\n)`)
  if (check !== undefined) parts.push(`with check (\n  ${check}\n)`)
  return parts.join(' ')
}

function quotedRole(role: string): string {
  if (role === '' || role.includes('\0')) throw new InvalidInputError('trusted', 'must be names of roles')
  return `"${role.replaceAll('"', '""')}"`
}
