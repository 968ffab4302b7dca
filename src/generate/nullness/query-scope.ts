import { isSet, nodeIn, nodesIn, numberIn, wordIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import { joinedSources, type JoinedSource } from './joined-sources.js'
import { strictColumns, type StrictFunctions } from './strict-columns.js'

/** The commands of a query, by the server's numbers. */
const commands = ['unknown', 'select', 'update', 'insert', 'delete', 'merge'] as const

/** The kinds of sources, by the server's numbers. */
const sourceKinds = [
  'table',
  'query',
  'join',
  'function',
  'xml',
  'values',
  'cte',
  'rows',
  'nothing',
  'group',
] as const

/** The kind of a source. */
export type SourceKind = (typeof sourceKinds)[number]

const alwaysThere: JoinedSource = { missingIn: new Set(), proven: new Set() }

/** One query of an analysed statement, among the queries around it. */
export class QueryScope {
  readonly node: AnalysedNode
  readonly parent: QueryScope | null
  readonly command: (typeof commands)[number]
  readonly #sources: readonly AnalysedNode[]
  readonly #joined: ReadonlyMap<number, JoinedSource>

  constructor(node: AnalysedNode, parent: QueryScope | null, strict: StrictFunctions) {
    this.node = node
    this.parent = parent
    this.command = commands[numberIn(node, 'commandType')] ?? 'unknown'
    this.#sources = nodesIn(node, 'rtable')
    const flatten = (column: AnalysedNode) => this.#joinedColumn(column)
    this.#joined = joinedSources(nodeIn(node, 'jointree'), (condition) =>
      this.command === 'merge' ? new Set() : strictColumns(condition, strict, flatten),
    )
  }

  /** The query some levels above; null if there is none. */
  above(levels: number): QueryScope | null {
    return levels === 0 ? this : (this.parent?.above(levels - 1) ?? null)
  }

  source(number: number): AnalysedNode | null {
    return this.#sources[number - 1] ?? null
  }

  kindOf(source: AnalysedNode): SourceKind {
    return sourceKinds[numberIn(source, 'rtekind')] ?? 'nothing'
  }

  /** The source that a statement writes to; 0 if it writes to none. */
  get target(): number {
    return numberIn(this.node, 'resultRelation')
  }

  /** The state of a source in the rows that are returned. */
  stateOf(source: number): JoinedSource {
    const state = this.#joined.get(source) ?? alwaysThere
    // A row of the target that no row of the source matches: the joins of a merge are made when it is planned.
    if (this.command === 'merge' && source !== this.target && this.#writesUnmatched) {
      return { ...state, missingIn: new Set([...state.missingIn, 0]) }
    }
    // An update may set to null what its condition compares.
    return this.command === 'update' && source === this.target ? { ...state, proven: new Set() } : state
  }

  /** The items of its select list or returning list that are returned. */
  get outputs(): readonly AnalysedNode[] {
    const list = this.command === 'select' ? 'targetList' : 'returningList'
    return nodesIn(this.node, list).filter((entry) => !isSet(entry, 'resjunk'))
  }

  /** True if each row is a group of at least one row. */
  get isGrouped(): boolean {
    return nodesIn(this.node, 'groupClause').length > 0 && !this.hasGroupingSets
  }

  /** True if rows may lack the columns they are grouped by: rollup, cube and grouping sets. */
  get hasGroupingSets(): boolean {
    return nodesIn(this.node, 'groupingSets').length > 0
  }

  /** True if it returns one row, whatever the database holds: an aggregate of all rows, or a select from nothing. */
  get isOneRow(): boolean {
    const { node } = this
    const has = (field: string) => node.fields.get(field) != null && node.fields.get(field) !== 'false'
    const bounds = ['havingQual', 'limitCount', 'limitOffset', 'setOperations', 'hasTargetSRFs']
    if (this.command !== 'select' || bounds.some(has) || nodesIn(node, 'groupingSets').length > 0)
      return false
    if (nodesIn(node, 'groupClause').length > 0) return false
    if (isSet(node, 'hasAggs')) return true
    const from = nodeIn(node, 'jointree')
    return from !== null && nodesIn(from, 'fromlist').length === 0 && nodeIn(from, 'quals') === null
  }

  /** The CTE of a name. */
  cte(name: string): AnalysedNode | null {
    return nodesIn(this.node, 'cteList').find((cte) => wordIn(cte, 'ctename') === name) ?? null
  }

  /** The expression that a column of a join stands for; null for the column of any other source. */
  #joinedColumn(column: AnalysedNode): AnalysedNode | null {
    const source = this.source(numberIn(column, 'varno'))
    if (source === null || this.kindOf(source) !== 'join') return null
    return nodesIn(source, 'joinaliasvars')[numberIn(column, 'varattno') - 1] ?? null
  }

  get #writesUnmatched(): boolean {
    return nodesIn(this.node, 'mergeActionList').some((action) => numberIn(action, 'matchKind') === 1)
  }
}
