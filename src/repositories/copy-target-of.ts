import type { CopyTarget } from '../engine/copy/copy-text.js'
import type { PreparedQuery } from '../engine/statement/prepared-query.js'
import { columnName } from './json-record.js'

/** Makes the COPY that fills the columns which a query of one row inserts: each parameter has the name of its column. */
export function copyTargetOf<Params extends { readonly id?: string | null }>(
  table: string,
  { queryIR, metadata }: PreparedQuery<Params, unknown>,
): CopyTarget<Params & { readonly id: string }> {
  const required = new Set(queryIR.params.flatMap((one) => (one.required ? [one.name] : [])))
  return {
    table,
    columns: Object.entries(metadata?.parameterTypes ?? {}).map(([property, type]) => ({
      property,
      column: columnName(property),
      type,
      required: property === 'id' || required.has(property),
    })),
  }
}
