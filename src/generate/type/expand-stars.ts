import type { CommonTableExpr, Node, ResTarget } from 'libpg-query'
import type { Catalogue } from '../schema/catalogue.js'
import { isSecret } from '../schema/comment-tags.js'
import { compileQuery } from '../read/compile-query.js'
import type { Expansion, ParsedQuery } from '../read/parsed-query.js'
import { parseStatement } from '../read/statement-tree.js'
import { visit } from '../read/visit.js'

interface Star {
  /** Where it stands in the statement, from the name before it. */
  readonly start: number
  readonly end: number
  /** The name before it, as written. */
  readonly qualifier: string
  readonly columns: readonly string[]
}

/**
 * Writes the columns in the place of each `table.*` of a select list or a returning list, and of each `cte.*`.
 *
 * So a column list is written once, by the schema, and what is sent to the server and committed still names each column:
 * a migration that adds one changes the generated text, and no plan under a running service. A secret column (see
 * {@link isSecret}) is left out. A star is left as it is where its name stands for a subquery or a function, or for
 * different things in different places: the lint rule `select-star` refuses those.
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
    const written = columns.map((name) => `${qualifier}.${quoted(name)}`).join(separator)
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
  const sources = new Sources(tree.statement, catalogue)
  const found: Star[] = []
  for (const target of targetsOf(tree.statement)) {
    const name = starredName(target)
    const columns = name === null ? undefined : sources.columnsOf(name)
    if (columns === undefined || columns === null) continue
    const start = compiled.toStatementOffset(tree.toTextOffset(target.location ?? 0))
    const written = /^("(?:[^"]|"")+"|[^\s."]+)\s*\.\s*\*/.exec(query.ir.statement.slice(start))
    if (written === null) continue
    const [whole, qualifier = ''] = written
    found.push({ start, end: start + whole.length, qualifier, columns })
  }
  return found.sort((one, other) => one.start - other.start)
}

/** What the names in a statement stand for. */
class Sources {
  readonly #catalogue: Catalogue
  /** The CTEs by their names; null for a name of several. */
  readonly #ctes = new Map<string, CommonTableExpr | null>()
  /** What each name that rows are taken from stands for; null where that is not always the same. */
  readonly #relations = new Map<string, string | null>()
  readonly #secrets: ReadonlySet<string>
  readonly #known = new Map<string, readonly string[] | null>()

  constructor(statement: Node, catalogue: Catalogue) {
    this.#catalogue = catalogue
    this.#secrets = new Set(Array.from(catalogue.columns.values(), (one) => (isSecret(one) ? one.name : '')))
    visit(statement, (node) => {
      if ('CommonTableExpr' in node) {
        const { ctename = '' } = node.CommonTableExpr
        this.#ctes.set(ctename, this.#ctes.has(ctename) ? null : node.CommonTableExpr)
      }
      // A subquery, or a function in `from`.
      if ('subquery' in node || 'functions' in node) this.#note(aliasOf(node) ?? '', null)
      if ('relname' in node && typeof node.relname === 'string') {
        const schema: unknown = Reflect.get(node, 'schemaname')
        const path = typeof schema === 'string' ? `${schema}.${node.relname}` : node.relname
        this.#note(aliasOf(node) ?? node.relname, path)
      }
    })
  }

  /** The columns that a name's star stands for; null if that cannot be told. */
  columnsOf(name: string): readonly string[] | null {
    const path = this.#relations.get(name)
    if (path === undefined || path === null) return null
    const [first = '', second] = path.split('.')
    const table = this.#catalogue.tables
      .get(second ?? first)
      ?.find((one) => (second === undefined ? one.visible : one.schema === first))
    if (second === undefined && this.#ctes.has(first)) {
      // Where a table is called so too, either may be meant.
      return table === undefined ? this.#columnsOfCte(first) : null
    }
    return table?.columns.filter((one) => !isSecret(one)).map((one) => one.name) ?? null
  }

  #columnsOfCte(name: string): readonly string[] | null {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    // One that refers to itself is not known before it is.
    this.#known.set(name, null)
    const cte = this.#ctes.get(name)
    const { aliascolnames, ctequery } = cte ?? {}
    const columns =
      aliascolnames !== undefined
        ? aliascolnames.map((one) => ('String' in one ? (one.String.sval ?? '') : ''))
        : ctequery === undefined
          ? null
          : this.#outputs(listOf(ctequery))
    const shown = columns?.includes('') === false ? columns : null
    this.#known.set(name, shown)
    return shown
  }

  /** The names of a list's columns, without the secret ones; null if one cannot be told. */
  #outputs(list: readonly ResTarget[]): readonly string[] | null {
    const names: string[] = []
    for (const target of list) {
      const starred = starredName(target)
      const columns = starred === null ? [outputName(target)] : this.columnsOf(starred)
      if (columns === null) return null
      for (const column of columns) {
        if (column === null) return null
        if (!this.#secrets.has(column)) names.push(column)
      }
    }
    return names
  }

  #note(name: string, path: string | null): void {
    const isOther = this.#relations.has(name) && this.#relations.get(name) !== path
    this.#relations.set(name, isOther ? null : path)
  }
}

function aliasOf(node: Node): string | null {
  const alias: unknown = Reflect.get(node, 'alias')
  const name: unknown =
    typeof alias === 'object' && alias !== null ? Reflect.get(alias, 'aliasname') : undefined
  return typeof name === 'string' ? name : null
}

/** The select list or the returning list of a query. */
function listOf(query: Node): readonly ResTarget[] {
  if ('SelectStmt' in query) {
    const { larg, targetList = [] } = query.SelectStmt
    return larg === undefined ? resTargets(targetList) : listOf({ SelectStmt: larg })
  }
  const [statement] = Object.values(query) as [{ readonly returningClause?: { readonly exprs?: Node[] } }]
  return resTargets(statement.returningClause?.exprs ?? [])
}

function resTargets(list: readonly Node[]): readonly ResTarget[] {
  return list.flatMap((item) => ('ResTarget' in item ? [item.ResTarget] : []))
}

/** The name of a column of a list; null if it has none of its own. */
function outputName({ name, val }: ResTarget): string | null {
  if (name !== undefined) return name
  if (val === undefined || !('ColumnRef' in val)) return null
  const last = val.ColumnRef.fields?.at(-1)
  return last !== undefined && 'String' in last ? (last.String.sval ?? null) : null
}

function targetsOf(statement: Node): readonly ResTarget[] {
  const targets: ResTarget[] = []
  const add = (list: unknown) => {
    if (Array.isArray(list)) targets.push(...resTargets(list as readonly Node[]))
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
