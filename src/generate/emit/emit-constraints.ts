import type { CatalogueConstraint } from '../schema/catalogue.js'
import { generatedMark } from './generated-mark.js'
import { propertyName, quoted } from '../identifiers.js'

/** Writes the module of the schema's constraints, so that the compiler checks the names in an error's `constraint`. */
export function emitConstraints(constraints: readonly CatalogueConstraint[]): string {
  const count = (name: string) => constraints.filter((other) => other.name === name).length
  // A name that several tables use is left out. Only the fields of the server's error identify such a constraint.
  const members = constraints.map(({ name, kind, table, columns }) =>
    count(name) > 1
      ? `  // ${name} of ${table} is not alone with its name.\n`
      : `  ${propertyName(name)}: { kind: '${kind}', table: ${quoted(table)}, columns: [${columns.map(quoted).join(', ')}] },\n`,
  )
  return (
    `/** The constraints and unique indexes of the schema. ${generatedMark} */\n\n` +
    `/** By name: what each constraint speaks of. An expression stands for its columns. */\n` +
    `export const constraints = {\n${members.join('')}} as const\n\n` +
    `/** The name of a constraint or unique index of the schema. */\n` +
    `export type ConstraintName = keyof typeof constraints\n`
  )
}
