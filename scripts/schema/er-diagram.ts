import type { Catalogue, Column, Constraint, Table } from '../../src/cli/schema/catalogue.js'

/**
 * Draws the tables and their foreign keys as a Mermaid entity-relationship diagram.
 *
 * A solid line is a row that goes with the row it points to; a dotted line is one that stays, or that holds it back.
 */
export function erDiagram({ tables }: Catalogue): string {
  return ['erDiagram', ...tables.flatMap(drawRelations), ...tables.flatMap(drawEntity)].join('\n')
}

function drawRelations(table: Table): readonly string[] {
  return table.constraints
    .filter(({ kind }) => kind === 'foreign key')
    .map((key) => {
      const one = isNullable(key, table) ? '|o' : '||'
      const line = key.onDelete === 'cascade' ? '--' : '..'
      const many = isUnique(key, table) ? 'o|' : 'o{'
      return `  ${key.references ?? ''} ${one}${line}${many} ${table.name} : ${labelOf(key.columns)}`
    })
}

/** Mermaid takes a label of several words in quotes. */
function labelOf(columns: readonly string[]): string {
  return columns.length === 1 ? columns.join() : `"${columns.join(', ')}"`
}

function drawEntity(table: Table): readonly string[] {
  const columns = table.columns.map((column) =>
    `    ${entityType(column.type)} ${column.name} ${keysOf(column, table)}`.trimEnd(),
  )
  return [`  ${table.name} {`, ...columns, '  }']
}

function keysOf({ name }: Column, { constraints }: Table): string {
  const primary = constraints.find(({ kind }) => kind === 'primary key')?.columns ?? []
  // A key that holds the primary one is there for foreign keys of more columns.
  const saysMore = ({ kind, columns }: Constraint) =>
    kind !== 'unique' || primary.length === 0 || !primary.every((column) => columns.includes(column))
  const holds = (kind: Constraint['kind']) =>
    constraints.some(
      (constraint) => constraint.kind === kind && constraint.columns.includes(name) && saysMore(constraint),
    )
  return [holds('primary key') && 'PK', holds('foreign key') && 'FK', holds('unique') && 'UK']
    .filter((key) => key !== false)
    .join(', ')
}

function isNullable(key: Constraint, { columns }: Table): boolean {
  return columns.some(({ name, notNull }) => key.columns.includes(name) && !notNull)
}

function isUnique(key: Constraint, { constraints }: Table): boolean {
  return constraints.some(
    ({ kind, columns }) =>
      (kind === 'unique' || kind === 'primary key') &&
      columns.every((column) => key.columns.includes(column)),
  )
}

/** Mermaid allows neither spaces nor commas in a type. */
function entityType(type: string): string {
  return type.replace('timestamp with time zone', 'timestamptz').replace(/,.*\)/, ')').replaceAll(' ', '_')
}
