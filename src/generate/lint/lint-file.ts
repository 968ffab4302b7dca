import type { GenerationMistake } from '../../errors.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import type { SourceFile } from '../read/source-file.js'
import type { Catalogue } from '../schema/catalogue.js'
import { lintQuery } from './lint-query.js'
import { findFileSwitches, switchMistake } from './lint-switches.js'

/**
 * Checks the queries of a file against every rule.
 *
 * A comment above the first query switches a rule off for all of them. It is a mistake if none breaks the rule.
 *
 * @param queries - The queries that the server understands.
 * @param isWhole - False if the file has others, which may need a switch.
 */
export function lintFile(
  file: SourceFile,
  queries: readonly ParsedQuery[],
  isWhole: boolean,
  catalogue: Catalogue,
): readonly GenerationMistake[] {
  const { switches, mistakes } = findFileSwitches(file)
  const off = new Set(switches.map(({ rule }) => rule))
  const results = queries.map((query) => lintQuery(query, catalogue, off))
  const needless = switches.filter(
    ({ rule }, index) =>
      (isWhole && !results.some(({ broken }) => broken.has(rule))) ||
      switches.findIndex((other) => other.rule === rule) < index,
  )
  return [
    ...results.flatMap((result) => result.mistakes),
    ...needless.map(({ rule, offset }) =>
      switchMistake(
        file,
        offset,
        `${rule} finds nothing in this file to be switched off`,
        'take the line out',
      ),
    ),
    ...mistakes,
  ]
}
