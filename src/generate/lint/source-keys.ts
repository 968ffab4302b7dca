import type { CatalogueTable } from '../schema/catalogue.js'
import type { QueryLevel, Source } from '../scope/query-level.js'
import { tableColumn } from '../scope/column-place.js'
import { keyedOutputs } from './keyed-outputs.js'

/** Reports whether rows of a query that agree in some expressions are one row. */
export type IsRowDetermined = (
  level: QueryLevel,
  given: ReadonlySet<string>,
  notNull: ReadonlySet<string>,
) => boolean

/**
 * Reports whether no two rows of a source agree in some columns.
 *
 * @param notNull - The columns that cannot be null here, whatever the table declares.
 * @param isRowDetermined - Answers the same for the query behind a subquery or a CTE.
 */
export function isKeyOf(
  source: Source,
  columns: ReadonlySet<string>,
  notNull: ReadonlySet<string>,
  isRowDetermined: IsRowDetermined,
): boolean {
  const { origin } = source
  switch (origin.kind) {
    case 'table':
      return isTableKey(origin.table, source, columns, notNull)
    case 'query': {
      const { level, isRecursive } = origin.query
      const outputs = level === null || isRecursive ? undefined : keyedOutputs(level)
      if (level === null || outputs === undefined) return false
      const keysOf = (names: ReadonlySet<string>) =>
        new Set(
          source.columns.flatMap(({ name, position }) => {
            const output = outputs[position ?? -1]
            return output !== undefined && name !== null && names.has(name) ? [output.key] : []
          }),
        )
      return isRowDetermined(level, keysOf(columns), keysOf(notNull))
    }
    case 'function':
      return (
        origin.returnsOneRow ||
        source.columns.some(
          ({ name, numbersRows }) => numbersRows !== 'no' && name !== null && columns.has(name),
        )
      )
    case 'unknown':
      return false
  }
}

/** Reports whether columns contain the key of a unique index. */
function isTableKey(
  { indexes, viewKeys }: CatalogueTable,
  source: Source,
  columns: ReadonlySet<string>,
  notNull: ReadonlySet<string>,
): boolean {
  const given = new Map(Array.from(columns, (name) => [tableColumn(source, name)?.name, name] as const))
  if (viewKeys.some((key) => key.every((column) => given.has(column)))) return true
  return indexes.some(
    ({ unique, predicate, columns: key }) =>
      unique &&
      predicate === null &&
      key.every((column) => {
        const name = column === null ? undefined : given.get(column)
        // Nulls are not equal, so a unique index lets many rows have one.
        return name !== undefined && (notNull.has(name) || tableColumn(source, name)?.notNull === true)
      }),
  )
}
