import type { QueryIR } from '../../engine/statement/prepared-query.js'

/** An optional clause of a statement. */
export interface ClauseNode {
  /** The parameters that must be given to include it: its own conditions and those of the clauses around it. */
  readonly conditions: ReadonlySet<string>
  /** The offset of its marker in the statement. */
  readonly start: number
  /** The offset after its end marker. */
  readonly end: number
}

/** Finds the optional clauses of a statement in the order in which they open. The markers must be sound. */
export function clausesOf({ statement }: QueryIR): readonly ClauseNode[] {
  const clauses: (ClauseNode & { end: number })[] = []
  const open: (typeof clauses)[number][] = []
  for (const match of statement.matchAll(/\/\*\[\s*(?:if\s+([^\]]*?)|end)\s*\]\*\//g)) {
    const [marker, names] = match
    const end = match.index + marker.length
    if (names === undefined) {
      const closed = open.pop()
      if (closed !== undefined) closed.end = end
      continue
    }
    const own = names.split(/[\s,]+/).filter((name) => name !== '')
    const conditions = new Set([...(open.at(-1)?.conditions ?? []), ...own])
    const clause = { conditions, start: match.index, end }
    clauses.push(clause)
    open.push(clause)
  }
  return clauses
}

/** Returns the innermost clause at an offset of the statement; null if there is none. */
export function clauseAt(clauses: readonly ClauseNode[], offset: number): ClauseNode | null {
  return clauses.findLast(({ start, end }) => start <= offset && offset < end) ?? null
}

/**
 * Returns every union of some of the sets, the empty one first; null if there are more than `limit`.
 *
 * Applied to the conditions of clauses, these are the cases that include different clauses.
 */
export function unionsOf(
  sets: readonly ReadonlySet<string>[],
  limit: number,
): readonly ReadonlySet<string>[] | null {
  const unions = new Map<string, ReadonlySet<string>>([['', new Set()]])
  for (const set of sets) {
    for (const known of [...unions.values()]) {
      const union = new Set([...known, ...set])
      unions.set([...union].sort().join(' '), union)
      if (unions.size > limit) return null
    }
  }
  return [...unions.values()]
}

/** Returns the union of none, of each and of each two of some sets, and the union of all without each and each two. */
export function pairsOf(sets: readonly ReadonlySet<string>[]): readonly ReadonlySet<string>[] {
  const names = [...new Set(sets.flatMap((set) => [...set]))]
  const pairs = <T>(all: readonly T[]) =>
    all.flatMap((one, at) => all.slice(at).map((other) => [one, other] as const))
  const given = [
    [],
    names,
    ...pairs(sets).map(([one, other]) => [...one, ...other]),
    ...pairs(names).map((left) => names.filter((name) => !left.includes(name))),
  ]
  return [...new Map(given.map((one) => [[...new Set(one)].sort().join(' '), new Set(one)])).values()]
}
