import type { Node, RangeVar, ReturningClause, SelectStmt, WithClause } from 'libpg-query'
import type { LintCatalogue } from '../schema/lint-catalogue.js'
import { functionSource, hiddenSource, levelSource, tableSource, unknownSource } from './row-sources.js'
import { columnKey, type Join, type QueryLevel, type RowSource } from './query-level.js'
import { functionName, visitExpression, visitNodes, wordsOf } from './visit-nodes.js'

type Ctes = ReadonlyMap<string, QueryLevel | null>

/** A level while its sources are being found. */
interface Draft extends QueryLevel {
  readonly sources: RowSource[]
  readonly joins: Join[]
  readonly merged: Map<string, number | null>
}

interface Surroundings {
  readonly ctes: Ctes
  readonly parent: QueryLevel | null
  readonly insideExists?: boolean
}

/** Takes a statement apart into its queries, innermost first, each with what it takes rows from. */
export function readLevels(statement: Node, catalogue: LintCatalogue): readonly QueryLevel[] {
  const reader = new LevelReader(catalogue)
  reader.read(statement, { ctes: new Map(), parent: null })
  return reader.levels
}

class LevelReader {
  readonly levels: QueryLevel[] = []
  readonly #catalogue: LintCatalogue

  constructor(catalogue: LintCatalogue) {
    this.#catalogue = catalogue
  }

