import Table from 'cli-table3'

interface PlainTable {
  readonly columns: readonly {
    readonly head: string
    /** The width in characters. */
    readonly width: number
    /** @defaultValue left */
    readonly align?: 'left' | 'right'
  }[]
  readonly rows: readonly (readonly string[])[]
}

const lines = ['top', 'top-mid', 'top-left', 'top-right', 'mid', 'left-mid', 'mid-mid', 'right-mid'] as const
const edges = ['bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'right'] as const
const noFrame = Object.fromEntries([...lines, ...edges].map((part) => [part, '']))

/** Draws a table without lines. A cell that is wider than its column continues on the next line. */
export function plainTable({ columns, rows }: PlainTable): string {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: { ...noFrame, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    wordWrap: true,
  })
  table.push(...rows.map((row) => [...row]))
  // The last column is padded with spaces too, which would show when somebody copies the text.
  return table.toString().replace(/ +$/gm, '')
}
