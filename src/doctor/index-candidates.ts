/** A column of a table that is read whole, and the access methods that index its type. */
export interface FilteredColumn {
  /** The name, quoted by the server. */
  readonly column: string
  readonly type: string
}

/** An index to try. */
export interface IndexCandidate {
  readonly method: 'btree' | 'gin' | 'gist' | 'spgist'
  readonly columns: readonly string[]
}

/** The most indexes that are tried for one table and statement. */
const mostCandidates = 8

function methodsOf(type: string): readonly IndexCandidate['method'][] {
  if (type === 'geography' || type === 'geometry') return ['gist', 'spgist']
  if (type === 'tsvector' || type === 'jsonb' || type.startsWith('_')) return ['gin']
  return ['btree']
}

/**
 * Lists indexes that may serve a filter: one for each column in it, and one for all that are compared for equality.
 *
 * @param filter - the condition of a sequential scan, with the columns under the scan's alias
 */
export function indexCandidates(
  filter: string,
  alias: string,
  columns: readonly FilteredColumn[],
): readonly IndexCandidate[] {
  const named = columns.filter(({ column }) => mentions(filter, alias, column, String.raw`(?![\w$])`))
  const equal = named
    .filter(({ type }) => methodsOf(type)[0] === 'btree')
    .filter(({ column }) => mentions(filter, alias, column, String.raw`\)?(?:::\w+)? = `))
    .map(({ column }) => column)
  const single = named.flatMap(({ column, type }) =>
    methodsOf(type).map((method): IndexCandidate => ({ method, columns: [column] })),
  )
  const together: readonly IndexCandidate[] = equal.length > 1 ? [{ method: 'btree', columns: equal }] : []
  return [...together, ...single].slice(0, mostCandidates)
}

function mentions(filter: string, alias: string, column: string, after: string): boolean {
  const escaped = `${alias}.${column}`.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?<![\w$."])${escaped}${after}`).test(filter)
}
