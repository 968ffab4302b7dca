import { findTable, type Catalogue, type CatalogueIndex, type CatalogueTable } from './catalogue.js'

/** A column, as far as an index or an order asks. */
export interface LintColumn {
  readonly name: string
  /** The type's name, that of a domain resolved. */
  readonly type: string
  readonly notNull: boolean
}

export type LintIndex = CatalogueIndex

/** A table or view. */
export interface LintTable {
  readonly name: string
  readonly columns: ReadonlyMap<string, LintColumn>
  readonly indexes: readonly LintIndex[]
}

/** What the lint rules need to know of a database's catalogue. */
export interface LintCatalogue {
  /** Finds a table; without a schema the one that the search path gives. */
  readonly findTable: (name: string, schema?: string) => LintTable | null
  readonly setReturning: ReadonlySet<string>
  readonly aggregates: ReadonlySet<string>
}

/** Reads what the lint rules need from a catalogue. */
export function lintCatalogueOf(catalogue: Catalogue): LintCatalogue {
  const { setReturning, aggregates } = catalogue
  const known = new Map<CatalogueTable, LintTable>()
  return {
    findTable: (name, schema) => {
      const table = findTable(catalogue, name, schema)
      if (table === undefined) return null
      const found = known.get(table) ?? lintTable(table, catalogue)
      known.set(table, found)
      return found
    },
    setReturning,
    aggregates,
  }
}

function lintTable({ name, columns, indexes }: CatalogueTable, { types }: Catalogue): LintTable {
  const entries = columns.map(({ name: column, typeOid, notNull }) => {
    const type = types.get(typeOid)
    const base = types.get(type?.baseOid ?? 0) ?? type
    return [column, { name: column, type: base?.name ?? '', notNull }] as const
  })
  return { name, columns: new Map(entries), indexes }
}
