import type { Catalogue, Column, SearchConfiguration, StoredFunction, Table, View } from './catalogue.js'

const header = `-- The schema of @souk/db as its migrations leave it.
-- Made by "npm run schema" from the catalogue of a migrated database; never edited.
-- Without what extensions own, and without uuidv7(): PostgreSQL 18 has it, migration 1 brings it to older servers.`

/**
 * Draws the schema as SQL that builds it: a dump without noise.
 *
 * @param head - The comment in front.
 */
export function schemaDump(catalogue: Catalogue, head = header): string {
  const sections = [
    head,
    catalogue.extensions.map((name) => `CREATE EXTENSION IF NOT EXISTS ${name};`).join('\n'),
    ...catalogue.enums.map(({ name, values, comment }) =>
      lines(
        `CREATE TYPE ${name} AS ENUM (${values.map(literal).join(', ')});`,
        remark('TYPE', name, comment),
      ),
    ),
    ...catalogue.searchConfigurations.map(drawSearchConfiguration),
    // A body in quotes may name what comes later.
    'SET check_function_bodies = off;',
    ...catalogue.functions.filter(({ readsTables }) => !readsTables).map(drawFunction),
    ...catalogue.tables.flatMap(drawTable),
    // Last, because tables refer to each other in circles.
    lines(...catalogue.tables.flatMap(drawForeignKeys)),
    ...catalogue.functions.filter(({ readsTables }) => readsTables).map(drawFunction),
    ...catalogue.views.map(drawView),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function drawFunction({ signature, definition, isPublic, comment }: StoredFunction): string {
  return lines(
    `${definition.trim()};`,
    isPublic ? '' : `REVOKE EXECUTE ON FUNCTION ${signature} FROM PUBLIC;`,
    remark('FUNCTION', signature, comment),
  )
}

function drawSearchConfiguration({ name, mappings, comment }: SearchConfiguration): string {
  return lines(
    `CREATE TEXT SEARCH CONFIGURATION ${name} (PARSER = pg_catalog.default);`,
    ...mappings.map((mapping) => `ALTER TEXT SEARCH CONFIGURATION ${name} ${mapping};`),
    remark('TEXT SEARCH CONFIGURATION', name, comment),
  )
}

function drawTable(table: Table): readonly string[] {
  const members = [
    ...table.columns.map(drawColumn),
    ...table.constraints
      .filter(({ kind }) => kind !== 'foreign key')
      .map(({ name, definition }) => `CONSTRAINT ${name} ${definition}`),
  ]
  const partitioned = table.partitionKey === null ? '' : ` PARTITION BY ${table.partitionKey}`
  return [
    `CREATE TABLE ${table.name} (\n${members.map((member) => `  ${member}`).join(',\n')}\n)${partitioned};`,
    lines(
      ...table.indexes
        .filter(({ backsConstraint }) => !backsConstraint)
        // ONLY: of a partitioned table without its partitions, which are not drawn.
        .map(({ definition }) => `${definition.replace(' ON ONLY ', ' ON ')};`),
    ),
    lines(...table.triggers.map(({ definition }) => `${definition};`)),
    lines(
      remark('TABLE', table.name, table.comment),
      ...table.columns.map(({ name, comment }) => remark('COLUMN', `${table.name}.${name}`, comment)),
    ),
  ]
}

function drawColumn({ name, type, default: initial, generated, isIdentity, notNull }: Column): string {
  return [
    `${name} ${type}`,
    initial === null ? '' : ` DEFAULT ${initial}`,
    generated === null ? '' : ` GENERATED ALWAYS AS (${generated}) STORED`,
    isIdentity ? ' GENERATED ALWAYS AS IDENTITY' : '',
    notNull ? ' NOT NULL' : '',
  ].join('')
}

function drawForeignKeys({ name: table, constraints }: Table): readonly string[] {
  return constraints
    .filter(({ kind }) => kind === 'foreign key')
    .map(({ name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition};`)
}

function drawView({ name, definition, options, comment, columns }: View): string {
  return lines(
    `CREATE VIEW ${name}${options === null ? '' : ` WITH (${options})`} AS\n${definition}`,
    remark('VIEW', name, comment),
    ...columns.map((column) => remark('COLUMN', `${name}.${column.name}`, column.comment)),
  )
}

function remark(kind: string, name: string, comment: string | null): string {
  return comment === null ? '' : `COMMENT ON ${kind} ${name} IS ${literal(comment)};`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}
