import type {
  Catalogue,
  Column,
  Constraint,
  EnumType,
  Index,
  Table,
  View,
} from '../../src/cli/schema/catalogue.js'
import { erDiagram } from './er-diagram.js'

/** Draws the schema as a page for people: a diagram, then each table with its columns, rules and indexes. */
export function schemaPage(catalogue: Catalogue): string {
  const { tables, views, enums } = catalogue
  const indexes = tables.flatMap((table) => table.indexes)
  const foreignKeys = tables.flatMap((table) => keysOf(table))
  return `# The schema

<!-- Made by "npm run schema" from the catalogue of a migrated database; never edited. -->

${tables.length} tables, ${indexes.length} indexes, ${foreignKeys.length} foreign keys, ${enums.length} enums. The same as SQL: [schema.sql](schema.sql).

In the diagram a solid line is a row that goes with the row it points to. A dotted line is a row that stays and forgets
(\`set null\`), or that keeps the other one from being deleted (\`restrict\`).

\`\`\`mermaid
${erDiagram(catalogue)}
\`\`\`

${[...tables.map(drawTable), ...views.map(drawView)].join('\n')}
## Enums

| enum | values | |
| --- | --- | --- |
${enums.map(drawEnum).join('\n')}
`
}

function drawEnum({ name, values, comment }: EnumType): string {
  return row(code(name), values.map(code).join(', '), comment ?? '')
}

function drawTable(table: Table): string {
  const partitioned = table.partitionKey === null ? '' : `\nPartitioned by ${code(table.partitionKey)}.\n`
  return `## ${table.name}

${table.comment ?? ''}
${partitioned}
| column | type | null | default | |
| --- | --- | --- | --- | --- |
${table.columns.map(drawColumn).join('\n')}

${section('Foreign keys', keysOf(table).map(drawForeignKey))}
${section('Checks', table.constraints.filter(({ kind }) => kind === 'check').map(drawCheck))}
${section('Indexes', table.indexes.map(drawIndex))}`
}

function drawView({ name, comment, columns }: View): string {
  return `## ${name}

A view. ${comment ?? ''}

| column | type | |
| --- | --- | --- |
${columns.map((column) => row(code(column.name), drawType(column.type), column.comment ?? '')).join('\n')}
`
}

function drawColumn({
  name,
  type,
  notNull,
  default: initial,
  generated,
  isIdentity,
  comment,
}: Column): string {
  const value = isIdentity ? 'identity' : (generated ?? initial)
  return row(
    code(name),
    drawType(type),
    notNull ? '' : 'null',
    value === null ? '' : code(value),
    comment ?? '',
  )
}

function drawType(type: string): string {
  return code(type.replace('timestamp with time zone', 'timestamptz'))
}

function drawForeignKey({ name, columns, references, onDelete }: Constraint): string {
  return `${code(name)}: ${columns.map(code).join(', ')} → ${code(references ?? '')}, on delete ${onDelete ?? ''}`
}

function drawCheck({ name, definition }: Constraint): string {
  const rule = definition.replaceAll(/\s+/g, ' ').replace(/^CHECK \( ?(.*)\)$/, '$1')
  return `${code(name)}: ${code(rule)}`
}

function drawIndex({ name, method, isUnique, definition }: Index): string {
  const key = definition.slice(definition.indexOf(' USING ') + ` USING ${method} `.length)
  return `${code(name)}: ${isUnique ? 'unique ' : ''}${method} ${code(key)}`
}

function keysOf({ constraints }: Table): readonly Constraint[] {
  return constraints.filter(({ kind }) => kind === 'foreign key')
}

function section(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${title}:\n\n${items.map((item) => `- ${item}`).join('\n')}\n`
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
}

function code(text: string): string {
  return `\`${text}\``
}
