import type { Node, RangeVar, ReturningClause, SelectStmt, WithClause } from 'libpg-query'
import { functionName, wordsOf } from '../read/tree-names.js'
import { visitExpression, visitNodes } from '../read/visit.js'
import { findTable, type Catalogue } from '../schema/catalogue.js'
import { CteReader, type Ctes } from './ctes.js'
import { beside, joinItems, nothing, sourceItem, type FromItem } from './from-items.js'
import { functionSource } from './function-source.js'
import { outputsOf } from './outputs.js'
import {
  renamed,
  unknownSource,
  type DerivedTable,
  type Join,
  type QueryLevel,
  type Relation,
  type ScopeColumn,
  type Source,
  type SourceColumn,
  type StatementScope,
} from './query-level.js'

/** The parts of the catalogue that explain the names in a statement. */
export type ScopeCatalogue = Pick<Catalogue, 'tables' | 'types' | 'replaced' | 'setReturning' | 'aggregates'>

/** Takes a statement apart into its queries, each with the relations that its names may mean. */
export function readStatement(statement: Node, catalogue: ScopeCatalogue): StatementScope {
  const reader = new StatementReader(catalogue)
  const root = reader.read(statement, { ctes: new Map(), parent: null })
  return { root, levels: reader.levels }
}

/** Lists the columns of a query that is a subquery or a CTE. */
function derivedColumns(level: QueryLevel): readonly SourceColumn[] {
  return outputsOf(level).map(({ name, isMadeUp, star }, position) => ({
    name,
    isMadeUp,
    star,
    position,
    numbersRows: 'no',
  }))
}

/** A level while its sources are being found. */
interface Draft extends QueryLevel {
  readonly sources: Source[]
  readonly joins: Join[]
  readonly subqueries: Map<Node, QueryLevel>
  relations: readonly Relation[]
  merged: readonly ScopeColumn[]
  columns: readonly ScopeColumn[]
  versions: readonly Relation[]
}

interface Surroundings {
  readonly ctes: Ctes
  readonly parent: QueryLevel | null
  readonly insideExists?: boolean
}

class StatementReader {
  readonly levels: QueryLevel[] = []
  readonly #catalogue: ScopeCatalogue

  constructor(catalogue: ScopeCatalogue) {
    this.#catalogue = catalogue
  }

