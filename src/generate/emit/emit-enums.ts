import { SetupError } from '../../errors.js'
import type { Catalogue, CatalogueType } from '../schema/catalogue.js'
import { docComment } from './doc-comment.js'
import { generatedMark } from './generated-mark.js'
import { isTypeName, pluralCamelCase, quoted } from '../identifiers.js'
import { shownComment } from '../schema/comment-tags.js'
import { enumTypeName } from '../type/sql-type.js'
import { typesOf, type TypedQuery } from '../type/typed-query.js'

/** Writes the module of the schema's enums, each as a list of values and as a union type. */
export function emitEnums(enums: readonly CatalogueType[]): string {
  return [`/** The enums of the schema. ${generatedMark} */\n`, ...enums.map(emitEnum)].join('\n')
}

/**
 * Lists the enums of the schema, and those of extensions that a query uses, ordered by name.
 *
 * @throws {@link SetupError} if the name of an enum cannot be that of a type.
 */
export function enumsToEmit(catalogue: Catalogue, queries: readonly TypedQuery[]): readonly CatalogueType[] {
  const used = new Set(
    queries
      .flatMap(typesOf)
      .flatMap((type) => type.imports.flatMap(({ from, name }) => (from === 'enums' ? [name] : []))),
  )
  const enums = Array.from(catalogue.types.values())
    .filter((type) => type.labels !== null && (type.ours || used.has(enumTypeName(type))))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  const taken = new Map<string, string>()
  for (const one of enums) {
    const { schema, name } = one
    const type = enumTypeName(one)
    const other = taken.get(type)
    if (other !== undefined) {
      throw new SetupError(
        `the enums ${other} and ${schema}.${name} are both ${type} in TypeScript: give one another name, by @name in its comment`,
      )
    }
    if (!/^[A-Za-z]/.test(type)) {
      throw new SetupError(`the enum ${schema}.${name} has no name in TypeScript: begin it with a letter`)
    }
    if (!isTypeName(type)) {
      throw new SetupError(
        `the enum ${schema}.${name} cannot be ${type} in TypeScript: change @name in its comment`,
      )
    }
    taken.set(type, `${schema}.${name}`)
  }
  return enums
}

function emitEnum(type: CatalogueType): string {
  const { name, labels } = type
  const typeName = enumTypeName(type)
  const comment = shownComment(type.comment)
  const list = pluralCamelCase(typeName)
  const values = (labels ?? []).map(quoted).join(', ')
  return (
    docComment([
      `The values of ${name}, in the order of the schema.`,
      ...(comment === null ? [] : ['', comment]),
    ]) +
    `export const ${list} = [${values}] as const\n\n` +
    docComment((comment ?? `One of the values of ${name}.`).split('\n')) +
    `export type ${typeName} = (typeof ${list})[number]\n`
  )
}
