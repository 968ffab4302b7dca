import type { Catalogue, Column, Stranger } from './catalogue.js'

/** A schema and what else is in its database. */
export interface ReadSchema {
  readonly catalogue: Catalogue
  readonly strangers: readonly Stranger[]
}

/** A difference between a database and the schema that its migrations make. */
export interface SchemaDifference {
  readonly problem: 'missing' | 'extra' | 'different'
  readonly kind: string
  /** The name of the object, with its table's in front: `products.title`. */
  readonly name: string
  /** The definition that the migrations make; null for an extra object. */
  readonly expected: string | null
  /** The definition in the database; null for a missing object. */
  readonly actual: string | null
}

/** An object of a schema, by which it is compared. */
interface SchemaObject {
  readonly kind: string
  readonly name: string
  readonly definition: string
  /** The table whose absence explains that of the object. */
  readonly table?: string
}

/**
 * Compares a database with the schema that its migrations make. Comments and the order of columns do not count, nor do
 * extensions that are there besides, such as pg_stat_statements.
 *
 * @param ignored - The names of tables that are no part of a schema: the records of migrations.
 */
export function compareSchemas(
  expected: ReadSchema,
  actual: ReadSchema,
  ignored: readonly string[] = [],
): readonly SchemaDifference[] {
  const isCounted = ({ name, table = name }: SchemaObject) => !ignored.includes(table)
  const [wanted, found] = [expected, actual].map(
    (schema) =>
      new Map(
        objectsOf(schema)
          .filter(isCounted)
          .map((one) => [`${one.kind} ${one.name}`, one]),
      ),
  ) as [Map<string, SchemaObject>, Map<string, SchemaObject>]
  const missing = [...wanted.values()].filter(
    (one) => !found.has(keyOf(one)) && (one.table === undefined || found.has(`table ${one.table}`)),
  )
  const extra = [...found.values()].filter(
    (one) =>
      !wanted.has(keyOf(one)) &&
      one.kind !== 'extension' &&
      (one.table === undefined || wanted.has(`table ${one.table}`)),
  )
  const different = [...wanted.values()].flatMap((one) => {
    const actual_ = found.get(keyOf(one))
    return actual_ === undefined || actual_.definition === one.definition || isOwnersChoice(one, actual_)
      ? []
      : [[one, actual_] as const]
  })
  return [
    ...missing.map((one) => difference('missing', one, one.definition, null)),
    ...different.map(([one, other]) => difference('different', one, one.definition, other.definition)),
    ...extra.map((one) => difference('extra', one, null, one.definition)),
  ]
}

/** True for the table that `souk-db partition` has split. */
function isOwnersChoice({ kind, name, definition }: SchemaObject, actual: SchemaObject): boolean {
  return kind === 'table' && name === 'messages' && definition === '' && actual.definition === 'RANGE (id)'
}

function keyOf({ kind, name }: SchemaObject): string {
  return `${kind} ${name}`
}

function difference(
  problem: SchemaDifference['problem'],
  { kind, name }: SchemaObject,
  expected: string | null,
  actual: string | null,
): SchemaDifference {
  return { problem, kind, name, expected, actual }
}

function objectsOf({ catalogue, strangers }: ReadSchema): readonly SchemaObject[] {
  const { extensions, enums, functions, searchConfigurations, tables, views } = catalogue
  return [
    ...extensions.map((name) => ({ kind: 'extension', name, definition: '' })),
    ...enums.map(({ name, values }) => ({ kind: 'type', name, definition: values.join(', ') })),
    ...functions.map(({ signature, definition }) => ({ kind: 'function', name: signature, definition })),
    ...searchConfigurations.map(({ name, mappings }) => ({
      kind: 'search configuration',
      name,
      definition: mappings.join('\n'),
    })),
    ...tables.flatMap(({ name: table, partitionKey, columns, constraints, indexes, triggers }) => [
      { kind: 'table', name: table, definition: partitionKey ?? '' },
      ...columns.map((column) => part('column', column, columnDefinition(column))),
      ...constraints.map((constraint) => part('constraint', constraint, constraint.definition)),
      ...indexes
        .filter(({ backsConstraint }) => !backsConstraint)
        // ONLY: of a partitioned table, which the table says.
        .map((index) => part('index', index, index.definition.replace(' ON ONLY ', ' ON '))),
      ...triggers.map((trigger) => part('trigger', trigger, trigger.definition)),
    ]),
    ...views.map(({ name, definition }) => ({ kind: 'view', name, definition })),
    ...strangers.map(({ kind, name }) => ({ kind, name, definition: '' })),
  ]
}

function part(
  kind: string,
  { table, name }: { readonly table: string; readonly name: string },
  definition: string,
): SchemaObject {
  return { kind, name: `${table}.${name}`, definition, table }
}

function columnDefinition({ type, notNull, default: initial, generated }: Column): string {
  return [
    type,
    initial === null ? '' : ` default ${initial}`,
    generated === null ? '' : ` generated always as (${generated})`,
    notNull ? ' not null' : '',
  ].join('')
}
