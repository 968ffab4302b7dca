import { asNode, isSet, nodeIn, nodesIn, numberIn, wordIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import type { Catalogue, CatalogueTable } from '../schema/catalogue.js'
import { functionColumn } from './function-column.js'
import { knownTexts } from './known-texts.js'
import { isNeverNull } from './never-null.js'
import { together, unknownFacts, type ColumnFacts } from './output-column.js'
import { QueryScope } from './query-scope.js'
import { columnKey, strictColumns, type ColumnKey } from './strict-columns.js'

/** The parts of a catalogue that the nullness of a statement depends on. */
export type FactsCatalogue = Pick<
  Catalogue,
  'everyColumn' | 'relations' | 'functions' | 'operators' | 'strictFunctions'
>

/** Everything that the facts about a statement depend on besides its tree. */
export interface FactsContext {
  readonly catalogue: FactsCatalogue
  /** The numbers of the parameters that are refused if they are null. */
  readonly requiredParameters: ReadonlySet<number>
}

type Facts = readonly ColumnFacts[]

const nothingKnown: ReadonlySet<ColumnKey> = new Set()

/**
 * Reads the facts about the columns of a statement from the tree that the server made of it.
 *
 * The server has resolved every name: which column of which table, which overload of a function, which query an aggregate
 * belongs to. A column is `maybe` unless the tree proves `never`.
 */
export class StatementFacts {
  readonly context: FactsContext
  readonly #assumed: ReadonlyMap<AnalysedNode, Facts>
  readonly #known = new Map<AnalysedNode, Facts>()
  readonly #scopes = new Map<AnalysedNode, QueryScope>()

  constructor(context: FactsContext, assumed: ReadonlyMap<AnalysedNode, Facts> = new Map()) {
    this.context = context
    this.#assumed = assumed
  }

  /** The scope of a query within another. */
  scopeOf(query: AnalysedNode, parent: QueryScope | null): QueryScope {
    const known = this.#scopes.get(query)
    if (known !== undefined) return known
    const scope = new QueryScope(query, parent, this.context.catalogue.strictFunctions)
    this.#scopes.set(query, scope)
    return scope
  }

  /** The facts about each column that a query returns. */
  outputs(query: AnalysedNode, parent: QueryScope | null): Facts {
    const known = this.#known.get(query)
    if (known !== undefined) return known
    const scope = this.scopeOf(query, parent)
    const operations = nodeIn(query, 'setOperations')
    const facts =
      operations === null
        ? scope.outputs.map((entry) => this.#output(nodeIn(entry, 'expr'), scope))
        : this.#united(operations, scope)
    this.#known.set(query, facts)
    return facts
  }

  /**
   * The facts about an expression.
   *
   * @param known - Columns that are not null where the expression is evaluated.
   * @param joined - Joins of which a side is there, as `JoinedSource.missingIn` has them.
   */
  expression(
    node: AnalysedNode | null,
    scope: QueryScope,
    known: ReadonlySet<ColumnKey> = nothingKnown,
    joined: ReadonlySet<number> = new Set(),
  ): ColumnFacts {
    if (node === null) return unknownFacts
    if (node.kind === 'VAR') return this.#column(node, scope, known, joined)
    return {
      nullness: isNeverNull(node, { facts: this, scope, known, joined }) ? 'never' : 'maybe',
      texts: knownTexts(node, (column) => this.expression(column, scope).texts),
      source: null,
    }
  }

  /** The expression that a column of a subquery, a CTE, a view or a join stands for; null if it is none, or is several. */
  definitionOf(
    column: AnalysedNode,
    from: QueryScope,
  ): { readonly node: AnalysedNode; readonly scope: QueryScope } | null {
    const scope = from.above(numberIn(column, 'varlevelsup'))
    const source = scope?.source(numberIn(column, 'varno')) ?? null
    if (scope === null || source === null) return null
    const place = numberIn(column, 'varattno') - 1
    const kind = scope.kindOf(source)
    if (kind === 'join' || kind === 'group') {
      const node = nodesIn(source, kind === 'join' ? 'joinaliasvars' : 'groupexprs')[place]
      return node === undefined ? null : { node, scope }
    }
    const [query, parent] = this.#queryOf(source, scope)
    if (query === null || nodeIn(query, 'setOperations') !== null) return null
    const inner = this.scopeOf(query, parent)
    const entry = inner.outputs[place]
    const node = entry === undefined ? null : nodeIn(entry, 'expr')
    return node === null ? null : { node, scope: inner }
  }

  #queryOf(source: AnalysedNode, scope: QueryScope): readonly [AnalysedNode | null, QueryScope | null] {
    if (scope.kindOf(source) === 'query') return [nodeIn(source, 'subquery'), scope]
    if (scope.kindOf(source) !== 'cte') return [null, null]
    const holder = scope.above(numberIn(source, 'ctelevelsup'))
    const cte = holder?.cte(wordIn(source, 'ctename')) ?? null
    return cte === null || isSet(cte, 'cterecursive') ? [null, null] : [nodeIn(cte, 'ctequery'), holder]
  }

  /** The columns that are not null where a condition is true. */
  strictIn(condition: AnalysedNode | null): ReadonlySet<ColumnKey> {
    return strictColumns(condition, this.context.catalogue.strictFunctions, () => null)
  }

  #output(node: AnalysedNode | null, scope: QueryScope): ColumnFacts {
    const facts = this.expression(node, scope)
    // In the rows of a grouping set the columns that are not grouped by are null.
    if (!scope.hasGroupingSets || node === null || isCount(node, this.context)) return facts
    return { ...facts, nullness: 'maybe' }
  }

  /** The rows of `except` are rows of the left side; those of the others may be of either. */
  #united(operation: AnalysedNode, scope: QueryScope): Facts {
    if (operation.kind === 'RANGETBLREF') {
      const source = scope.source(numberIn(operation, 'rtindex'))
      const query = source && nodeIn(source, 'subquery')
      return query === null ? [] : this.outputs(query, scope)
    }
    const [left, right] = [nodeIn(operation, 'larg'), nodeIn(operation, 'rarg')]
    if (left === null || right === null) return []
    const [ones, others] = [this.#united(left, scope), this.#united(right, scope)]
    const isOfLeft = numberIn(operation, 'op') === 3
    return ones.map((one, index) => {
      const other = isOfLeft ? one : (others[index] ?? unknownFacts)
      return {
        nullness: one.nullness === 'never' && other.nullness === 'never' ? 'never' : 'maybe',
        texts: together([one.texts, other.texts]),
        source: one.source?.path === other.source?.path ? one.source : null,
      }
    })
  }

  #column(
    node: AnalysedNode,
    from: QueryScope,
    known: ReadonlySet<ColumnKey>,
    joined: ReadonlySet<number>,
  ): ColumnFacts {
    const levels = numberIn(node, 'varlevelsup')
    const scope = from.above(levels)
    if (scope === null) return unknownFacts
    const [source, column] = [numberIn(node, 'varno'), numberIn(node, 'varattno')]
    const key = columnKey(source, column)
    const facts = this.#inSource(scope, source, column, joined)
    if (levels === 0 && known.has(key)) return { ...facts, nullness: 'never' }
    // A subquery reads the row of a grouping set around it.
    if (levels > 0 && scope.hasGroupingSets) return { ...facts, nullness: 'maybe' }
    const version = numberIn(node, 'varreturningtype')
    if (version !== 0 && !isVersionThere(scope, version === 1 ? 'old' : 'new')) {
      return { ...facts, nullness: 'maybe' }
    }
    const { missingIn, proven } = scope.stateOf(source)
    if ([...missingIn].some((join) => !joined.has(join))) return { ...facts, nullness: 'maybe' }
    return proven.has(key) ? { ...facts, nullness: 'never' } : facts
  }

  /** The facts about a column of a source, in the rows that have the source. */
  #inSource(scope: QueryScope, number: number, column: number, joined: ReadonlySet<number>): ColumnFacts {
    const source = scope.source(number)
    if (source === null) return unknownFacts
    // A whole row, or one of the columns that each table has, such as tableoid.
    if (column <= 0) return { ...unknownFacts, nullness: 'never' }
    switch (scope.kindOf(source)) {
      case 'table':
        return this.#tableColumn(numberIn(source, 'relid'), column, number === scope.target)
      case 'query': {
        const query = nodeIn(source, 'subquery')
        return (query && this.outputs(query, scope)[column - 1]) ?? unknownFacts
      }
      case 'join':
        return this.#joinedColumn(source, number, column, scope, joined)
      case 'group': {
        const facts = this.expression(nodesIn(source, 'groupexprs')[column - 1] ?? null, scope)
        return scope.hasGroupingSets ? { ...facts, nullness: 'maybe' } : facts
      }
      case 'cte':
        return this.#cte(source, scope)[column - 1] ?? unknownFacts
      case 'values': {
        const rows = source.fields.get('values_lists') ?? null
        if (!Array.isArray(rows) || rows.length === 0) return unknownFacts
        const values = (rows as readonly unknown[]).map((row) =>
          this.expression(valueAt(row, column - 1), scope),
        )
        return {
          ...unknownFacts,
          nullness: values.every(({ nullness }) => nullness === 'never') ? 'never' : 'maybe',
        }
      }
      case 'function':
        return functionColumn(source, column, scope, this)
      default:
        return unknownFacts
    }
  }

  /** A column of `using` is that of the side that has a row. */
  #joinedColumn(
    source: AnalysedNode,
    number: number,
    column: number,
    scope: QueryScope,
    joined: ReadonlySet<number>,
  ): ColumnFacts {
    const meant = nodesIn(source, 'joinaliasvars')[column - 1] ?? null
    if (meant?.kind !== 'COALESCEEXPR') return this.expression(meant, scope, nothingKnown, joined)
    const sides = nodesIn(meant, 'args').map((side) =>
      this.expression(side, scope, nothingKnown, new Set([...joined, number, -number])),
    )
    return {
      ...unknownFacts,
      nullness: sides.every(({ nullness }) => nullness === 'never') ? 'never' : 'maybe',
    }
  }

  /** A column of a table as the schema declares it; one of a view as its query returns it. */
  #tableColumn(relation: number, number: number, isTarget: boolean): ColumnFacts {
    const column = this.context.catalogue.everyColumn.get(`${relation}.${number}`)
    const table = this.context.catalogue.relations.get(relation)
    if (column === undefined || table === undefined) return unknownFacts
    // A rule, or the `instead of` trigger of a view, may return anything.
    if (isTarget && (table.isView || table.hasRules)) return unknownFacts
    const viewed = table.viewQuery === null ? undefined : this.#view(table)[number - 1]
    const isNever = column.notNull || viewed?.nullness === 'never'
    return {
      nullness: isNever ? 'never' : 'maybe',
      texts: viewed?.texts ?? null,
      source: table.isTable ? column : (viewed?.source ?? null),
    }
  }

  #view({ viewQuery }: CatalogueTable): Facts {
    const [query] = (Array.isArray(viewQuery) ? viewQuery : []) as readonly AnalysedNode[]
    return query === undefined ? [] : this.outputs(query, null)
  }

  /**
   * The facts about the columns of a CTE.
   *
   * A column of a recursive CTE is never null if it is not null at the start, and is not on the assumption that the
   * rows it reads of itself have no null there. Each round withdraws the assumptions that turn out to be false.
   */
  #cte(source: AnalysedNode, from: QueryScope): Facts {
    const scope = from.above(numberIn(source, 'ctelevelsup'))
    const cte = scope?.cte(wordIn(source, 'ctename')) ?? null
    const query = cte && nodeIn(cte, 'ctequery')
    if (scope === null || cte === null || query === null) return []
    const known = this.#assumed.get(query) ?? this.#known.get(query)
    if (known !== undefined) return known
    if (!isSet(cte, 'cterecursive')) return this.outputs(query, scope)
    const operations = nodeIn(query, 'setOperations')
    const start = operations && nodeIn(operations, 'larg')
    const first = start === null ? [] : this.#united(start, this.scopeOf(query, scope))
    // Texts and sources are not assumed, because rounds withdraw only nullness.
    let before = first.map((one): ColumnFacts => ({ ...one, texts: null, source: null }))
    for (;;) {
      const assumptions = new Map(this.#assumed).set(query, before)
      const found = new StatementFacts(this.context, assumptions).outputs(query, scope)
      if (found.every(({ nullness }, index) => nullness === before[index]?.nullness)) {
        this.#known.set(query, found)
        return found
      }
      before = found.map((one) => ({ ...one, texts: null, source: null }))
    }
  }
}

/** Recognizes a count, which is never null in the rows of a grouping set either. */
function isCount(node: AnalysedNode, { catalogue }: FactsContext): boolean {
  if (node.kind === 'GROUPINGFUNC') return true
  return node.kind === 'AGGREF' && catalogue.functions.get(numberIn(node, 'aggfnoid'))?.name === 'count'
}

/** Reports whether each row of a returning list has the row before, or after, the statement. */
function isVersionThere({ command }: QueryScope, version: 'old' | 'new'): boolean {
  if (command === 'update') return true
  return command === (version === 'new' ? 'insert' : 'delete')
}

function valueAt(row: unknown, index: number): AnalysedNode | null {
  return Array.isArray(row) ? asNode((row as readonly AnalysedNode[])[index] ?? null) : null
}
