/**
 * A query's text, taken apart once: fixed text, parameters, and optional clauses.
 *
 * An optional clause is a piece of the `.sql` file between comments that pgtyped passes through:
 * a marker `[if category]` and a marker `[end]`, each in a block comment of its own. The whole text is
 * what generation types; a run leaves out the clauses of which a parameter is `undefined`. Clauses nest.
 *
 * A choice is a clause with a word, `[if sort=price]`: it is present when the word is the value of `sort`, which is no
 * parameter of the SQL.
 */

import { InvalidInputError } from '../../errors.js'
import type { QueryIR, QueryParameter } from './prepared-query.js'

/** An optional piece of a text: present when every one of `names` is given, and every choice is its word. */
export interface Clause {
  readonly names: readonly string[]
  readonly words: readonly (readonly [name: string, word: string])[]
  readonly nodes: readonly TemplateNode[]
}

/** A piece of a text. */
export type TemplateNode = string | { readonly parameter: QueryParameter } | { readonly clause: Clause }

/** A query's text, taken apart. */
export interface Template {
  readonly nodes: readonly TemplateNode[]
  /** Every clause, in the order in which they open. */
  readonly clauses: readonly Clause[]
  /** Every parameter by name. */
  readonly parameters: ReadonlyMap<string, QueryParameter>
  /** The words of each choice, by its name. */
  readonly choices: ReadonlyMap<string, readonly string[]>
}

const marker = /\/\*\[\s*(?:if\s+([^\]]*?)|(end))\s*\]\*\//g

interface Token {
  readonly start: number
  readonly end: number
  readonly kind: { readonly parameter: QueryParameter } | { readonly opens: readonly string[] } | 'closes'
}

function tokensOf(ir: QueryIR): Token[] {
  const tokens: Token[] = []
  for (const parameter of ir.params) {
    if (!Object.hasOwn(ir.usedParamSet, parameter.name)) continue
    for (const { a, b } of parameter.locs) tokens.push({ start: a, end: b + 1, kind: { parameter } })
  }
  for (const match of ir.statement.matchAll(marker)) {
    const names = match[1]?.split(/[\s,]+/).filter((name) => name !== '')
    tokens.push({
      start: match.index,
      end: match.index + match[0].length,
      kind: names === undefined ? 'closes' : { opens: names },
    })
  }
  return tokens.sort((one, other) => one.start - other.start)
}

/**
 * Takes a query apart.
 *
 * @throws {@link InvalidInputError} if the clauses of the text do not nest, or name no parameter of it.
 */
export function parseTemplate(ir: QueryIR): Template {
  const parameters = new Map(
    ir.params
      .filter(({ name }) => Object.hasOwn(ir.usedParamSet, name))
      .map((parameter) => [parameter.name, parameter]),
  )
  const clauses: Clause[] = []
  const choices = new Map<string, string[]>()
  const root: TemplateNode[] = []
  const open: TemplateNode[][] = [root]
  let nodes = root
  let position = 0

  for (const { start, end, kind } of tokensOf(ir)) {
    if (start > position) nodes.push(ir.statement.slice(position, start))
    position = end
    if (kind === 'closes') {
      open.pop()
      const outer = open.at(-1)
      if (outer === undefined) throw new InvalidInputError('query', 'a clause ends that was not opened')
      nodes = outer
    } else if ('opens' in kind) {
      const names = kind.opens.filter((name) => !name.includes('='))
      const words = kind.opens.flatMap((one) => {
        const [, name, word] = /^([^=]+)=(.*)$/.exec(one) ?? []
        return name === undefined || word === undefined ? [] : [[name, word] as const]
      })
      for (const [name, word] of words) choices.set(name, [...(choices.get(name) ?? []), word])
      const unknown = names.find((name) => !parameters.has(name))
      if (kind.opens.length === 0 || unknown !== undefined) {
        throw new InvalidInputError(
          'query',
          `a clause depends on ${unknown ?? 'nothing'}, which is no parameter`,
        )
      }
      const inner: TemplateNode[] = []
      const clause = { names, words, nodes: inner }
      clauses.push(clause)
      nodes.push({ clause })
      open.push(inner)
      nodes = inner
    } else {
      nodes.push(kind)
    }
  }
  if (open.length > 1) throw new InvalidInputError('query', 'a clause is not ended')
  root.push(ir.statement.slice(position))
  return { nodes: root, clauses, parameters, choices }
}
