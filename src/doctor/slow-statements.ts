import type { ExaminedDatabase } from './examined-database.js'
import { explain, nameStatements, type NamedStatement } from './statement-names.js'

/** A statement of `pg_stat_statements` that takes long, and the queries that it may be. */
export interface SlowStatement {
  readonly id: string
  /** The server's text of it, without values. */
  readonly text: string
  readonly calls: number
  readonly meanMs: number
  readonly totalMs: number
  readonly rows: number
  /** The queries that have this shape; none if it is nobody's. */
  readonly queries: readonly NamedStatement[]
}

interface Place {
  readonly schema: string
}

/** Returns the schema of `pg_stat_statements`; null if it is not in the database. */
async function statisticsSchema(database: ExaminedDatabase): Promise<string | null> {
  const [place] = await database.rows<Place>(`
    select quote_ident(pg_namespace.nspname) as "schema"
    from pg_catalog.pg_extension
    join pg_catalog.pg_namespace on pg_namespace.oid = pg_extension.extnamespace
    where pg_extension.extname = 'pg_stat_statements'`)
  return place?.schema ?? null
}

/** Two rules look at them, and their names take seconds. */
const known = new WeakMap<ExaminedDatabase, readonly SlowStatement[]>()

/** Lists the statements that take long, those that took the most time together first. */
export async function slowStatements(database: ExaminedDatabase): Promise<readonly SlowStatement[]> {
  const found = known.get(database) ?? (await readSlowStatements(database))
  known.set(database, found)
  return found
}

async function readSlowStatements(database: ExaminedDatabase): Promise<readonly SlowStatement[]> {
  const schema = await statisticsSchema(database)
  if (schema === null) return []
  const { slowStatementMs, slowStatementCalls, slowStatements: most } = database.limits
  const statements = await database.rows<Omit<SlowStatement, 'queries'>>(
    `
      select
        statements.queryid::text as "id",
        min(statements.query) as "text",
        sum(statements.calls)::float8 as "calls",
        sum(statements.total_exec_time) / sum(statements.calls) as "meanMs",
        sum(statements.total_exec_time) as "totalMs",
        (sum(statements.rows) / sum(statements.calls))::float8 as "rows"
      from ${schema}.pg_stat_statements as statements
      where statements.dbid = (select oid from pg_catalog.pg_database where datname = current_database())
        and statements.queryid is not null
        and statements.query ~* '^\\s*(--[^\\n]*\\n\\s*|/\\*.*?\\*/\\s*)*(prepare\\s+\\w+\\s+as\\s+)?(--[^\\n]*\\n\\s*|/\\*.*?\\*/\\s*)*(select|insert|update|delete|merge|with|values)\\y'
      group by statements.queryid
      having sum(statements.calls) >= $1
        and sum(statements.total_exec_time) >= $2::float8 * sum(statements.calls)
      order by sum(statements.total_exec_time) desc
      limit $3`,
    [slowStatementCalls, slowStatementMs, most],
  )
  if (statements.length === 0) return []
  const names = await nameStatements(database, statements)
  return statements.map((statement) => ({ ...statement, queries: names.get(statement.id) ?? [] }))
}

/** Asks for the plan of a slow statement; null if it is nobody's, or refused. */
export async function planOf(
  database: ExaminedDatabase,
  { queries: [first] }: SlowStatement,
): Promise<readonly string[] | null> {
  if (first === undefined) return null
  const lines = await explain(database, first, 'costs')
  return lines?.map(String) ?? null
}

/** Names a slow statement by its queries and their files, or by its id. */
export function nameOf({ id, queries }: Pick<SlowStatement, 'id' | 'queries'>): string {
  if (queries.length === 0) return `statement ${id}`
  return queries.map(({ name, file }) => `${name} (${file})`).join(', ')
}
