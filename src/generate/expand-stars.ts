import type { Node, ResTarget } from 'libpg-query'
import type { Catalogue, CatalogueColumn } from './catalogue.js'
import { isSecret } from './column-comment.js'
import { compileQuery } from './compile-query.js'
import type { Expansion, ParsedQuery } from './parsed-query.js'
import { parseStatement } from './statement-tree.js'
import { visit } from './visit.js'

interface Star {
  /** Where it stands in the statement, from the name before it. */
  readonly start: number
  readonly end: number
  /** The name before it, as written. */
  readonly qualifier: string
  readonly columns: readonly CatalogueColumn[]
}

/**
 * Writes the columns of a table in the place of each `table.*` of a select list or a returning list.
 *
 * So a column list is written once, by the schema, and what is sent to the server and committed still names each column:
 * a migration that adds one changes the generated text, and no plan under a running service. A secret column (see
 * {@link isSecret}) is left out. A star is left as it is where its name stands for a CTE, a subquery, or different tables
 * in different places: the lint rule `select-star` refuses those.
 */
export function expandStars(query: ParsedQuery, catalogue: Catalogue): ParsedQuery {
  const stars = findStars(query, catalogue)
  if (stars.length === 0) return query
  const { statement } = query.ir
  const expansions: Expansion[] = []
  let text = ''
  let position = 0
  for (const { start, end, qualifier, columns } of stars) {
    const lineStart = statement.lastIndexOf('\n', start - 1) + 1
    const indent = statement.slice(lineStart, start)
    const separator = /^[ \t]*$/.test(indent) ? `,\n${indent}` : ', '
    const written = columns.map(({ name }) => `${qualifier}.${quoted(name)}`).join(separator)
    text += statement.slice(position, start) + written
    expansions.push({
      start: text.length - written.length,
      end: text.length,
      sourceStart: start,
      sourceEnd: end,
    })
    position = end
  }
  text += statement.slice(position)
  const moved = (offset: number) =>
    expansions.reduce(
      (sum, { start, end, sourceStart, sourceEnd }) =>
        offset < sourceEnd ? sum : sum + (end - start) - (sourceEnd - sourceStart),
      offset,
    )
  const params = query.ir.params.map((parameter) => ({
    ...parameter,
    locs: parameter.locs.map(({ a, b }) => ({ a: moved(a), b: moved(b) })),
  }))
  return { ...query, ir: { ...query.ir, statement: text, params }, expansions }
}

function findStars(query: ParsedQuery, catalogue: Catalogue): readonly Star[] {
  // Most statements have none, and need not be parsed for that.
  if (!/\.\s*\*/.test(query.ir.statement)) return []
  const compiled = compileQuery(query.ir)
  const tree = parseStatement(compiled.text)
  if (tree === null) return []
  const tables = tablesOf(tree.statement, catalogue)
  const found: Star[] = []
  for (const target of targetsOf(tree.statement)) {
    const name = starredName(target)
    const columns = name === null ? undefined : tables.get(name)
    if (columns === undefined || columns === null) continue
    const start = compiled.toStatementOffset(tree.toTextOffset(target.location ?? 0))
    const written = /^("(?:[^"]|"")+"|[^\s."]+)\s*\.\s*\*/.exec(query.ir.statement.slice(start))
    if (written === null) continue
    const [whole, qualifier = ''] = written
    found.push({
      start,
      end: start + whole.length,
      qualifier,
      columns: columns.filter((one) => !isSecret(one)),
    })
  }
  return found.sort((one, other) => one.start - other.start)
}

/** The columns of what each name in a statement stands for; null where that is no table, or not always the same one. */
function tablesOf(
  statement: Node,
  catalogue: Catalogue,
): ReadonlyMap<string, readonly CatalogueColumn[] | null> {
  const ctes = new Set<string>()
  const others = new Set<string>()
  visit(statement, (node) => {
    if ('ctename' in node && typeof node.ctename === 'string') ctes.add(node.ctename)
    const alias = 'subquery' in node || 'functions' in node ? Reflect.get(node, 'alias') : undefined
    if (typeof alias === 'object' && alias !== null) others.add(String(Reflect.get(alias, 'aliasname')))
  })
  const tables = new Map<string, readonly CatalogueColumn[] | null>()
  visit(statement, (node) => {
    if (!('relname' in node) || typeof node.relname !== 'string') return
    const { relname } = node
    const schema: unknown = Reflect.get(node, 'schemaname')
    const alias: unknown = Reflect.get(node, 'alias')
    const aliasName: unknown =
      typeof alias === 'object' && alias !== null ? Reflect.get(alias, 'aliasname') : relname
    const name = String(aliasName)
    const isCte = schema === undefined && ctes.has(relname)
    const table = isCte
      ? undefined
      : catalogue.tables
          .get(relname)
          ?.find((one) => (schema === undefined ? one.visible : one.schema === schema))
    const columns = table === undefined || others.has(name) ? null : table.columns
    tables.set(name, tables.has(name) && tables.get(name) !== columns ? null : columns)
  })
  return tables
}

function targetsOf(statement: Node): readonly ResTarget[] {
  const targets: ResTarget[] = []
  const add = (list: unknown) => {
    if (!Array.isArray(list)) return
    for (const item of list as readonly Node[]) if ('ResTarget' in item) targets.push(item.ResTarget)
  }
  visit(statement, (node) => {
    if ('SelectStmt' in node) add(node.SelectStmt.targetList)
    // A query within another stands under a name, without the name of its kind.
    else if ('targetList' in node && 'limitOption' in node) add(node.targetList)
    if ('returningClause' in node) add(Reflect.get(Object(node.returningClause), 'exprs'))
  })
  return [...new Set(targets)]
}

/** The name before a star; null if it is no star, or one without a name. */
function starredName({ name, val }: ResTarget): string | null {
  if (name !== undefined || val === undefined || !('ColumnRef' in val)) return null
  const [first, second, ...rest] = val.ColumnRef.fields ?? []
  if (first === undefined || second === undefined || rest.length > 0) return null
  return 'String' in first && 'A_Star' in second ? (first.String.sval ?? null) : null
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
