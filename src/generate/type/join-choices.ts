import type { GenerationMistake } from '../../errors.js'
import type { Chosen } from '../read/choices.js'
import { mistakeAt } from '../read/mistake.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import { sameColumns, withVariant } from './type-variants.js'
import type { TypedArgument, TypedParameter, TypedQuery } from './typed-query.js'

/** Each way to choose is a statement that is prepared by itself. */
export const maximumWays = 32

/** Writes the words that are chosen: `sort=price`. */
export function wordsOf(chosen: Chosen): string {
  return Array.from(chosen, ([name, word]) => `${name}=${word}`).join(' ')
}

/** Reports a query with more choices than can be prepared. */
export function tooManyWays(query: ParsedQuery): GenerationMistake {
  return mistakeAt(query.file, query.nameOffset, {
    rule: 'clause',
    message: `the choices of this query make more than ${maximumWays} statements`,
    hint: 'write two queries',
    query: query.name,
  })
}

/** Joins what a query is for each way to choose. All must return the same columns, and take a parameter as one type. */
export function joinChoices(
  query: ParsedQuery,
  ways: readonly Chosen[],
  typed: readonly TypedQuery[],
): { readonly typed: TypedQuery } | { readonly mistakes: readonly GenerationMistake[] } {
  const [first] = typed
  if (first === undefined) throw new Error('a query has at least one way to choose')
  if (typed.length === 1 && ways[0]?.size === 0) return { typed: { ...first, query } }
  const mistake = (index: number, message: string, hint: string) => ({
    mistakes: [
      mistakeAt(query.file, query.nameOffset, {
        rule: 'clause',
        message: `with ${wordsOf(ways[index] ?? new Map())} ${message}`,
        hint,
        query: query.name,
      }),
    ],
  })
  let { columns } = first
  const parameters = new Map<string, TypedParameter>()
  const all = new Map<string, TypedArgument>()
  for (const [index, one] of typed.entries()) {
    if (!sameColumns(columns, one.columns)) {
      return mistake(
        index,
        'the rows have other columns',
        'a choice may change which rows come, not their columns',
      )
    }
    columns = withVariant(query, columns, one.columns)
    for (const argument of one.arguments) {
      for (const [path, parameter] of parametersOf(argument)) {
        const other = parameters.get(path)
        if (other !== undefined && other.sqlType !== parameter.sqlType) {
          return mistake(
            index,
            `the parameter ${path} has another type`,
            `cast it everywhere: :${path}::type`,
          )
        }
        parameters.set(path, parameter)
      }
      all.set('keys' in argument ? argument.name : argument.parameter.name, argument)
    }
  }
  const usages = typed.flatMap(({ usage }) => usage ?? [])
  return {
    typed: {
      ...first,
      query,
      columns,
      arguments: [...all.values()],
      choices: typed.map((one, index) => ({
        chosen: ways[index] ?? new Map<string, string>(),
        arguments: one.arguments,
        groups: one.groups,
      })),
      usage:
        usages.length < typed.length
          ? null
          : {
              tables: [...new Set(usages.flatMap(({ tables }) => tables))].sort(),
              access: usages.some(({ access }) => access === 'write') ? 'write' : 'read',
            },
    },
  }
}

function parametersOf(argument: TypedArgument): readonly (readonly [string, TypedParameter])[] {
  if (!('keys' in argument)) return [[argument.parameter.name, argument.parameter]]
  return argument.keys.map((key) => [`${argument.name}.${key.name}`, key])
}
