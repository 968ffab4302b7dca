import type { GenerationMistake, LintRuleName } from '../../errors.js'
import { mistakeAt } from '../read/mistake.js'
import { nearestName } from '../nearest-name.js'
import { fileOffset, type ParsedQuery } from '../read/parsed-query.js'
import { sqlRegions } from '../read/sql-regions.js'
import { lintRules } from './lint-rules.js'

/** A comment that switches a rule off for its query. */
export interface LintSwitch {
  readonly rule: LintRuleName
  /** Its offset in the file. */
  readonly offset: number
}

/** The comments that switch rules off, and the mistakes in others that try to. */
export interface LintSwitches {
  readonly switches: readonly LintSwitch[]
  readonly mistakes: readonly GenerationMistake[]
}

/** Finds `-- lint-disable rule: reason` in a query. */
export function findSwitches(query: ParsedQuery): LintSwitches {
  const { statement } = query.ir
  const switches: LintSwitch[] = []
  const mistakes: GenerationMistake[] = []
  for (const { kind, start, end } of sqlRegions(statement)) {
    const comment = statement.slice(start, end)
    const written = kind === 'line-comment' ? /^--\s*lint-disable\b(.*)$/.exec(comment)?.[1] : undefined
    if (written === undefined) continue
    const offset = fileOffset(query, start)
    const report = (message: string, hint: string) =>
      mistakes.push(switchMistake(query, offset, message, hint))
    const [name = '', ...reason] = written.split(':')
    const rule = lintRules.find((known) => known.name === name.trim())?.name
    if (rule === undefined) {
      const meant = nearestName(
        name.trim(),
        lintRules.map((known) => known.name),
      )
      const hint = meant === null ? lintRules.map((known) => known.name).join(', ') : `did you mean ${meant}?`
      report(name.trim() === '' ? 'this names no rule' : `there is no rule ${name.trim()}`, hint)
    } else if (reason.join(':').trim() === '') {
      report(`${rule} is switched off without a reason`, `-- lint-disable ${rule}: why this is right here`)
    } else {
      switches.push({ rule, offset })
    }
  }
  return { switches, mistakes }
}

/** Makes a mistake out of a comment that tries to switch a rule off. */
export function switchMistake(
  query: ParsedQuery,
  offset: number,
  message: string,
  hint: string,
): GenerationMistake {
  return mistakeAt(query.file, offset, { rule: 'lint-disable', message, hint, query: query.name })
}
