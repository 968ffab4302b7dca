import type { GenerationMistake, LintRuleName } from '../../errors.js'
import { findAnnotations } from '../read/annotation.js'
import { mistakeAt } from '../read/mistake.js'
import type { SourceFile } from '../read/source-file.js'
import { nearestName } from '../nearest-name.js'
import { fileOffset, type ParsedQuery } from '../read/parsed-query.js'
import { sqlRegions } from '../read/sql-regions.js'
import { lintRules } from './lint-rules.js'

/** A comment that switches a rule off for its query, or for its file. */
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
  const written = sqlRegions(statement).flatMap(({ kind, start, end }) => {
    const words = kind === 'line-comment' ? switchIn(statement.slice(start, end).replace(/^--/, '')) : null
    return words === null ? [] : [{ words, offset: fileOffset(query, start) }]
  })
  return readSwitches(query.file, written, query.name)
}

/** Finds `lint-disable rule: reason` on lines of the block comments above the first query of a file. */
export function findFileSwitches(file: SourceFile): LintSwitches {
  const head = file.text.slice(0, findAnnotations(file)[0]?.start ?? 0)
  const written = sqlRegions(head).flatMap(({ kind, start, end }) =>
    kind !== 'block-comment'
      ? []
      : Array.from(head.slice(start, end).matchAll(/^(?:\/\*)?[ \t]*(lint-disable\b.*)$/gm), (match) => ({
          words: switchIn(match[1]?.replace(/\*\/\s*$/, '') ?? '') ?? '',
          offset: start + match.index + match[0].length - (match[1]?.length ?? 0),
        })),
  )
  return readSwitches(file, written)
}

interface WrittenSwitch {
  /** The words behind `lint-disable`. */
  readonly words: string
  readonly offset: number
}

function switchIn(comment: string): string | null {
  return /^\s*lint-disable\b(.*)$/.exec(comment)?.[1] ?? null
}

function readSwitches(file: SourceFile, written: readonly WrittenSwitch[], query?: string): LintSwitches {
  const switches: LintSwitch[] = []
  const mistakes: GenerationMistake[] = []
  for (const { words, offset } of written) {
    const report = (message: string, hint: string) =>
      mistakes.push(switchMistake(file, offset, message, hint, query))
    const [name = '', ...reason] = words.split(':')
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
  file: SourceFile,
  offset: number,
  message: string,
  hint: string,
  query?: string,
): GenerationMistake {
  return mistakeAt(file, offset, { rule: 'lint-disable', message, hint, query })
}
