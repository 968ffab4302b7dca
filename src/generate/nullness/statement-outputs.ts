import type { Node } from 'libpg-query'
import { builtinFunction } from '../read/tree-names.js'
import { parseStatement } from '../read/statement-tree.js'
import type { CatalogueTable } from '../schema/catalogue.js'
import { outputsOf } from '../scope/outputs.js'
import type {
  ColumnOrigin,
  DerivedTable,
  Join,
  Names,
  QueryLevel,
  ScopeColumn,
  Source,
} from '../scope/query-level.js'
import { readStatement, type ScopeCatalogue } from '../scope/read-statement.js'
import { resolveColumn } from '../scope/resolve-column.js'
import { comparedColumns } from './compared-columns.js'
import { knownTexts, together } from './known-texts.js'
import { mayBeJson } from './may-be-json.js'
import { mayBeRange } from './may-be-range.js'
import { isNeverNull, type ExpressionContext } from './never-null.js'
import { isOneRow } from './one-row.js'
import { unknownFacts, type ColumnFacts, type Nullness, type OutputColumn } from './output-column.js'

/** Everything that the nullness of a statement depends on besides its tree. */
export interface NullnessContext {
  readonly catalogue: ScopeCatalogue
  /** The numbers of the parameters that are refused if they are null. */
  readonly requiredParameters: ReadonlySet<number>
}

/**
 * Finds the columns that a statement returns, and those of them that can be null.
 *
 * The server reports the table column that an output is a copy of, even through subqueries and CTEs, but not the outer
 * joins in between: a column of the far side looks as not-null as its table declares it. A column is `maybe` unless the
 * tree proves `never`.
 */
export function statementOutputs(statement: Node, context: NullnessContext): readonly OutputColumn[] {
  const { root } = readStatement(statement, context.catalogue)
  if (root === null) return []
  const facts = new NullnessReader(context, new Map()).outputs(root)
  return outputsOf(root).map(({ name, isMadeUp, star, location }, index) => ({
    name: isMadeUp ? null : name,
    star,
    location,
    ...(facts[index] ?? unknownFacts),
  }))
}

type Facts = readonly ColumnFacts[]

/** Reads the facts about columns, on assumptions about the recursive CTEs that are being read. */
class NullnessReader {
  readonly #context: NullnessContext
  readonly #assumed: ReadonlyMap<QueryLevel, Facts>
  readonly #known = new Map<QueryLevel, Facts>()
  readonly #views = new Map<CatalogueTable, Facts>()
  readonly #compared = new Map<Node, ReadonlySet<ColumnOrigin>>()

  constructor(context: NullnessContext, assumed: ReadonlyMap<QueryLevel, Facts>) {
    this.#context = context
    this.#assumed = assumed
  }

  /** The facts about each output of a query, in the order of {@link outputsOf}. */
  outputs(level: QueryLevel): Facts {
    const known = this.#known.get(level)
    if (known !== undefined) return known
    const facts = this.#read(level)
    this.#known.set(level, facts)
    return facts
  }

  #read(level: QueryLevel): Facts {
    const { query, branches } = level
    const [left, right] = branches
    if (left !== undefined && right !== undefined) return this.#union(level, left, right)
    if (query.kind !== 'select') return this.#targets(level, false)
    const { valuesLists, groupClause = [] } = query.node
    if (valuesLists !== undefined) return this.#values(level, valuesLists)
    const facts = this.#targets(level, groupClause.length > 0)
    // Rollup, cube and grouping sets return rows in which the columns that are not grouped by are null.
    if (!groupClause.some((node) => 'GroupingSet' in node)) return facts
    const outputs = outputsOf(level)
    return facts.map((one, index) =>
      isCount(outputs[index]?.node, this.#expressions(level, true)) ? one : { ...one, nullness: 'maybe' },
    )
  }

