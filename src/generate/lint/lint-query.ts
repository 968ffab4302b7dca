import type { GenerationMistake, LintRuleName } from '../../errors.js'
import { compileQuery, type CompiledQuery } from '../read/compile-query.js'
import { mistakeAt } from '../read/mistake.js'
import { fileOffset, type ParsedQuery } from '../read/parsed-query.js'
import { parseStatement } from '../read/statement-tree.js'
import { clauseVariants } from './clause-variants.js'
import type { Catalogue } from '../schema/catalogue.js'
import type { LintFinding, LintParameter, LintRule } from './lint-rule.js'
import { lintRules } from './lint-rules.js'
import { findSwitches, switchMistake } from './lint-switches.js'
import { visitNodes } from '../read/visit.js'
import { readStatement } from '../scope/read-statement.js'

/** A place of a file that breaks a rule. */
interface Breach {
  readonly rule: LintRule
  readonly finding: LintFinding
  readonly offset: number
  /** True if the rule is broken only when optional clauses are left out. */
  readonly leftOut: boolean
}

/** The findings in a query. */
export interface QueryFindings {
  readonly mistakes: readonly GenerationMistake[]
  /** The rules that the query breaks. */
  readonly broken: ReadonlySet<LintRuleName>
}

/**
 * Checks a query against every rule, with its optional clauses and without.
 *
 * A comment in the query switches a rule off. A comment without effect is a mistake, so that none outlives its reason.
 *
 * @param offInFile - The rules that are switched off for the whole file.
 */
export function lintQuery(
  query: ParsedQuery,
  catalogue: Catalogue,
  offInFile: ReadonlySet<LintRuleName> = new Set(),
): QueryFindings {
  const breaches = findBreaches(query, catalogue)
  if (breaches === null) return { mistakes: [], broken: new Set() }
  const broken = new Set(breaches.map(({ rule }) => rule.name))
  const { switches, mistakes } = findSwitches(query)
  const needless = switches.filter(
    ({ rule }, index) =>
      !broken.has(rule) || offInFile.has(rule) || switches.findIndex((other) => other.rule === rule) < index,
  )
  const off = new Set([...switches.map(({ rule }) => rule), ...offInFile])
  return {
    broken,
    mistakes: [
      ...breaches.filter(({ rule }) => !off.has(rule.name)).map((breach) => breachMistake(query, breach)),
      ...needless.map(({ rule, offset }) =>
        switchMistake(
          query.file,
          offset,
          `${rule} finds nothing here to be switched off`,
          'take the comment out',
          query.name,
        ),
      ),
      ...mistakes,
    ],
  }
}

/** Finds the breaches; null if the parser rejects a statement that the server accepts. */
function findBreaches(query: ParsedQuery, catalogue: Catalogue): readonly Breach[] | null {
  const breaches = new Map<string, Breach>()
  for (const [number, variant] of clauseVariants(query.ir).entries()) {
    const compiled = compileQuery(variant)
    const tree = parseStatement(compiled.text)
    if (tree === null) {
      if (number === 0) return null
      continue
    }
    const { statement } = tree
    const { root, levels } = readStatement(statement, catalogue)
    const parameters = parametersOf(variant, compiled)
    const subject = { statement, root, levels, parameters, catalogue }
    for (const rule of lintRules) {
      for (const finding of rule.find(subject)) {
        const place = compiled.toStatementOffset(tree.toTextOffset(startOf(finding.at)))
        const offset = fileOffset(query, place)
        const key = `${rule.name} ${offset}`
        if (!breaches.has(key)) breaches.set(key, { rule, finding, offset, leftOut: number > 0 })
      }
    }
  }
  return [...breaches.values()]
}

function parametersOf(
  { params }: ParsedQuery['ir'],
  { placeholders }: CompiledQuery,
): readonly LintParameter[] {
  const spread = new Set(params.flatMap(({ name, transform }) => (transform.type === 'scalar' ? [] : [name])))
  return placeholders.map(({ path, required }) => ({
    name: path.split('.').at(-1) ?? path,
    // The elements of a spread list are never null.
    nullable: !required && !spread.has(path),
  }))
}

function breachMistake(query: ParsedQuery, { rule, finding, offset, leftOut }: Breach): GenerationMistake {
  const what = leftOut ? `${finding.what}, once optional clauses are left out` : finding.what
  return mistakeAt(query.file, offset, {
    rule: rule.name,
    message: `${what}: ${rule.why}`,
    hint: `${finding.wayOut ?? rule.wayOut}; if it is right as it is: -- lint-disable ${rule.name}: reason`,
    query: query.name,
  })
}

/** Finds the location of the first word of a node. The location of a node is often that of its operator. */
function startOf(node: unknown): number {
  let start = Number.MAX_SAFE_INTEGER
  visitNodes({ node }, (inner) => {
    const location = 'location' in inner ? Number(inner.location) : -1
    if (location >= 0) start = Math.min(start, location)
    return true
  })
  return start === Number.MAX_SAFE_INTEGER ? 0 : start
}
