import type { QueryIR } from '../../engine/statement/prepared-query.js'
import { blanked, type Stretch } from './blanked.js'

/** A word for each choice of a statement: `sort` is `price`. */
export type Chosen = ReadonlyMap<string, string>

const marker = /\/\*\[\s*(?:if\s+([^\]]*?)|end)\s*\]\*\//g
const condition = /([^\s,=]+)=([^\s,=]*)/g

/** Finds the choices of a statement, `/*[if sort=price]*\/`, each with its words in their order. */
export function choicesOf({ statement }: QueryIR): ReadonlyMap<string, readonly string[]> {
  const choices = new Map<string, readonly string[]>()
  for (const [, conditions = ''] of statement.matchAll(marker)) {
    for (const [, name = '', word = ''] of conditions.matchAll(condition)) {
      const words = choices.get(name) ?? []
      if (!words.includes(word)) choices.set(name, [...words, word])
    }
  }
  return choices
}

/** Lists the ways to choose: one word for each choice. A statement without choices has one way. */
export function waysToChoose(query: QueryIR): readonly Chosen[] {
  let ways: readonly Chosen[] = [new Map()]
  for (const [name, words] of choicesOf(query)) {
    ways = ways.flatMap((way) => words.map((word) => new Map([...way, [name, word]])))
  }
  return ways
}

/**
 * Returns the statement that a choice leaves: the clauses of other words are spaces, and those of the chosen ones depend on
 * nothing more than their parameters. Names that are not chosen stay choices. All offsets stay.
 */
export function withChoice(query: QueryIR, chosen: Chosen): QueryIR {
  if (chosen.size === 0) return query
  const left: Stretch[] = []
  const open: {
    readonly start: number
    readonly end: number
    readonly fits: boolean
    readonly isBare: boolean
  }[] = []
  for (const match of query.statement.matchAll(marker)) {
    const { index: start } = match
    const [written, conditions] = match
    const end = start + written.length
    if (conditions !== undefined) {
      const words = [...conditions.matchAll(condition)].filter(([, name = '']) => chosen.has(name))
      const first = start + written.indexOf(conditions)
      const fits = words.every(([, name = '', word]) => chosen.get(name) === word)
      const isChosen = (text: string, name: string) => (chosen.has(name) ? '' : text)
      const isBare =
        words.length > 0 && conditions.replaceAll(condition, isChosen).replaceAll(/[\s,]/g, '') === ''
      for (const word of words) {
        left.push({ start: first + word.index, end: first + word.index + word[0].length })
      }
      open.push({ start, end, fits, isBare })
      continue
    }
    const opened = open.pop()
    if (opened === undefined) continue
    if (!opened.fits) left.push({ start: opened.start, end })
    else if (opened.isBare) left.push({ start: opened.start, end: opened.end }, { start, end })
  }
  return blanked(query, left)
}
