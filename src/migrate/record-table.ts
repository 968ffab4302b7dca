import { InvalidInputError } from '../errors.js'

/** The table with the record of this package's migrations, as postgres-migrations names it. */
export const packageTable = 'migrations'

/** The table with the record of a service's own migrations, unless the service names another. */
export const serviceTable = 'service_migrations'

/**
 * Checks the name of a table for the record of a service's own migrations.
 *
 * @param field - The option that holds it.
 * @throws {@link InvalidInputError} if it would need quotes, or is that of this package's record.
 */
export function readTableName(name: string, field: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) {
    throw new InvalidInputError(
      field,
      'must be a name in lower case, of letters, digits and _, at most 63 in all, without a schema',
    )
  }
  if (name === packageTable) throw new InvalidInputError(field, 'is the record of @souk/db: choose another')
  return name
}

/** SQL that creates the table of a record, with the columns that postgres-migrations gives it. */
export function createRecordTable(table: string): string {
  return `create table if not exists ${table} (
  id integer primary key,
  name varchar(100) unique not null,
  hash varchar(40) not null,
  executed_at timestamp default current_timestamp
)`
}

/** The row of the migration with which postgres-migrations 5 creates its table: that of a file of the library. */
export const firstRow = {
  id: 0,
  name: 'create-migrations-table',
  hash: 'e18db593bcde2aca2a408c4d1100f6abba2195df',
} as const

/** SQL that is true of the table of a record, by its columns: services choose its name. @param oid - SQL for the table. */
export function isRecordTable(oid: string): string {
  return `(
    select array_agg(
      record_column.attname || ' ' || pg_catalog.format_type(record_column.atttypid, record_column.atttypmod)
      order by record_column.attnum
    )
    from pg_catalog.pg_attribute record_column
    where record_column.attrelid = ${oid} and record_column.attnum > 0 and not record_column.attisdropped
  ) is not distinct from array[
    'id integer', 'name character varying(100)', 'hash character varying(40)', 'executed_at timestamp without time zone'
  ]`
}
