import { SetupError } from '../../errors.js'
import type { Catalogue, CatalogueType } from '../schema/catalogue.js'
import { docComment } from './doc-comment.js'
import { generatedMark } from './emit-queries.js'
import { pascalCase, pluralCamelCase, quoted } from '../identifiers.js'
import { typesOf, type TypedQuery } from '../type/typed-query.js'

/** Writes the module of the schema's enums: each as a list of values and as the union of them. */
export function emitEnums(enums: readonly CatalogueType[]): string {
  return [`/** The enums of the schema. ${generatedMark} */\n`, ...enums.map(emitEnum)].join('\n')
}

/**
 * The enums that belong to the schema, and those of an extension that a query uses, by name.
 *
 * @throws {@link SetupError} if the name of one cannot be that of a type.
 */
export function enumsToEmit(catalogue: Catalogue, queries: readonly TypedQuery[]): readonly CatalogueType[] {
  const used = new Set(
    queries
      .flatMap(typesOf)
      .flatMap((type) => type.imports.map((one) => (one.from === 'enums' ? one.enum : ''))),
  )
  const enums = Array.from(catalogue.types.values())
    .filter(({ ours, labels, name }) => labels !== null && (ours || used.has(name)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  const taken = new Map<string, string>()
  for (const { schema, name } of enums) {
    const type = pascalCase(name)
    const other = taken.get(type)
    if (other !== undefined) {
      throw new SetupError(
        `the enums ${other} and ${schema}.${name} are both ${type} in TypeScript: rename one`,
      )
    }
    if (!/^[A-Za-z]/.test(type)) {
      throw new SetupError(`the enum ${schema}.${name} has no name in TypeScript: begin it with a letter`)
    }
    taken.set(type, `${schema}.${name}`)
  }
  return enums
}

function emitEnum({ name, labels, comment }: CatalogueType): string {
  const list = pluralCamelCase(name)
  const values = (labels ?? []).map(quoted).join(', ')
  return (
    docComment([
      `The values of ${name}, in the order of the schema.`,
      ...(comment === null ? [] : ['', comment]),
    ]) +
    `export const ${list} = [${values}] as const\n\n` +
    docComment((comment ?? `One of the values of ${name}.`).split('\n')) +
    `export type ${pascalCase(name)} = (typeof ${list})[number]\n`
  )
}
