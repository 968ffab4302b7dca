import type { Nullness, OutputColumn } from './output-column.js'
import type { QueryContext } from './query-context.js'
import { statementOutputs } from './statement-outputs.js'

/** What the statement's tree says of a column that the server describes. */
export interface MatchedOutput {
  readonly nullness: Nullness
  /** Where in the text the column is written. */
  readonly textOffset: number
}

/**
 * Matches what a statement's tree says with the columns that the server counts.
 *
 * @returns Null if they cannot be matched: then nothing is known of any column.
 */
export function matchOutputs(
  { tree, catalogue: { columnsOfTable } }: QueryContext,
  columnCount: number,
): readonly MatchedOutput[] | null {
  if (tree === null) return null
  // A table of the system catalogue, or a temporary one, may have any column.
  const hasColumn = (table: string, column: string) => columnsOfTable.get(table)?.has(column) ?? true
  const outputs = expandStars(statementOutputs(tree.statement, hasColumn), columnCount)
  return (
    outputs?.map(({ nullness, location }) => ({ nullness, textOffset: tree.toTextOffset(location) })) ?? null
  )
}

function expandStars(outputs: readonly OutputColumn[], columnCount: number): readonly OutputColumn[] | null {
  const stars = outputs.filter(({ star }) => star)
  const [star] = stars
  const behindStars = columnCount - (outputs.length - stars.length)
  if (star === undefined) return behindStars === 0 ? outputs : null
  if (stars.length === 1) {
    return outputs.flatMap((output) =>
      output.star ? Array<OutputColumn>(behindStars).fill(output) : [output],
    )
  }
  // Several stars: nobody can say where one ends, so it must not matter.
  const same = outputs.every(({ nullness }) => nullness === star.nullness)
  return same ? Array<OutputColumn>(columnCount).fill(star) : null
}
