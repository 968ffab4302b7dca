import { InvalidInputError } from '../../errors.js'
import type { QueryParameter } from './prepared-query.js'
import type { Clause, Template, TemplateNode } from './template.js'

/** A value that a text needs: its path in the parameters, and its name in an error. */
export interface Slot {
  readonly path: readonly (string | number)[]
  readonly required: boolean
}

/** A text for the server, with `$1`, `$2`, … and the value behind each. */
export interface RenderedText {
  readonly text: string
  readonly slots: readonly Slot[]
}

/** The parameters of a call, by name. */
export type ParameterValues = Readonly<Record<string, unknown>>

function elementsOf(values: ParameterValues, { name }: QueryParameter): readonly unknown[] {
  const value = values[name]
  // `in ()` is a syntax error; an empty list can only be an array parameter: `= any(:ids)`.
  if (!Array.isArray(value) || value.length === 0)
    throw new InvalidInputError(name, 'expected a non-empty array')
  return value
}

/**
 * Returns the text with the clauses in `present`.
 *
 * A parameter that occurs twice is sent once. Spread parameters (`(…)` lists) make the text depend on `values`; without
 * spreads `values` is not read.
 */
export function renderTemplate(
  template: Template,
  present: ReadonlySet<Clause>,
  values: ParameterValues = {},
): RenderedText {
  const slots: Slot[] = []
  const scalars = new Map<string, number>()

  const place = (path: readonly (string | number)[], required: boolean) =>
    `$${slots.push({ path, required })}`

  const scalar = ({ name, required }: QueryParameter) => {
    const known = scalars.get(name)
    if (known !== undefined) return `$${known}`
    const written = place([name], required)
    scalars.set(name, slots.length)
    return written
  }

  const parameter = (one: QueryParameter): string => {
    const { transform, name } = one
    switch (transform.type) {
      case 'scalar':
        return scalar(one)
      case 'array_spread':
        return `(${elementsOf(values, one)
          .map((_, index) => place([name, index], one.required))
          .join(',')})`
      case 'pick_tuple':
        return `(${transform.keys.map((key) => place([name, key.name], key.required)).join(',')})`
      case 'pick_array_spread':
        return elementsOf(values, one)
          .map(
            (_, index) =>
              `(${transform.keys.map((key) => place([name, index, key.name], key.required)).join(',')})`,
          )
          .join(',')
    }
  }

  const write = (nodes: readonly TemplateNode[]): string =>
    nodes
      .map((node) => {
        if (typeof node === 'string') return node
        if ('parameter' in node) return parameter(node.parameter)
        return present.has(node.clause) ? write(node.clause.nodes) : ''
      })
      .join('')

  const text = write(template.nodes)
  return { text, slots }
}
