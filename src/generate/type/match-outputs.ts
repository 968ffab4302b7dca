import type { CatalogueColumn } from '../schema/catalogue.js'
import type { Nullness, OutputColumn } from '../nullness/output-column.js'
import type { QueryContext } from './query-context.js'
import { statementOutputs } from '../nullness/statement-outputs.js'

/** The facts from a statement's tree about a column that the server describes. */
export interface MatchedOutput {
  readonly nullness: Nullness
  /** The offset of the column in the text. */
  readonly textOffset: number
  readonly texts: ReadonlySet<string> | null
  readonly source: CatalogueColumn | null
}

/**
 * Matches the outputs in a statement's tree with the columns that the server describes.
 *
 * @returns Null if they cannot be matched. Then nothing is known about any column.
 */
export function matchOutputs(
  { tree, catalogue, compiled: { placeholders } }: QueryContext,
  columnCount: number,
): readonly MatchedOutput[] | null {
  if (tree === null) return null
  const requiredParameters = new Set(
    placeholders.flatMap(({ required }, index) => (required ? [index + 1] : [])),
  )
  const outputs = expandStar(statementOutputs(tree.statement, { catalogue, requiredParameters }), columnCount)
  return (
    outputs?.map(({ nullness, location, texts, source }) => ({
      nullness,
      textOffset: tree.toTextOffset(location),
      texts,
      source,
    })) ?? null
  )
}

function expandStar(outputs: readonly OutputColumn[], columnCount: number): readonly OutputColumn[] | null {
  const stars = outputs.filter(({ star }) => star).length
  const behindStar = columnCount - (outputs.length - stars)
  if (stars === 0) return behindStar === 0 ? outputs : null
  // With several stars, the boundary between them is unknown.
  if (stars > 1) return null
  return outputs.flatMap((output) => (output.star ? Array<OutputColumn>(behindStar).fill(output) : [output]))
}
