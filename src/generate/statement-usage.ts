import type { Node } from 'libpg-query'

/** What a statement does with the database, as far as its own text says: functions of a schema's own are not looked into. */
export interface StatementUsage {
  /** The tables and views that it names, in order; with their schema where it names that too. */
  readonly tables: readonly string[]
  /** `read` if it neither changes nor locks a row, so that a read-only transaction or a replica runs it. */
  readonly access: 'read' | 'write'
}

const readingStatements: ReadonlySet<string> = new Set(['SelectStmt', 'VariableShowStmt'])

/** What a part of a statement is called that changes or locks rows, or makes a table. */
const writingParts: ReadonlySet<string> = new Set([
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'lockingClause',
  'intoClause',
])

/** Functions of PostgreSQL's that a replica refuses, or whose effect there would be lost on everybody else. */
const writingFunctions =
  /^(nextval|setval|pg_notify|pg_current_xact_id|txid_current|pg_logical_emit_message|lo_.+|pg_(try_)?advisory_.+)$/

/** Reads from a statement's tree which tables it names, and whether it writes. */
export function statementUsage(statement: Node): StatementUsage {
  const visitor = new UsageVisitor()
  visitor.visit(statement, new Set())
  const [kind = ''] = Object.keys(statement)
  const reads = readingStatements.has(kind) && !visitor.writes
  return { tables: [...visitor.tables].sort(), access: reads ? 'read' : 'write' }
}

class UsageVisitor {
  readonly tables = new Set<string>()
  writes = false

  visit(node: unknown, ctes: ReadonlySet<string>): void {
    if (Array.isArray(node)) {
      for (const item of node) this.visit(item, ctes)
    } else if (isObject(node)) {
      this.#addTable(node, ctes)
      const { withClause, ...rest } = node
      const scope = isObject(withClause) ? this.#visitCtes(withClause, ctes) : ctes
      for (const [part, value] of Object.entries(rest)) {
        if (writingParts.has(part) || (part === 'FuncCall' && writingFunctions.test(nameOfCall(value)))) {
          this.writes = true
        }
        this.visit(value, scope)
      }
    }
  }

  #addTable({ relname, schemaname }: TreeObject, ctes: ReadonlySet<string>): void {
    if (typeof relname !== 'string') return
    if (typeof schemaname === 'string') this.tables.add(`${schemaname}.${relname}`)
    else if (!ctes.has(relname)) this.tables.add(relname)
  }

  /** Visits the queries of a `with` clause, and gives the names that are CTEs behind it. */
  #visitCtes({ ctes, recursive }: TreeObject, outer: ReadonlySet<string>): ReadonlySet<string> {
    const items = (Array.isArray(ctes) ? ctes : []).map((item: unknown) => commonTableExpression(item))
    const all = new Set([...outer, ...items.map(({ name }) => name)])
    // Without `recursive`, one sees only those before it: `with users as (select … from users)` reads the table.
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

/** The name of the function that is called, without its schema. */
function nameOfCall(call: unknown): string {
  const names = isObject(call) && Array.isArray(call['funcname']) ? call['funcname'] : []
  const last: unknown = names.at(-1)
  const text = isObject(last) && isObject(last['String']) ? last['String']['sval'] : ''
  return typeof text === 'string' ? text : ''
}

function commonTableExpression(item: unknown): { readonly name: string; readonly query: unknown } {
  const expression = isObject(item) ? item['CommonTableExpr'] : undefined
  if (!isObject(expression)) return { name: '', query: item }
  const { ctename, ctequery } = expression
  return { name: typeof ctename === 'string' ? ctename : '', query: ctequery }
}
