import type { Node } from 'libpg-query'

/**
 * The tables and the access of a statement, as far as its text shows. The functions of PostgreSQL that write are known;
 * a function of the schema is assumed to if it is volatile, as its author may have left it, and one of an extension not to.
 */
export interface StatementUsage {
  /** The tables and views that it names, sorted, with their schema where the text has it. */
  readonly tables: readonly string[]
  /** `read` if it neither changes nor locks a row, so that a read-only transaction or a replica runs it. */
  readonly access: 'read' | 'write'
}

const readingStatements: ReadonlySet<string> = new Set(['SelectStmt', 'VariableShowStmt'])

/** The nodes and clauses that change or lock rows, or create a table. */
const writingParts: ReadonlySet<string> = new Set([
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'lockingClause',
  'intoClause',
])

/** Functions of PostgreSQL that a read-only transaction or a replica refuses, or that are useless there. */
const writingFunctions: readonly RegExp[] = [
  /^(next|set)val$/,
  /^pg_notify$/,
  /^pg_(cancel|terminate)_backend$/,
  /^(pg_current_xact_id|txid_current)$/,
  /^pg_(try_)?advisory_/,
  /^(lo_(create?|unlink|put|from_bytea|import|truncate(64)?)|lowrite)$/,
  /^pg_(logical_emit_message|create_restore_point|switch_wal)$/,
  /^pg_(create|drop|copy)_(logical|physical)?_?replication_slot$/,
]

/**
 * Finds the tables that a statement names, and whether it writes.
 *
 * @param volatileFunctions - The names of the schema's own functions that may write.
 */
export function statementUsage(statement: Node, volatileFunctions: ReadonlySet<string>): StatementUsage {
  const visitor = new UsageVisitor(volatileFunctions)
  visitor.visit(statement, new Set())
  const [kind = ''] = Object.keys(statement)
  const reads = readingStatements.has(kind) && !visitor.writes
  return { tables: [...visitor.tables].sort(), access: reads ? 'read' : 'write' }
}

class UsageVisitor {
  readonly tables = new Set<string>()
  writes = false
  readonly #volatileFunctions: ReadonlySet<string>

  constructor(volatileFunctions: ReadonlySet<string>) {
    this.#volatileFunctions = volatileFunctions
  }

  visit(node: unknown, ctes: ReadonlySet<string>): void {
    if (Array.isArray(node)) {
      for (const item of node) this.visit(item, ctes)
    } else if (isObject(node)) {
      this.#addTable(node, ctes)
      const { withClause, ...rest } = node
      const scope = isObject(withClause) ? this.#visitCtes(withClause, ctes) : ctes
      for (const [part, value] of Object.entries(rest)) {
        if (writingParts.has(part) || (part === 'FuncCall' && this.#isWritingCall(value))) {
          this.writes = true
        }
        this.visit(value, scope)
      }
    }
  }

  #isWritingCall(call: unknown): boolean {
    const names = isObject(call) && Array.isArray(call['funcname']) ? call['funcname'] : []
    const path = names.map((part: unknown) =>
      isObject(part) && isObject(part['String']) ? String(part['String']['sval']) : '',
    )
    const name = path.at(-1) ?? ''
    const isOfPostgres = path.length === 1 || path[0] === 'pg_catalog'
    return (
      (isOfPostgres && writingFunctions.some((one) => one.test(name))) || this.#volatileFunctions.has(name)
    )
  }

  #addTable({ relname, schemaname }: TreeObject, ctes: ReadonlySet<string>): void {
    if (typeof relname !== 'string') return
    if (typeof schemaname === 'string') this.tables.add(`${schemaname}.${relname}`)
    else if (!ctes.has(relname)) this.tables.add(relname)
  }

  /** Visits the queries of a `with` clause, and returns the names of the CTEs that are visible after it. */
  #visitCtes({ ctes, recursive }: TreeObject, outer: ReadonlySet<string>): ReadonlySet<string> {
    const items = (Array.isArray(ctes) ? ctes : []).map((item: unknown) => commonTableExpression(item))
    const all = new Set([...outer, ...items.map(({ name }) => name)])
    // Without `recursive`, a CTE sees only those before it: `with users as (select … from users)` reads the table.
    const seen = new Set(outer)
    for (const { name, query } of items) {
      this.visit(query, recursive === true ? all : new Set(seen))
      seen.add(name)
    }
    return all
  }
}

type TreeObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is TreeObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function commonTableExpression(item: unknown): { readonly name: string; readonly query: unknown } {
  const expression = isObject(item) ? item['CommonTableExpr'] : undefined
  if (!isObject(expression)) return { name: '', query: item }
  const { ctename, ctequery } = expression
  return { name: typeof ctename === 'string' ? ctename : '', query: ctequery }
}
