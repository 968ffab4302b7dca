import type { PreparedQuery } from './prepared-query.js'
import { parseTemplate } from './template.js'

/** A way to call a query: which of its optional parameters are given, and the words of its choices. */
export interface Combination {
  readonly given: readonly string[]
  readonly words: Readonly<Record<string, string>>
}

/** Lists every combination of a query's optional clauses. */
export function combinationsOf({ queryIR }: PreparedQuery<unknown, unknown>): readonly Combination[] {
  const { clauses, choices } = parseTemplate(queryIR)
  const groups = [...new Set(clauses.map(({ names }) => names.join(' ')))].filter((group) => group !== '')
  const subsets = groups.reduce<readonly (readonly string[])[]>(
    (shorter, group) => [...shorter, ...shorter.map((subset) => [...subset, ...group.split(' ')])],
    [[]],
  )
  const given = new Map(
    subsets.map((subset) => {
      const names = [...new Set(subset)].sort()
      return [names.join(' '), names] as const
    }),
  )
  const worded = [...choices].reduce<readonly Readonly<Record<string, string>>[]>(
    (shorter, [name, words]) =>
      shorter.flatMap((one) => [...new Set(words)].map((word) => ({ ...one, [name]: word }))),
    [{}],
  )
  return [...given.values()].flatMap((names) => worded.map((words) => ({ given: names, words })))
}

/** The names of the parameters that no statement of a query is without. */
export function alwaysGiven({ queryIR }: PreparedQuery<unknown, unknown>): readonly string[] {
  const { clauses, parameters } = parseTemplate(queryIR)
  const optional = new Set(clauses.flatMap(({ names }) => names))
  return [...parameters.keys()].filter((name) => !optional.has(name))
}