  read(statement: Node, around: Surroundings, onStart?: (start: QueryLevel) => void): QueryLevel | null {
    if ('SelectStmt' in statement) return this.#select(statement.SelectStmt, around, onStart)
    if ('InsertStmt' in statement) {
      const node = statement.InsertStmt
      const ctes = this.#ctes(node.withClause, around)
      if (node.selectStmt !== undefined) this.read(node.selectStmt, { ...around, ctes })
      const level = draft({ kind: 'insert', node }, around, { targets: node.returningClause?.exprs })
      const mayHaveOld = node.onConflictClause?.action === 'ONCONFLICT_UPDATE'
      this.#target(level, node.relation, node.returningClause, {
        old: mayHaveOld ? 'maybe' : 'no',
        new: 'yes',
      })
      return this.#finish(level, ctes, [node.onConflictClause, node.returningClause])
    }
    if ('UpdateStmt' in statement) {
      const node = statement.UpdateStmt
      const ctes = this.#ctes(node.withClause, around)
      const targets = node.returningClause?.exprs
      const level = draft({ kind: 'update', node }, around, { targets, where: node.whereClause })
      this.#target(level, node.relation, node.returningClause, { old: 'yes', new: 'yes' })
      this.#fromClause(level, node.fromClause, ctes)
      return this.#finish(level, ctes, [
        node.targetList,
        node.fromClause,
        node.whereClause,
        node.returningClause,
      ])
    }
    if ('DeleteStmt' in statement) {
      const node = statement.DeleteStmt
      const ctes = this.#ctes(node.withClause, around)
      const targets = node.returningClause?.exprs
      const level = draft({ kind: 'delete', node }, around, { targets, where: node.whereClause })
      this.#target(level, node.relation, node.returningClause, { old: 'yes', new: 'no' })
      this.#fromClause(level, node.usingClause, ctes)
      return this.#finish(level, ctes, [node.usingClause, node.whereClause, node.returningClause])
    }
    if ('MergeStmt' in statement) {
      const node = statement.MergeStmt
      const ctes = this.#ctes(node.withClause, around)
      const level = draft({ kind: 'merge', node }, around, { targets: node.returningClause?.exprs })
      this.#target(level, node.relation, node.returningClause, { old: 'maybe', new: 'maybe' })
      const ofTarget = level.columns
      level.columns = []
      this.#fromClause(level, node.sourceRelation && [node.sourceRelation], ctes)
      // The star of a merge is the source's columns, then the target's.
      level.columns = [...level.columns, ...ofTarget]
      // A target row that no source row matches is returned with a source of nulls.
      const isAlone = node.mergeWhenClauses?.some(
        (when) =>
          'MergeWhenClause' in when && when.MergeWhenClause.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE',
      )
      if (isAlone === true) {
        const right = level.sources.flatMap(({ isTarget }, index) => (isTarget ? [] : [index]))
        level.joins.push({ kind: 'left', condition: null, left: [0], right, merged: [], names: level })
      }
      return this.#finish(level, ctes, [node.joinCondition, node.mergeWhenClauses, node.returningClause])
    }
    return null
  }

  /** @param onStart - Called with the left side of a union, from which a recursive CTE starts. */
  #select(node: SelectStmt, around: Surroundings, onStart?: (start: QueryLevel) => void): QueryLevel {
    const ctes = this.#ctes(node.withClause, around)
    const inner = { ...around, ctes }
    if (node.larg !== undefined && node.rarg !== undefined) {
      const left = this.#select(node.larg, inner)
      onStart?.(left)
      const branches = [left, this.#select(node.rarg, inner)]
      const level = draft({ kind: 'select', node }, around, { branches })
      return this.#finish(level, ctes, [node.limitCount, node.limitOffset])
    }
    const { aggregates, setReturning } = this.#catalogue
    const level = draft({ kind: 'select', node }, around, {
      targets: node.targetList,
      where: node.whereClause,
      aggregates: callsOneOf([node.targetList, node.havingClause], aggregates),
      multiplies: callsOneOf(node.targetList, setReturning),
    })
    this.#fromClause(level, node.fromClause, ctes)
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
  #finish(level: Draft, ctes: Ctes, expressions: readonly unknown[]): QueryLevel {
    visitNodes(expressions, (node) => {
      // The queries of the from clause have been read as its sources.
      if ('RangeSubselect' in node) return false
      if (!('SubLink' in node)) return true
      const { subselect, testexpr, subLinkType } = node.SubLink
      const insideExists = subLinkType === 'EXISTS_SUBLINK'
      const inner = subselect && this.read(subselect, { ctes, parent: level, insideExists })
      if (subselect !== undefined && inner != null) level.subqueries.set(subselect, inner)
      if (testexpr !== undefined) this.#finish(level, ctes, [testexpr])
      return false
    })
    if (!this.levels.includes(level)) this.levels.push(level)
    return level
  }

  #ctes(clause: WithClause | undefined, { ctes: outer, parent }: Surroundings): Ctes {
    if (clause === undefined) return outer
    return new CteReader((query, ctes, onStart) => {
      const level = this.read(query, { ctes, parent }, (start) => onStart(derivedColumns(start)))
      return { level, columns: level === null ? [] : derivedColumns(level) }
    }).read(clause, outer)
  }

  /** Adds the table that a statement writes to, and the rows `old` and `new` of its returning list (PostgreSQL 18). */
  #target(
    level: Draft,
    relation: RangeVar | undefined,
    returning: ReturningClause | undefined,
    presence: { readonly old: 'yes' | 'maybe' | 'no'; readonly new: 'yes' | 'maybe' | 'no' },
  ): void {
    if (relation === undefined) return
    const { relname = '', schemaname, alias } = relation
    const name = alias?.aliasname ?? relname
    const item = this.#add(level, { ...this.#table(name, relname, schemaname), isTarget: true })
    level.columns = item.columns
    const renames = new Map(
      (returning?.options ?? []).flatMap((option) =>
        'ReturningOption' in option
          ? [[option.ReturningOption.option, option.ReturningOption.value ?? null] as const]
          : [],
      ),
    )
    const version = (rename: string, isPresent: boolean): Relation => ({
      name: rename,
      schema: null,
      source: null,
      columns: item.columns.map((of) => ({ ...of, origin: { kind: 'version', of, isPresent } })),
    })
    level.versions = [
      version(renames.get('RETURNING_OPTION_OLD') ?? 'old', presence.old === 'yes'),
      version(renames.get('RETURNING_OPTION_NEW') ?? 'new', presence.new === 'yes'),
    ]
  }

  #fromClause(level: Draft, items: readonly Node[] | undefined, ctes: Ctes): void {
    for (const item of items ?? []) {
      const { columns } = this.#from(level, item, ctes)
      level.columns = [...level.columns, ...columns]
    }
  }

  /** Adds the sources and names of an item of a from clause. A lateral item sees the names before it. */
  #from(level: Draft, item: Node, ctes: Ctes): FromItem {
    const before = level.sources.map((_, index) => index)
    if ('RangeVar' in item) return this.#add(level, this.#named(item.RangeVar, ctes))
    if ('RangeTableSample' in item) {
      const { relation } = item.RangeTableSample
      return relation === undefined ? nothing : this.#from(level, relation, ctes)
    }
    if ('RangeSubselect' in item) {
      const { subquery, alias, lateral = false } = item.RangeSubselect
      const parent = lateral ? level : level.parent
      const inner = subquery === undefined ? null : this.read(subquery, { ctes, parent })
      const columns = inner === null ? [] : renamed(derivedColumns(inner), wordsOf(alias?.colnames))
      return this.#add(level, {
        ...derivedSource(alias?.aliasname ?? null, { level: inner, isRecursive: false }, columns, null),
        after: lateral ? before : [],
      })
    }
    if ('RangeFunction' in item) {
      return this.#add(level, { ...functionSource(item.RangeFunction, this.#catalogue), after: before })
    }
    if ('JoinExpr' in item) {
      const { larg, rarg } = item.JoinExpr
      const left = larg === undefined ? nothing : this.#from(level, larg, ctes)
      const right = rarg === undefined ? nothing : this.#from(level, rarg, ctes)
      const joined = joinItems(item.JoinExpr, left, right, level.joins.length)
      level.joins.push(joined.join)
      return this.#show(level, beside(left, right), joined.item)
    }
    const alias =
      'RangeTableFunc' in item
        ? item.RangeTableFunc.alias
        : 'JsonTable' in item
          ? item.JsonTable.alias
          : undefined
    return this.#add(level, { ...unknownSource(alias?.aliasname ?? null), after: before })
  }

  #add(level: Draft, source: Source): FromItem {
    return this.#show(level, nothing, sourceItem(source, level.sources.push(source) - 1))
  }

  /** Makes the names of an item visible instead of those of its parts. */
  #show(level: Draft, parts: FromItem, item: FromItem): FromItem {
    const without = <T>(all: readonly T[], some: readonly T[]) => all.filter((one) => !some.includes(one))
    level.relations = [...without(level.relations, parts.relations), ...item.relations]
    level.merged = [...without(level.merged, parts.merged), ...item.merged]
    return item
  }

  #named({ schemaname, relname = '', alias }: RangeVar, ctes: Ctes): Source {
    const name = alias?.aliasname ?? relname
    const names = wordsOf(alias?.colnames)
    const cte = schemaname === undefined ? ctes.get(relname)?.() : undefined
    if (cte !== undefined) return derivedSource(name, cte, renamed(cte.columns, names), relname)
    const table = this.#table(name, relname, schemaname)
    return { ...table, columns: renamed(table.columns, names) }
  }

  #table(name: string, relname: string, schema: string | undefined): Source {
    const table = findTable(this.#catalogue, relname, schema)
    if (table === undefined) return unknownSource(name)
    return {
      ...unknownSource(name),
      origin: { kind: 'table', table },
      columns: table.columns.map((column, position) => ({
        name: column.name,
        isMadeUp: false,
        star: false,
        position,
        numbersRows: 'no',
      })),
    }
  }
}

