import type { GenerationMistake } from '../../errors.js'
import { clauseAt, clausesOf } from './clause-tree.js'
import { mistakeAt } from './mistake.js'
import { fileOffset, type ParsedQuery } from './parsed-query.js'

/**
 * Checks the markers of optional clauses: `[if x]` and `[end]`, each in a block comment of its own.
 *
 * Markers are comments to pgtyped and to the server, so a mistake in one would show only when the query runs, or never:
 * pgtyped removes a marker with a space before the bracket.
 */
export function checkClauses(query: ParsedQuery): GenerationMistake[] {
  const { statement } = query.ir
  const mistakes: GenerationMistake[] = []
  const report = (offset: number, message: string, hint: string) =>
    mistakes.push(
      mistakeAt(query.file, fileOffset(query, offset), {
        rule: 'clause',
        message,
        hint,
        query: query.name,
      }),
    )

  const open: number[] = []
  for (const match of written(query).matchAll(/\/\*(\s*)\[([^*]*?)\s*\*\//g)) {
    const { index: offset } = match
    const [, space = '', inner = ''] = match
    const [, names, end] = /^\s*(?:if\s+([^\]]*?)|(end))\s*\]$/.exec(inner) ?? []
    if (space !== '' && (names !== undefined || end !== undefined)) {
      report(offset, 'pgtyped takes this comment out', 'write the marker without a space: /*[if x]*/')
    } else if (!statement.startsWith(match[0], offset)) {
      continue
    } else if (end !== undefined) {
      if (open.pop() === undefined) report(offset, 'this ends a clause that is not open', 'take it out')
    } else if (names === undefined) {
      report(offset, 'this is no marker of a clause', 'there are two: /*[if x]*/ and /*[end]*/')
    } else {
      open.push(offset)
      const problems = [...conditionProblems(query, names), ...contradictions(query, offset)]
      for (const problem of problems) report(offset, problem.message, problem.hint)
    }
  }
  for (const offset of open) report(offset, 'this clause is not ended', 'write /*[end]*/ behind it')
  return mistakes
}

/** The statement as written in the file, with the comments that pgtyped removes. */
function written({ file, statementOffset, ir }: ParsedQuery): string {
  return file.text.slice(statementOffset, statementOffset + ir.statement.length)
}

/** A clause that asks one choice for two words, itself or by the clauses around it. */
function contradictions({ ir }: ParsedQuery, offset: number) {
  const clause = clausesOf(ir).find(({ start }) => start === offset)
  const choices = [...(clause?.conditions ?? [])].filter((condition) => condition.includes('='))
  const names = choices.map((choice) => choice.replace(/=.*/, ''))
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice === undefined) return []
  return [{ message: `${twice} cannot be two words at once`, hint: 'this clause is never present' }]
}

function choiceProblems({ params }: ParsedQuery['ir'], condition: string) {
  const [, name, word] = /^([A-Za-z_]\w*)=([A-Za-z][\w-]*)$/.exec(condition) ?? []
  if (name === undefined || word === undefined) {
    return [{ message: `${condition} is no choice`, hint: 'write a name and a word: /*[if sort=price]*/' }]
  }
  if (!params.some((parameter) => parameter.name === name)) return []
  return [
    {
      message: `${name} is chosen by a word, and is a parameter as well`,
      hint: 'give one of the two another name',
    },
  ]
}

function conditionProblems({ ir }: ParsedQuery, names: string) {
  const conditions = names.split(/[\s,]+/).filter((name) => name !== '')
  if (conditions.length === 0) {
    return [{ message: 'this clause depends on nothing', hint: 'name a parameter: /*[if category]*/' }]
  }
  return conditions.flatMap((name) => {
    if (name.includes('=')) return choiceProblems(ir, name)
    const parameter = ir.params.find((known) => known.name === name)
    if (parameter === undefined) {
      return [
        {
          message: `this clause depends on ${name}, which is no parameter`,
          hint: `use :${name} in the query`,
        },
      ]
    }
    const clauses = clausesOf(ir)
    const always = parameter.locs.some(({ a }) => clauseAt(clauses, a)?.conditions.has(name) !== true)
    if (!parameter.required || !always) return []
    return [
      {
        message: `${name} is required outside of the clauses that depend on it, so this one would never be left out`,
        hint: `write :${name} without !, or use it in these clauses alone`,
      },
    ]
  })
}
