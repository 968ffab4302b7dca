import type { QueryIR } from '../../engine/statement/prepared-query.js'
import type { GenerationMistake } from '../../errors.js'
import { clauseAt, clausesOf, unionsOf, type ClauseNode } from './clause-tree.js'
import { mistakeAt } from './mistake.js'
import { fileOffset, type ParsedQuery } from './parsed-query.js'

/** Parameters of optional clauses that depend on each other, and the combinations in which they may be given. */
export interface ParameterGroup {
  readonly names: readonly string[]
  /** The names of each combination. The empty one, in which nothing is given, is among them. */
  readonly cases: readonly ReadonlySet<string>[]
}

/** A union type with more alternatives would be unreadable. */
const maximumCases = 8

/**
 * Groups the parameters of a query's optional clauses.
 *
 * The parameters within a clause are given together or not at all. Otherwise a clause would silently be left out, or
 * contain an unintended null.
 */
export function parameterGroups({ ir }: ParsedQuery): readonly ParameterGroup[] {
  const clauses = clausesOf(ir)
  const groups: { names: Set<string>; sets: ReadonlySet<string>[] }[] = []
  for (const set of [
    ...clauses.map((clause) => givenTogether(ir, clauses, clause)),
    ...aloneOf(ir, clauses),
  ]) {
    const linked = groups.filter(({ names }) => [...set].some((name) => names.has(name)))
    const merged = {
      names: new Set([...linked.flatMap(({ names }) => [...names]), ...set]),
      sets: [...linked.flatMap(({ sets }) => sets), set],
    }
    groups.splice(0, groups.length, ...groups.filter((group) => !linked.includes(group)), merged)
  }
  const order = ir.params.map(({ name }) => name)
  return groups.map(({ names, sets }) => ({
    names: order.filter((name) => names.has(name)),
    cases: [...(unionsOf(sets, Infinity) ?? [])].sort((one, other) => other.size - one.size),
  }))
}

/** Finds clauses whose parameters depend on each other in too many ways for a readable type. */
export function checkParameterGroups(query: ParsedQuery): readonly GenerationMistake[] {
  return parameterGroups(query).flatMap(({ names, cases }) => {
    if (cases.length <= maximumCases) return []
    const clause = clausesOf(query.ir).find(({ conditions }) => names.some((name) => conditions.has(name)))
    return [
      mistakeAt(query.file, fileOffset(query, clause?.start ?? 0), {
        rule: 'clause',
        message: `the clauses of ${names.join(', ')} share parameters in ${cases.length} ways`,
        hint: 'give each clause a parameter of its own, or nest one in the other',
        query: query.name,
      }),
    ]
  })
}

/** All parameters that a clause needs: its conditions and the parameters in it and in the clauses around it. */
function givenTogether(ir: QueryIR, clauses: readonly ClauseNode[], clause: ClauseNode): ReadonlySet<string> {
  const around = clauses.filter(({ start, end }) => start <= clause.start && clause.end <= end)
  const standing = ir.params.filter(
    (parameter) =>
      !standsOutside(parameter, clauses) &&
      parameter.locs.some(({ a }) => {
        const holder = clauseAt(clauses, a)
        return holder !== null && around.includes(holder)
      }),
  )
  return new Set([...clause.conditions, ...standing.map(({ name }) => name)])
}

/** The conditions that are also used outside of all clauses. Each may be given alone. */
function aloneOf(ir: QueryIR, clauses: readonly ClauseNode[]): ReadonlySet<string>[] {
  const conditions = new Set(clauses.flatMap((clause) => [...clause.conditions]))
  return ir.params
    .filter((parameter) => conditions.has(parameter.name) && standsOutside(parameter, clauses))
    .map(({ name }) => new Set([name]))
}

function standsOutside({ locs }: QueryIR['params'][number], clauses: readonly ClauseNode[]): boolean {
  return locs.some(({ a }) => clauseAt(clauses, a) === null)
}
