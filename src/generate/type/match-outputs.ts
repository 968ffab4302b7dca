import type { AnalysedNode } from '../analyse/node-text.js'
import { unknownFacts, type ColumnFacts } from '../nullness/output-column.js'
import { StatementFacts } from '../nullness/statement-facts.js'
import { outputsOf } from '../scope/outputs.js'
import { readStatement } from '../scope/read-statement.js'
import type { JsonShape } from './json-shape.js'
import type { QueryContext } from './query-context.js'
import { readJsonShapes } from './read-json-shape.js'

/** The facts about a column that the server describes, and its place in the text. */
export interface MatchedOutput extends ColumnFacts {
  /** The offset of the column in the text; null if it is not known. */
  readonly textOffset: number | null
  /** The shape of the JSON that the statement builds; null if it builds none. */
  readonly shape: JsonShape | null
}

/**
 * Finds the facts about the columns that the server describes.
 *
 * @param analysed - The tree that the server has made of the statement. Without one nothing is known about any column.
 */
export function matchOutputs(
  context: QueryContext,
  analysed: AnalysedNode | null,
  columnCount: number,
): readonly MatchedOutput[] {
  const {
    catalogue,
    compiled: { placeholders },
  } = context
  const requiredParameters = new Set(
    placeholders.flatMap(({ required }, index) => (required ? [index + 1] : [])),
  )
  const reader = new StatementFacts({ catalogue, requiredParameters })
  const facts = analysed === null ? [] : reader.outputs(analysed, null)
  const shapes = analysed === null ? [] : readJsonShapes(analysed, reader, catalogue)
  const places = placesOf(context, columnCount)
  return Array.from({ length: columnCount }, (_, index) => ({
    ...(facts[index] ?? unknownFacts),
    shape: shapes[index] ?? null,
    textOffset: places?.[index] ?? null,
  }))
}

/** Finds the places of the columns in the text; null if a star hides how many columns stand where. */
function placesOf({ tree, catalogue }: QueryContext, columnCount: number): readonly number[] | null {
  const root = tree === null ? null : readStatement(tree.statement, catalogue).root
  if (tree === null || root === null) return null
  const outputs = outputsOf(root)
  const stars = outputs.filter(({ star }) => star).length
  const behindStar = columnCount - (outputs.length - stars)
  if (stars > 1 || (stars === 0 && behindStar !== 0)) return null
  return outputs.flatMap(({ star, location }) => {
    const place = tree.toTextOffset(location)
    return star ? Array<number>(Math.max(behindStar, 0)).fill(place) : [place]
  })
}