function derivedSource(
  name: string | null,
  query: DerivedTable,
  columns: readonly SourceColumn[],
  cte: string | null,
): Source {
  return { ...unknownSource(name), origin: { kind: 'query', query, cte }, columns }
}

/** Reports whether an expression calls one of some functions. An aggregate over a window does not count. */
function callsOneOf(expression: unknown, names: ReadonlySet<string>): boolean {
  let found = false
  visitExpression(expression, (node) => {
    const over = 'FuncCall' in node && node.FuncCall.over !== undefined
    found ||= !over && names.has(functionName(node) ?? '')
  })
  return found
}

interface DraftParts {
  readonly targets?: readonly Node[] | undefined
  readonly where?: Node | undefined
  readonly branches?: readonly QueryLevel[]
  readonly aggregates?: boolean
  readonly multiplies?: boolean
}

function draft(
  query: QueryLevel['query'],
  { parent, insideExists = false }: Surroundings,
  { targets = [], where, branches = [], aggregates = false, multiplies = false }: DraftParts,
): Draft {
  return {
    query,
    sources: [],
    relations: [],
    merged: [],
    columns: [],
    versions: [],
    joins: [],
    where: where ?? null,
    targets,
    branches,
    subqueries: new Map(),
    aggregates,
    multiplies,
    parent,
    insideExists,
  }
}
