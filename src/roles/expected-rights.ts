import type { LiveRelation, LiveRights } from './live-rights.js'
import { packageRights } from './package-rights.js'
import { grantedKinds, type GrantedKind } from './role-names.js'
import { tableRights, type RightsOfRole, type RightsOnTable, type TableRight } from './rights.js'

/** A right that a role is to have. The column is null for the whole thing. */
export interface ExpectedRight {
  readonly right: string
  readonly column: string | null
}

/** The rights that each role is to have on a thing. */
export type ExpectedRights = Readonly<Record<GrantedKind, readonly ExpectedRight[]>>

const readable: RightsOnTable = { app: { select: true }, auth: { select: true }, readonly: { select: true } }

/** Says which rights the roles are to have on a table, view or sequence. */
export function expectedOn(relation: LiveRelation, { relations }: LiveRights): ExpectedRights {
  if (relation.kind === 'S') return sequenceRights(relation, relations)
  const rights = rightsOn(relation)
  return eachKind((kind) => listRights(rights[kind] ?? {}))
}

function rightsOn(relation: LiveRelation): RightsOnTable {
  // A partition is read and written through its table, whose rights are the ones that count.
  if (relation.isPartition) return {}
  if (relation.isRecord) return readable
  return packageRights.get(relation.name) ?? ownRights(relation)
}

/**
 * The rights on a table or view of a service: those that its comment names (`@app select, insert`, `@readonly select`), else
 * the application may read and change its rows, and nobody else may do anything.
 */
function ownRights({ kind, comment }: LiveRelation): RightsOnTable {
  const isTable = kind === 'r' || kind === 'p' || kind === 'f'
  const usual: RightsOnTable = {
    app: isTable ? { select: true, insert: true, update: true, delete: true } : { select: true },
  }
  const marked = grantedKinds.flatMap((kind): [GrantedKind, RightsOfRole][] => {
    const named = markedRights(comment ?? '', kind)
    return named === null ? [] : [[kind, Object.fromEntries(named.map((right) => [right, true] as const))]]
  })
  return { ...usual, ...Object.fromEntries(marked) }
}

/** Reads the rights behind a mark of a comment; null if it has no such mark, none for `@app none`. */
function markedRights(comment: string, kind: GrantedKind): readonly TableRight[] | null {
  const words = new RegExp(`@${kind}\\s+([a-z]+(?:,\\s*[a-z]+)*)`).exec(comment)?.[1]?.split(/,\s*/)
  return words === undefined ? null : tableRights.filter((right) => words.includes(right))
}

/** The numbers of a `serial` column go with the right to insert. */
function sequenceRights(
  { sequenceOf, isIdentity }: LiveRelation,
  relations: readonly LiveRelation[],
): ExpectedRights {
  const table = relations.find(({ name }) => name === sequenceOf)
  if (isIdentity || (sequenceOf !== null && table === undefined)) return eachKind(() => [])
  const rights: RightsOnTable = table === undefined ? { app: { insert: true } } : rightsOn(table)
  return eachKind((kind) => (rights[kind]?.insert === undefined ? [] : [{ right: 'usage', column: null }]))
}

function eachKind(rightsOfKind: (kind: GrantedKind) => readonly ExpectedRight[]): ExpectedRights {
  return {
    app: rightsOfKind('app'),
    auth: rightsOfKind('auth'),
    readonly: rightsOfKind('readonly'),
    replica: rightsOfKind('replica'),
  }
}

function listRights(rights: RightsOfRole): readonly ExpectedRight[] {
  return tableRights.flatMap((right): readonly ExpectedRight[] => {
    const extent = rights[right]
    if (extent === undefined) return []
    return extent === true ? [{ right, column: null }] : extent.columns.map((column) => ({ right, column }))
  })
}
