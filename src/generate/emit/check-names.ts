import type { GenerationMistake } from '../../errors.js'
import type { CatalogueType } from '../schema/catalogue.js'
import { exportedNames } from './emit-queries.js'
import { isReservedWord, lowerFirst, pascalCase } from '../identifiers.js'
import { mistakeAt } from '../read/mistake.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import { enumTypeName } from '../type/sql-type.js'
import type { TableModel } from '../type/table-models.js'
import type { TypedQuery } from '../type/typed-query.js'

/** Finds query names that TypeScript does not allow, or that two queries of any files share. */
export function checkQueryNames(queries: readonly ParsedQuery[]): GenerationMistake[] {
  const mistakes: GenerationMistake[] = []
  const taken = new Map<string, ParsedQuery>()
  for (const query of queries) {
    const report = (message: string, hint: string) =>
      mistakes.push(
        mistakeAt(query.file, query.nameOffset, { rule: 'name', message, hint, query: query.name }),
      )
    if (isReservedWord(lowerFirst(query.name))) {
      report(`${query.name} is a word of JavaScript`, 'name the query for what it gives: deleteUser')
      continue
    }
    if (lowerFirst(query.name) === 'queries') {
      report('queries is the list of all queries', 'name the query for what it gives: listUsers')
      continue
    }
    if (!/^[A-Za-z]/.test(pascalCase(query.name))) {
      report(`${query.name} cannot be part of a type's name`, 'begin it with a letter')
      continue
    }
    const clash = exportedNames(query.name).find((name) => taken.has(name))
    const other = clash === undefined ? undefined : taken.get(clash)
    if (other !== undefined) {
      const { line } = other.file.positionAt(other.nameOffset)
      report(
        `${query.name} is taken by ${other.name} in ${other.file.path}:${line}`,
        'query names are unique across all files',
      )
      continue
    }
    for (const name of exportedNames(query.name)) taken.set(name, query)
  }
  return mistakes
}

/** Finds queries whose types would be named like an enum or a model. */
export function checkTypeNames(
  queries: readonly TypedQuery[],
  enums: readonly CatalogueType[],
  models: readonly TableModel[],
): GenerationMistake[] {
  const types = new Set([...enums.map(enumTypeName), ...models.map(({ name }) => name)])
  return queries.flatMap(({ query }) => {
    const clash = exportedNames(query.name).find((name) => types.has(name))
    if (clash === undefined) return []
    return [
      mistakeAt(query.file, query.nameOffset, {
        rule: 'name',
        message: `the type ${clash} of this query is also the name of another type`,
        hint: 'give the query another name',
        query: query.name,
      }),
    ]
  })
}
