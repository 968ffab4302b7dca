import type { ResTarget, SelectStmt } from 'libpg-query'
import { waysToChoose, withChoice } from '../read/choices.js'
import { compileQuery } from '../read/compile-query.js'
import type { Expansion, ParsedQuery } from '../read/parsed-query.js'
import { parseStatement } from '../read/statement-tree.js'
import { sourceSecrets } from '../scope/output-secrets.js'
import { findTable, type Catalogue } from '../schema/catalogue.js'
import { isSecret } from '../schema/comment-tags.js'
import { starOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import { readStatement } from '../scope/read-statement.js'
import { resolveRelation } from '../scope/resolve-column.js'

/** A star that stands for known columns, as a stretch of the statement that begins with the name before it. */
interface Star {
  readonly start: number
  readonly end: number
  /** The name before it, as written. */
  readonly qualifier: string
  readonly columns: readonly string[]
}

/**
 * Replaces each `table.*` and `cte.*` of a select list or a returning list with its columns.
 *
 * So the schema is the only place with the list of columns, and still the text that is committed and sent to the server
 * names each of them: a migration that adds a column changes the generated text, not a plan under a running service. A
 * secret column (see {@link isSecret}) is left out, unless an insert stores the rows: there each column has its place.
 *
 * The star of a subquery or a function stays as it is. So does that of a name with several meanings: a CTE that is called
 * as a table is, or different tables in different places. So does that of a CTE whose rows an insert without a list of
 * columns stores, if the schema has secret columns: the CTE may lack one, and the columns behind it would be stored each
 * in the place of another. The lint rule `select-star` refuses all but those of subqueries, and of functions whose alias
 * names the columns.
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
  // Only one word of a choice stands in a statement. The offsets are those of the whole.
  const [chosen = new Map<string, string>()] = waysToChoose(query.ir)
  const compiled = compileQuery(withChoice(query.ir, chosen))
  const tree = parseStatement(compiled.text)
  if (tree === null) return []
  const hasSecrets = [...catalogue.columns.values()].some(isSecret)
  const { levels } = readStatement(tree.statement, catalogue)
  const ambiguous = ambiguousNames(levels)
  const stored = storedRows(levels)
  const found: Star[] = []
  for (const level of levels) {
    for (const target of level.targets) {
      if (!('ResTarget' in target)) continue
      const name = starOf(target.ResTarget)?.qualifier
      const columns = starredColumns(
        level,
        target.ResTarget,
        catalogue,
        hasSecrets,
        stored.get(level.query.node),
      )
      if (columns === null || name === undefined || ambiguous.has(name)) continue
      const start = compiled.toStatementOffset(tree.toTextOffset(target.ResTarget.location ?? 0))
      const written = /^("(?:[^"]|"")+"|[^\s."]+)\s*\.\s*\*/.exec(query.ir.statement.slice(start))
      if (written === null) continue
      const [whole, qualifier = ''] = written
      found.push({ start, end: start + whole.length, qualifier, columns })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

/** The columns of an insert that stores the rows of a query: those that it lists, or the table's in their order. */
type StoredColumns = 'listed' | 'in order'

/** Finds the queries, and the sides of unions, whose rows an insert stores. */
function storedRows(levels: readonly QueryLevel[]): ReadonlyMap<object, StoredColumns> {
  const found = new Map<object, StoredColumns>()
  const add = (select: SelectStmt | undefined, columns: StoredColumns) => {
    if (select === undefined) return
    found.set(select, columns)
    add(select.larg, columns)
    add(select.rarg, columns)
  }
  for (const { query } of levels) {
    if (query.kind !== 'insert') continue
    const { selectStmt, cols } = query.node
    if (selectStmt !== undefined && 'SelectStmt' in selectStmt) {
      add(selectStmt.SelectStmt, cols === undefined ? 'in order' : 'listed')
    }
  }
  return found
}

/** Finds the names that mean one thing in one place of a statement and another elsewhere. */
function ambiguousNames(levels: readonly QueryLevel[]): ReadonlySet<string> {
  const meanings = new Map<string | null, unknown>()
  const ambiguous = new Set<string>()
  for (const source of levels.flatMap(({ sources }) => sources)) {
    const { name, origin } = source
    const meaning =
      origin.kind === 'table' ? origin.table : ((origin.kind === 'query' ? origin.cte : null) ?? source)
    if (name !== null && meanings.has(name) && meanings.get(name) !== meaning) ambiguous.add(name)
    meanings.set(name, meaning)
  }
  return ambiguous
}

/** Lists the columns of `table.*` or `cte.*`, without the secret ones; null for everything else. */
function starredColumns(
  level: QueryLevel,
  target: ResTarget,
  catalogue: Catalogue,
  hasSecrets: boolean,
  stored: StoredColumns | undefined,
): readonly string[] | null {
  const star = starOf(target)
  if (star?.qualifier === undefined || star.schema !== undefined) return null
  const found = resolveRelation(level, star.qualifier, undefined)
  const source = found?.level.sources[found.relation.source ?? -1]
  if (source === undefined) return null
  const { origin, columns } = source
  if (origin.kind === 'table') {
    if (origin.table.isSystem) return null
    const isShown = (position: number | null) => {
      const column = origin.table.columns[position ?? -1]
      return column !== undefined && (stored !== undefined || !isSecret(column))
    }
    return columns.flatMap(({ name, position }) => (name !== null && isShown(position) ? [name] : []))
  }
  if (origin.kind !== 'query' || origin.cte === null) return null
  if (stored === 'in order' && hasSecrets) return null
  // Readers could take a CTE for the table of that name.
  if (findTable(catalogue, origin.cte, undefined) !== undefined) return null
  const names = columns.map(({ name, isMadeUp, star: isStar }) => (isMadeUp || isStar ? null : name))
  // Under another name a secret column stays, and the lint rule secret-column finds it.
  const isSecretName = (name: string) => sourceSecrets(source, name).some((secret) => secret.name === name)
  const shown = names.filter((name) => name === null || stored !== undefined || !isSecretName(name))
  return shown.every((name) => name !== null) ? shown : null
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