  read(statement: Node, around: Surroundings): QueryLevel | null {
    if ('SelectStmt' in statement) return this.#select(statement.SelectStmt, around)
    if ('InsertStmt' in statement) {
      const node = statement.InsertStmt
      const ctes = this.#withCtes(node.withClause, around)
      if (node.selectStmt !== undefined) this.read(node.selectStmt, { ...around, ctes })
      const level = draft({ kind: 'insert', node }, around, returned(node.returningClause))
      this.#target(level, node.relation)
      return this.#finish(level, ctes, [node.onConflictClause, node.returningClause])
    }
    if ('UpdateStmt' in statement) {
      const node = statement.UpdateStmt
      const ctes = this.#withCtes(node.withClause, around)
      const level = draft({ kind: 'update', node }, around, returned(node.returningClause), node.whereClause)
      this.#target(level, node.relation)
      for (const item of node.fromClause ?? []) this.#from(level, item, ctes)
      return this.#finish(level, ctes, [
        node.targetList,
        node.fromClause,
        node.whereClause,
        node.returningClause,
      ])
    }
    if ('DeleteStmt' in statement) {
      const node = statement.DeleteStmt
      const ctes = this.#withCtes(node.withClause, around)
      const level = draft({ kind: 'delete', node }, around, returned(node.returningClause), node.whereClause)
      this.#target(level, node.relation)
      for (const item of node.usingClause ?? []) this.#from(level, item, ctes)
      return this.#finish(level, ctes, [node.usingClause, node.whereClause, node.returningClause])
    }
    if ('MergeStmt' in statement) {
      const node = statement.MergeStmt
      const ctes = this.#withCtes(node.withClause, around)
      const level = draft({ kind: 'merge', node }, around, returned(node.returningClause))
      this.#target(level, node.relation)
      if (node.sourceRelation !== undefined) this.#from(level, node.sourceRelation, ctes)
      return this.#finish(level, ctes, [node.joinCondition, node.mergeWhenClauses, node.returningClause])
    }
    return null
  }

  #select(node: SelectStmt, around: Surroundings): QueryLevel {
    const ctes = this.#withCtes(node.withClause, around)
    const inner = { ...around, ctes }
    if (node.larg !== undefined && node.rarg !== undefined) {
      const branches = [this.#select(node.larg, inner), this.#select(node.rarg, inner)]
      const level = { ...draft({ kind: 'select', node }, around, []), branches }
      return this.#finish(level, ctes, [node.limitCount, node.limitOffset])
    }
    const level = {
      ...draft({ kind: 'select', node }, around, node.targetList, node.whereClause),
      aggregates: this.#calls([node.targetList, node.havingClause], this.#catalogue.aggregates),
      multiplies: this.#calls(node.targetList, this.#catalogue.setReturning),
    }
    for (const item of node.fromClause ?? []) this.#from(level, item, ctes)
    return this.#finish(level, ctes, [
      node.targetList,
      node.fromClause,
      node.whereClause,
      node.groupClause,
      node.havingClause,
      node.windowClause,
      node.sortClause,
      node.valuesLists,
      node.limitCount,
      node.limitOffset,
    ])
  }

  /** Reads the queries within expressions, which see this level. */
  #finish(level: QueryLevel, ctes: Ctes, expressions: readonly unknown[]): QueryLevel {
    visitNodes(expressions, (node) => {
      // Those of the from clause have been read as its sources.
      if ('RangeSubselect' in node) return false
      if (!('SubLink' in node)) return true
      const { subselect, testexpr, subLinkType } = node.SubLink
      const insideExists = subLinkType === 'EXISTS_SUBLINK'
      if (subselect !== undefined) this.read(subselect, { ctes, parent: level, insideExists })
      if (testexpr !== undefined) this.#finish(level, ctes, [testexpr])
      return false
    })
    if (!this.levels.includes(level)) this.levels.push(level)
    return level
  }

  /** Tells whether an expression calls one of some functions; an aggregate over a window is none. */
  #calls(expression: unknown, names: ReadonlySet<string>): boolean {
    let found = false
    visitExpression(expression, (node) => {
      const over = 'FuncCall' in node && node.FuncCall.over !== undefined
      found ||= !over && names.has(functionName(node) ?? '')
    })
    return found
  }

  #withCtes(clause: WithClause | undefined, { ctes: outer, parent }: Surroundings): Ctes {
    const ctes = new Map(outer)
    const items = (clause?.ctes ?? []).flatMap((item) =>
      'CommonTableExpr' in item ? [item.CommonTableExpr] : [],
    )
    // Of one that refers to itself, nothing is known but its name.
    if (clause?.recursive === true) for (const { ctename = '' } of items) ctes.set(ctename, null)
    for (const { ctename = '', ctequery, aliascolnames } of items) {
      const level = ctequery === undefined ? null : this.read(ctequery, { ctes: new Map(ctes), parent })
      // Renamed columns would have to be followed through every use; they are rare.
      ctes.set(ctename, clause?.recursive === true || aliascolnames !== undefined ? null : level)
    }
    return ctes
  }

  #target(level: Draft, relation: RangeVar | undefined): void {
    if (relation === undefined) return
    const table = this.#catalogue.findTable(relation.relname ?? '', relation.schemaname)
    level.sources.push(tableSource(relation.alias?.aliasname ?? relation.relname ?? '', table))
  }

  /** Adds what stands in a from clause, and gives the numbers of its sources. */
  #from(level: Draft, item: Node, ctes: Ctes): readonly number[] {
    const before = level.sources.map((_, index) => index)
    const add = (source: RowSource) => [level.sources.push(source) - 1]
    if ('RangeVar' in item) return add(this.#named(item.RangeVar, ctes))
    if ('RangeTableSample' in item) {
      const { relation } = item.RangeTableSample
      return relation === undefined ? [] : this.#from(level, relation, ctes)
    }
    if ('RangeSubselect' in item) {
      const { subquery, alias, lateral } = item.RangeSubselect
      // Only a lateral one sees what stands to its left.
      const parent = lateral === true ? level : level.parent
      const inner = subquery === undefined ? null : this.read(subquery, { ctes, parent })
      const name = alias?.aliasname ?? null
      return add({
        ...(inner === null ? unknownSource(name) : levelSource(name, inner, wordsOf(alias?.colnames))),
        after: lateral === true ? before : [],
      })
    }
    if ('RangeFunction' in item) {
      return add({ ...functionSource(item.RangeFunction, this.#catalogue), after: before })
    }
    if ('JoinExpr' in item) {
      const { larg, rarg, quals, usingClause, isNatural, jointype, alias } = item.JoinExpr
      const left = larg === undefined ? [] : this.#from(level, larg, ctes)
      const right = rarg === undefined ? [] : this.#from(level, rarg, ctes)
      const kind = joinKinds[jointype ?? ''] ?? 'full'
      const shared = isNatural === true ? commonColumns(level, left, right) : wordsOf(usingClause)
      const pairs = shared.flatMap((column) => merge(level, column, kind, left, right))
      level.joins.push({ kind, condition: quals ?? null, left, right, pairs })
      if (alias !== undefined) {
        for (const index of [...left, ...right]) level.sources[index] = hiddenSource(level.sources[index])
      }
      return [...left, ...right]
    }
    return add({ ...unknownSource(null), after: before })
  }

  #named({ schemaname, relname = '', alias }: RangeVar, ctes: Ctes): RowSource {
    const name = alias?.aliasname ?? relname
    const cte = schemaname === undefined ? ctes.get(relname) : undefined
    if (cte === null) return unknownSource(name)
    if (cte !== undefined) return levelSource(name, cte, wordsOf(alias?.colnames))
    if (alias?.colnames !== undefined) return unknownSource(name)
    return tableSource(name, this.#catalogue.findTable(relname, schemaname))
  }
}

const joinKinds: Readonly<Record<string, Join['kind']>> = {
  JOIN_INNER: 'inner',
  JOIN_LEFT: 'left',
  JOIN_RIGHT: 'right',
}

function draft(
  query: QueryLevel['query'],
  { parent, insideExists = false }: Surroundings,
  targets: readonly Node[] | undefined,
  where?: Node,
): Draft {
  return {
    query,
    sources: [],
    joins: [],
    merged: new Map(),
    where: where ?? null,
    targets: targets ?? [],
    branches: [],
    aggregates: false,
    multiplies: false,
    parent,
    insideExists,
  }
}

function returned(clause: ReturningClause | undefined): readonly Node[] {
  return clause?.exprs ?? []
}

function commonColumns(level: QueryLevel, left: readonly number[], right: readonly number[]) {
  const columnsOf = (indexes: readonly number[]) =>
    indexes.flatMap((index) => level.sources[index]?.columns ?? [])
  return columnsOf(left).filter((column) => columnsOf(right).includes(column))
}

/** Notes that a column of both sides is one column of the join, and gives both as a pair. */
function merge(
  level: Draft,
  column: string,
  kind: Join['kind'],
  left: readonly number[],
  right: readonly number[],
): readonly (readonly [string, string])[] {
  const holder = (indexes: readonly number[]) =>
    indexes.find((index) => level.sources[index]?.columns?.includes(column))
  const [one, other] = [holder(left), holder(right)]
  if (one === undefined || other === undefined) {
    level.merged.set(column, null)
    return []
  }
  level.merged.set(column, kind === 'full' ? null : kind === 'right' ? other : one)
  return [[columnKey(one, column), columnKey(other, column)]]
}
