import stringWidth from 'string-width'

/** A table for people. */
export interface TableContent {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** False draws no lines. @defaultValue true */
  readonly hasLines?: boolean
}

interface TableColumn {
  readonly head: string
  /** The width where there is room for it. @defaultValue that of the widest cell */
  readonly width?: number
  /** @defaultValue left */
  readonly align?: 'left' | 'right'
}

/** The least width to which a column is narrowed. */
const leastWidth = 4

/** The width of a terminal, in columns; what goes elsewhere has no limit. */
export function widthOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  return stream.isTTY === true && stream.columns !== undefined && stream.columns > 0
    ? stream.columns
    : Infinity
}

/**
 * Draws a table that is no wider than a terminal: the widest columns are narrowed, and their cells go on in the next line.
 * Widths are those of a terminal, where an ideograph takes two columns and a combining mark none.
 */
export function drawTable({ columns, rows, hasLines = true }: TableContent, width: number): string {
  const [left, gap, right] = hasLines ? ['│ ', ' │ ', ' │'] : ['', '  ', '']
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => row.map(String))]
  const natural = columns.map(
    ({ width: wanted }, nth) => wanted ?? Math.max(1, ...cells.map((row) => stringWidth(row[nth] ?? ''))),
  )
  const widths = narrowed(natural, width - left.length - right.length - gap.length * (columns.length - 1))
  const rule = (start: string, middle: string, end: string) =>
    hasLines ? [`${start}${widths.map((one) => '─'.repeat(one + 2)).join(middle)}${end}`] : []
  const draw = (row: readonly string[]) => {
    const parts = widths.map((one, nth) => wrapped(row[nth] ?? '', one))
    return Array.from({ length: Math.max(...parts.map(({ length }) => length)) }, (_, line) => {
      const fields = parts.map((part, nth) => padded(part[line] ?? '', widths[nth] ?? 0, columns[nth]?.align))
      const text = `${left}${fields.join(gap)}${right}`
      // Spaces at the end would show when somebody copies the text.
      return hasLines ? text : text.trimEnd()
    })
  }
  const [head = [], ...body] = cells
  return [
    ...rule('┌', '┬', '┐'),
    ...draw(head),
    ...rule('├', '┼', '┤'),
    ...body.flatMap(draw),
    ...rule('└', '┴', '┘'),
  ].join('\n')
}

/** Takes from the widest columns until all fit. */
function narrowed(natural: readonly number[], room: number): readonly number[] {
  const widths = [...natural]
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths))
    const width = widths[widest] ?? 0
    if (width <= leastWidth) break
    widths[widest] = width - 1
  }
  return widths
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function padded(text: string, width: number, align: TableColumn['align']): string {
  const spaces = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return align === 'right' ? spaces + text : text + spaces
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Breaks text into lines: between words where it can, within a word that is wider than a line. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const end = () => {
    lines.push(line.trimEnd())
    line = ''
  }
  for (const word of text.split(/(?<=[\s/_-])/)) {
    if (line !== '' && stringWidth(line + word.trimEnd()) > width) end()
    if (stringWidth(word.trimEnd()) <= width) {
      line += word
      continue
    }
    for (const { segment } of characters.segment(word)) {
      if (line !== '' && stringWidth(line + segment) > width) end()
      line += segment
    }
  }
  end()
  return lines
}
