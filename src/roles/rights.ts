import type { GrantedKind } from './role-names.js'

/** The rights on a table that a role can have here. TRUNCATE, REFERENCES, TRIGGER and MAINTAIN are the owner's alone. */
export const tableRights = ['select', 'insert', 'update', 'delete'] as const

/** A right on a table. */
export type TableRight = (typeof tableRights)[number]

/**
 * A right on every column of a table, those that are added later too, or on some of them. Each of the others is named as well,
 * so that a new column is left to nobody's chance: a test asks for it on one side.
 */
export type Extent = true | { readonly columns: readonly string[]; readonly others: readonly string[] }

/** The rights of a role on a table. */
export type RightsOfRole = Readonly<Partial<Record<TableRight, Extent>>>

/** The rights of the roles on a table or view. A role that is not named has none. */
export type RightsOnTable = Readonly<Partial<Record<GrantedKind, RightsOfRole>>>

/** Limits a right to columns. Both lists have spaces between their names. */
export function only(columns: string, { not }: { readonly not: string }): Extent {
  return { columns: columns.split(' '), others: not === '' ? [] : not.split(' ') }
}
