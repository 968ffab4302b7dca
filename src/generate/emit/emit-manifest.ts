import { createHash } from 'node:crypto'
import type { Catalogue, CatalogueType } from '../schema/catalogue.js'
import { choicesOf } from '../read/choices.js'
import { conflictKeys } from './conflict-keys.js'
import { lowerFirst } from '../identifiers.js'
import { enumTypeName } from '../type/sql-type.js'
import type { TypedArgument, TypedParameter, TypedQuery } from '../type/typed-query.js'

/**
 * Writes the manifest: the text, the parameters and the columns of each query.
 *
 * `scripts/check-release.ts` checks with it whether the queries of a published version still run on a later schema.
 * `checkQueryTypes` compares the rows of real queries with it: the truth run.
 */
export function emitManifest(
  catalogue: Catalogue,
  queries: readonly TypedQuery[],
  enums: readonly CatalogueType[],
): string {
  const sorted = [...queries].sort((one, other) => (constantOf(one) < constantOf(other) ? -1 : 1))
  const entries = sorted.map((typed) => [constantOf(typed), entry(typed, catalogue)] as const)
  const manifest = {
    version: 1,
    enums: Object.fromEntries(enums.map((type) => [enumTypeName(type), type.labels ?? []])),
    queries: Object.fromEntries(entries),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

function constantOf({ query }: TypedQuery): string {
  return lowerFirst(query.name)
}

function entry(
  { query, text, arguments: typedArguments, columns, placeholders }: TypedQuery,
  catalogue: Catalogue,
) {
  const choices = choicesOf(query.ir)
  const keys = conflictKeys(text, catalogue)
  return {
    file: query.file.name,
    hash: createHash('sha256').update(text).digest('hex'),
    text,
    // The parameters behind $1, $2, …
    placeholders,
    ...(choices.size === 0 ? {} : { choices: Object.fromEntries(choices) }),
    parameters: Object.fromEntries(typedArguments.flatMap(parameters)),
    columns: columns.map(({ name, property, sqlType, type, nullable }) => ({
      name,
      property,
      type: sqlType,
      typescript: type.text,
      nullable,
    })),
    ...(Object.keys(keys).length === 0 ? {} : { conflictKeys: keys }),
  }
}

function parameters(argument: TypedArgument) {
  const describe = ({ sqlType, required }: TypedParameter) => ({ type: sqlType, required })
  return 'keys' in argument
    ? argument.keys.map((key) => [`${argument.name}.${key.name}`, describe(key)] as const)
    : [[argument.parameter.name, describe(argument.parameter)] as const]
}