  /** The rows of `except` are rows of the left side; those of the others may be of either. */
  #union(level: QueryLevel, left: QueryLevel, right: QueryLevel): Facts {
    const onlyLeft = level.query.kind === 'select' && level.query.node.op === 'SETOP_EXCEPT'
    const [ones, others] = [this.outputs(left), this.outputs(right)]
    const isCounted = !outputsOf(left).some(({ star }) => star) && (onlyLeft || ones.length === others.length)
    return ones.map((one, index) => {
      const isNever = one.nullness === 'never' && (onlyLeft || others[index]?.nullness === 'never')
      const other = onlyLeft ? one : others[index]
      if (!isCounted || other === undefined) return unknownFacts
      // A string that is subtracted from takes the other side's type: 't' is true beside a boolean.
      const isOfStrings = ones.length === others.length && others[index]?.texts != null
      return {
        nullness: isNever ? 'never' : 'maybe',
        mayBeJson: true,
        // Beside a range a string is one.
        mayBeRange: one.mayBeRange || (others[index]?.mayBeRange ?? true),
        texts: isOfStrings ? together([one.texts, other.texts]) : null,
        source: one.source?.path === other.source?.path ? one.source : null,
      }
    })
  }

  #values(level: QueryLevel, rows: readonly Node[]): Facts {
    const context = this.#expressions(level, false)
    const lists = rows.map((row) => ('List' in row ? (row.List.items ?? []) : []))
    return outputsOf(level).map((_, index) => ({
      ...unknownFacts,
      nullness: lists.every((list) => isNeverNull(list[index], context)) ? 'never' : 'maybe',
    }))
  }

  #targets(level: QueryLevel, grouped: boolean): Facts {
    const context = this.#expressions(level, grouped)
    return outputsOf(level).map(({ node, column }) => {
      if (column !== null) return this.#column(column.level, column.column)
      if (node === null) return unknownFacts
      return {
        nullness: isNeverNull(node, context) ? 'never' : 'maybe',
        mayBeJson: mayBeJson(node, context.factsOf),
        mayBeRange: mayBeRange(node, context.factsOf),
        texts: knownTexts(node, context.factsOf),
        source: 'ColumnRef' in node ? (context.factsOf(node)?.source ?? null) : null,
      }
    })
  }

  #expressions(level: QueryLevel, grouped: boolean): ExpressionContext {
    return {
      catalogue: this.#context.catalogue,
      requiredParameters: this.#context.requiredParameters,
      grouped,
      factsOf: (node) => {
        const found = resolveColumn(level, node)
        return found && this.#column(found.level, found.column)
      },
      isSubqueryNeverNull: (select) => {
        const inner = level.subqueries.get(select)
        return inner !== undefined && isOneRow(inner) && this.outputs(inner)[0]?.nullness === 'never'
      },
    }
  }

  /** The facts about a column in the rows that a query's `where` lets pass. */
  #column(level: QueryLevel, { origin }: ScopeColumn): ColumnFacts {
    const facts = this.#joined(level, origin, level.joins.length)
    // An update may set to null what its condition compares.
    const isNarrowed = level.query.kind === 'select' && this.#isCompared(level.where, level, origin)
    return isNarrowed ? { ...facts, nullness: 'never' } : facts
  }

  /** The facts about a column behind the first joins of a query. */
  #joined(level: QueryLevel, origin: ColumnOrigin, joinCount: number): ColumnFacts {
    switch (origin.kind) {
      case 'unknown':
        return unknownFacts
      case 'version': {
        const facts = this.#joined(level, origin.of.origin, 0)
        return origin.isPresent ? facts : { ...facts, nullness: 'maybe' }
      }
      case 'source': {
        const source = level.sources[origin.source]
        const facts = source === undefined ? unknownFacts : this.#inSource(source, origin.position)
        const joins = level.joins.slice(0, joinCount)
        return { ...facts, nullness: this.#behind(joins, facts.nullness, origin, [origin.source]) }
      }
      case 'merged': {
        const join = level.joins[origin.join]
        if (join === undefined) return unknownFacts
        const [left, right] = [origin.left, origin.right].map((side) =>
          side === null ? null : this.#joined(level, side.origin, origin.join),
        )
        // The value is that of a side that has a row.
        const counting = join.kind === 'full' ? [left, right] : [join.kind === 'right' ? right : left]
        const nullness = counting.every((side) => side?.nullness === 'never') ? 'never' : 'maybe'
        const around = level.joins.slice(origin.join + 1, joinCount)
        return {
          ...unknownFacts,
          nullness: this.#behind(around, nullness, origin, [...join.left, ...join.right]),
          mayBeJson: left?.mayBeJson ?? true,
          mayBeRange: left?.mayBeRange ?? true,
        }
      }
    }
  }

  /** Follows a column from the joins around it to the outermost. */
  #behind(
    joins: readonly Join[],
    nullness: Nullness,
    origin: ColumnOrigin,
    sources: readonly number[],
  ): Nullness {
    const isOn = (side: readonly number[]) => sources.every((source) => side.includes(source))
    return joins.reduce((before, join) => {
      const [isLeft, isRight] = [isOn(join.left), isOn(join.right)]
      if (!isLeft && !isRight) return before
      if (join.kind === 'full' || (join.kind === 'left' ? isRight : join.kind === 'right' && isLeft))
        return 'maybe'
      return join.kind === 'inner' && this.#isCompared(join.condition, join.names, origin) ? 'never' : before
    }, nullness)
  }

  #isCompared(condition: Node | null, names: Names, origin: ColumnOrigin): boolean {
    if (condition === null) return false
    const compared =
      this.#compared.get(condition) ?? comparedColumns(condition, names, this.#context.catalogue)
    this.#compared.set(condition, compared)
    return compared.has(origin)
  }

  #inSource({ origin, columns, isTarget }: Source, position: number | null): ColumnFacts {
    const column = columns.find((one) => one.position === position)
    if (origin.kind === 'table') {
      // The `instead of` trigger of a view may return anything.
      if (position === null || (origin.table.isView && isTarget)) return unknownFacts
      return this.#tableColumn(origin.table, position)
    }
    if (position === null) return unknownFacts
    if (origin.kind === 'query') return this.#derived(origin.query)[position] ?? unknownFacts
    return column?.numbersRows === 'surely'
      ? { ...unknownFacts, nullness: 'never', mayBeJson: false, mayBeRange: false }
      : unknownFacts
  }

  /** A column of a table as the schema declares it; one of a view as its query returns it. */
  #tableColumn(table: CatalogueTable, position: number): ColumnFacts {
    const column = table.columns[position]
    if (column === undefined) return unknownFacts
    const viewed = table.definition === null ? [] : this.#view(table, table.definition)
    const isNever =
      column.notNull || (viewed.length === table.columns.length && viewed[position]?.nullness === 'never')
    const { types } = this.#context.catalogue
    const type = types.get(column.typeOid)
    const base = type?.baseOid == null ? type : types.get(type.baseOid)
    return {
      nullness: isNever ? 'never' : 'maybe',
      mayBeJson: /^(?:jsonb?)?$/.test(type?.name ?? ''),
      // A domain over a domain may be one over a range.
      mayBeRange: /^[rmd]$/.test(base?.kind ?? 'r'),
      texts: viewed[position]?.texts ?? null,
      source: table.isTable ? column : null,
    }
  }

  #view(table: CatalogueTable, definition: string): Facts {
    const known = this.#views.get(table)
    if (known !== undefined) return known
    const tree = parseStatement(definition)
    const root = tree === null ? null : readStatement(tree.statement, this.#context.catalogue).root
    const facts = root === null ? [] : this.outputs(root)
    this.#views.set(table, facts)
    return facts
  }

  /**
   * The facts about the columns of a subquery or CTE.
   *
   * A column of a recursive CTE is never null if it is not null at the start, and is not on the assumption that the
   * rows it reads of itself have no null there. Each round withdraws the assumptions that turn out to be false.
   */
  #derived({ level, isRecursive }: DerivedTable): Facts {
    if (level === null) return []
    const known = this.#assumed.get(level) ?? this.#known.get(level)
    if (known !== undefined) return known
    if (!isRecursive) return this.outputs(level)
    const [start] = level.branches
    // Texts and sources are not assumed, because rounds withdraw only nullness.
    let before = (start === undefined ? outputsOf(level).map(() => unknownFacts) : this.outputs(start)).map(
      (one): ColumnFacts => ({ ...one, texts: null, source: null }),
    )
    for (;;) {
      const assumptions = new Map(this.#assumed).set(level, before)
      const found = new NullnessReader(this.#context, assumptions).outputs(level)
      if (found.every(({ nullness }, index) => nullness === before[index]?.nullness)) {
        this.#known.set(level, found)
        return found
      }
      before = found.map((one) => ({ ...one, texts: null, source: null }))
    }
  }
}

/** Recognizes a count, which is never null in the rows of a grouping set either. */
function isCount(value: Node | null | undefined, context: ExpressionContext): boolean {
  if (value == null) return false
  if ('GroupingFunc' in value) return true
  return 'FuncCall' in value && builtinFunction(value.FuncCall) === 'count' && isNeverNull(value, context)
}
