/**
 * The parts of the schema as the server writes their definitions, read from `pg_catalog`.
 *
 * Generation has a reader of its own, in `src/generate/schema/catalogue.ts`: it needs facts about columns and indexes, and
 * no definitions.
 *
 * Every definition is the server's own rendering under the search path of migrations, and everything is ordered
 * by name in byte order: the same schema reads the same on every supported server.
 */
import type { ClientBase } from 'pg'
import { withPinnedSession } from '../../migrate/pinned-session.js'
import {
  columnsQuery,
  constraintsQuery,
  enumsQuery,
  extensionsQuery,
  functionsQuery,
  searchConfigurationsQuery,
  indexesQuery,
  strangersQuery,
  tablesQuery,
  triggersQuery,
  viewColumnsQuery,
  viewsQuery,
} from './catalogue-queries.js'

/** The schema of this package in one database, without what belongs to extensions or to the migration record. */
export interface Catalogue {
  readonly extensions: readonly string[]
  readonly enums: readonly EnumType[]
  readonly functions: readonly StoredFunction[]
  readonly searchConfigurations: readonly SearchConfiguration[]
  readonly tables: readonly Table[]
  readonly views: readonly View[]
}

export interface EnumType {
  readonly name: string
  readonly values: readonly string[]
  readonly comment: string | null
}

export interface StoredFunction {
  /** With argument types, as `comment on function` wants it: `set_updated_at()`. */
  readonly signature: string
  readonly definition: string
  /** True if its body is bound to tables, which must be there before it. */
  readonly readsTables: boolean
  /** True if every role may call it, as is so unless somebody took the right away. */
  readonly isPublic: boolean
  readonly comment: string | null
}

/** A text search configuration of PostgreSQL's default parser. */
export interface SearchConfiguration {
  readonly name: string
  /** For each kind of word its dictionary: `ADD MAPPING FOR word WITH simple`. */
  readonly mappings: readonly string[]
  readonly comment: string | null
}

export interface Table {
  readonly name: string
  readonly comment: string | null
  /** The method and columns by which it is partitioned, such as `RANGE (occurred_at)`; null if it is not. */
  readonly partitionKey: string | null
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly Index[]
  readonly triggers: readonly Trigger[]
}

export interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly default: string | null
  /** The expression of a generated column. */
  readonly generated: string | null
  /** True if the server draws its values from a sequence: `generated always as identity`. */
  readonly isIdentity: boolean
  readonly comment: string | null
}

/** A constraint other than not-null. Servers before 18 do not list those; {@link Column} has them. */
export interface Constraint {
  readonly table: string
  readonly name: string
  readonly kind: 'primary key' | 'unique' | 'check' | 'foreign key' | 'exclusion'
  readonly columns: readonly string[]
  readonly definition: string
  /** The table that a foreign key references. */
  readonly references: string | null
  readonly onDelete: 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default' | null
}

export interface Index {
  readonly table: string
  readonly name: string
  readonly method: string
  readonly isUnique: boolean
  /** Made by a primary key, a unique or an exclusion constraint, whose definition implies it. */
  readonly backsConstraint: boolean
  readonly columns: readonly string[]
  readonly definition: string
}

export interface Trigger {
  readonly table: string
  readonly name: string
  readonly definition: string
}

export interface View {
  readonly name: string
  /** Its query, as the server writes it. */
  readonly definition: string
  /** Its options, such as `security_invoker=true`; null if it has none. */
  readonly options: string | null
  readonly comment: string | null
  readonly columns: readonly ViewColumn[]
}

export interface ViewColumn {
  readonly view: string
  readonly name: string
  readonly type: string
  readonly comment: string | null
}

/** An object of a kind that this reader does not know, such as a sequence. */
export interface Stranger {
  readonly kind: string
  readonly name: string
}

function refuse({ kind, name }: Stranger): never {
  throw new Error(`the schema has a ${kind} (${name}), which cannot be read yet`)
}

/**
 * Reads the schema that is in `public`.
 *
 * @param onStranger - Called with each object of an unknown kind; by default it is an error, since half a schema would mislead.
 */
export async function readCatalogue(
  client: ClientBase,
  onStranger: (stranger: Stranger) => void = refuse,
): Promise<Catalogue> {
  return await withPinnedSession(client, async () => {
    const read = async <Row extends object>(query: string) => (await client.query<Row>(query)).rows
    for (const stranger of await read<Stranger>(strangersQuery)) onStranger(stranger)
    const columns = await read<Column>(columnsQuery)
    const constraints = await read<Constraint>(constraintsQuery)
    const indexes = await read<Index>(indexesQuery)
    const triggers = await read<Trigger>(triggersQuery)
    const tables = await read<Pick<Table, 'name' | 'comment' | 'partitionKey'>>(tablesQuery)
    const views = await read<Omit<View, 'columns'>>(viewsQuery)
    const viewColumns = await read<ViewColumn>(viewColumnsQuery)
    return {
      extensions: (await read<{ name: string }>(extensionsQuery)).map(({ name }) => name),
      enums: await read<EnumType>(enumsQuery),
      functions: await read<StoredFunction>(functionsQuery),
      searchConfigurations: await read<SearchConfiguration>(searchConfigurationsQuery),
      tables: tables.map((table) => ({
        ...table,
        columns: ofTable(columns, table.name),
        constraints: ofTable(constraints, table.name),
        indexes: ofTable(indexes, table.name),
        triggers: ofTable(triggers, table.name),
      })),
      views: views.map((view) => ({
        ...view,
        columns: viewColumns.filter((column) => column.view === view.name),
      })),
    }
  })
}

function ofTable<Part extends { readonly table: string }>(parts: readonly Part[], name: string) {
  return parts.filter(({ table }) => table === name)
}
