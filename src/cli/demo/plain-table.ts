import { drawTable, widthOf, type TableContent } from '../table.js'

/** The columns by which the printer of scenes indents. */
const indent = 2

/** Draws a table without lines, as wide as its columns are given. A wider cell continues on the next line. */
export function plainTable(content: TableContent): string {
  return drawTable({ ...content, hasLines: false }, widthOf(process.stdout) - indent)
}
