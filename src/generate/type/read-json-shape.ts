import { expressionType } from '../analyse/expression-type.js'
import { constantText, isSet, nodeIn, nodesIn, numberIn, wordIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import type { QueryScope } from '../nullness/query-scope.js'
import type { StatementFacts } from '../nullness/statement-facts.js'
import type { ColumnKey } from '../nullness/strict-columns.js'
import type { Catalogue, CatalogueFunction } from '../schema/catalogue.js'
import { anyJson, type JsonElement, type JsonMember, type JsonShape } from './json-shape.js'
import { isJson, resolveSqlType, type SqlType } from './sql-type.js'

/** The place of an expression, and the knowledge there. */
interface Place {
  readonly scope: QueryScope
  readonly known: ReadonlySet<ColumnKey>
  readonly joined: ReadonlySet<number>
}

/**
 * Reads the shapes of the JSON that a statement builds: `jsonb_build_object`, `jsonb_agg`, `to_jsonb` of a row, and the SQL/JSON
 * constructors, one within another and through subqueries.
 *
 * @returns The shape of each column; null for one of which nothing more is known than that it is JSON.
 */
export function readJsonShapes(
  tree: AnalysedNode,
  facts: StatementFacts,
  catalogue: Catalogue,
): readonly (JsonShape | null)[] {
  const scope = facts.scopeOf(tree, null)
  if (nodeIn(tree, 'setOperations') !== null) return []
  const reader = new JsonReader(facts, catalogue)
  return scope.outputs.map((entry) => {
    const value = nodeIn(entry, 'expr')
    const shape = value === null ? null : reader.json(value, { scope, known: new Set(), joined: new Set() })
    return shape === anyJson ? null : shape
  })
}

class JsonReader {
  readonly #facts: StatementFacts
  readonly #catalogue: Catalogue

  constructor(facts: StatementFacts, catalogue: Catalogue) {
    this.#facts = facts
    this.#catalogue = catalogue
  }

  /** The shape of an expression that is json or jsonb. */
  json(node: AnalysedNode, place: Place): JsonShape {
    switch (node.kind) {
      case 'VAR': {
        const { source } = this.#facts.expression(node, place.scope)
        if (source !== null && this.#isJsonType(source.typeOid)) return { kind: 'column', path: source.path }
        const meant = this.#facts.definitionOf(node, place.scope)
        return meant === null ? anyJson : this.json(meant.node, { ...empty, scope: meant.scope })
      }
      case 'CONST':
        return constantShape(constantText(node), this.#typeOf(node))
      case 'RELABELTYPE':
      case 'COERCEVIAIO': {
        const inner = nodeIn(node, 'arg')
        return inner !== null && isJson(this.#typeOf(inner)) ? this.json(inner, place) : anyJson
      }
      case 'COALESCEEXPR':
        return united(nodesIn(node, 'args').map((one) => this.json(one, place)))
      case 'CASEEXPR': {
        const results = nodesIn(node, 'args').map((when) => nodeIn(when, 'result'))
        const values = [...results, nodeIn(node, 'defresult')].flatMap((one) =>
          one === null || isNull(one) ? [] : [this.json(one, place)],
        )
        return united(values)
      }
      case 'SUBLINK': {
        const query = nodeIn(node, 'subselect')
        if (numberIn(node, 'subLinkType') !== 4 || query === null) return anyJson
        if (nodeIn(query, 'setOperations') !== null) return anyJson
        const scope = this.#facts.scopeOf(query, place.scope)
        const [first] = scope.outputs
        const value = first === undefined ? null : nodeIn(first, 'expr')
        return value === null ? anyJson : this.json(value, { ...empty, scope })
      }
      case 'FUNCEXPR': {
        const called = this.#catalogue.functions.get(numberIn(node, 'funcid'))
        return called === undefined || isSet(node, 'funcvariadic')
          ? anyJson
          : this.#call(called, nodesIn(node, 'args'), place)
      }
      case 'AGGREF': {
        const called = this.#catalogue.functions.get(numberIn(node, 'aggfnoid'))
        return called === undefined || numberIn(node, 'agglevelsup') > 0
          ? anyJson
          : this.#aggregate(called, node, place)
      }
      case 'JSONCONSTRUCTOREXPR':
        return this.#constructed(node, place)
      default:
        return anyJson
    }
  }

  #call({ name }: CatalogueFunction, args: readonly AnalysedNode[], place: Place): JsonShape {
    const [first] = args
    switch (name.replace(/^jsonb?_/, '')) {
      case 'build_object':
        return this.#object(args, place, false)
      case 'build_array':
        return { kind: 'tuple', elements: args.map((one) => this.element(one, place)) }
      case 'to_json':
      case 'to_jsonb':
      case 'row_to_json':
        return first === undefined ? anyJson : this.element(first, place).shape
      default:
        return anyJson
    }
  }

  #aggregate({ name }: CatalogueFunction, node: AnalysedNode, place: Place): JsonShape {
    const values = nodesIn(node, 'args').flatMap((entry) => {
      const value = nodeIn(entry, 'expr')
      return isSet(entry, 'resjunk') || value === null ? [] : [value]
    })
    const inGroup = this.#filtered(nodeIn(node, 'aggfilter'), place)
    const [first, second] = values
    if (/^jsonb?_(?:arrayagg|agg)$/.test(name) && first !== undefined) {
      return { kind: 'array', element: this.element(first, inGroup) }
    }
    if (/^jsonb?_object_?agg$/.test(name) && second !== undefined) {
      return { kind: 'record', value: this.element(second, inGroup) }
    }
    return anyJson
  }

  /** `json_object(…)`, `json_array(…)`, and their aggregates. */
  #constructed(node: AnalysedNode, place: Place): JsonShape {
    if (!isJson(this.#typeOf(node))) return anyJson
    const kind = numberIn(node, 'type')
    const args = nodesIn(node, 'args')
    const leavesOutNulls = isSet(node, 'absent_on_null')
    if (kind === 1) return this.#object(args, place, leavesOutNulls)
    // An array without its nulls has no fixed places.
    const without = ({ shape, nullable }: JsonElement): JsonElement => ({
      shape,
      nullable: nullable && !leavesOutNulls,
    })
    if (kind === 2) {
      const elements = args.map((one) => this.element(one, place))
      return leavesOutNulls && elements.some(({ nullable }) => nullable)
        ? {
            kind: 'array',
            element: without({ shape: united(elements.map(({ shape }) => shape)), nullable: false }),
          }
        : { kind: 'tuple', elements }
    }
    const call = nodeIn(node, 'func')
    if ((kind !== 3 && kind !== 4) || call?.kind !== 'AGGREF') return anyJson
    const shape = this.#aggregate(
      {
        name: kind === 3 ? 'json_object_agg' : 'json_agg',
        argumentTypes: [],
        isAggregate: true,
        isStrict: false,
        isCast: false,
      },
      call,
      place,
    )
    if (shape.kind === 'array') return { kind: 'array', element: without(shape.element) }
    return shape.kind === 'record' ? { kind: 'record', value: without(shape.value) } : shape
  }

  #object(args: readonly AnalysedNode[], place: Place, leavesOutNulls: boolean): JsonShape {
    const members: JsonMember[] = []
    for (let at = 0; at + 1 < args.length; at += 2) {
      const [key, value] = [args[at], args[at + 1]]
      const name = key === undefined ? null : constantText(unwrapped(key))
      if (name === null || value === undefined) return anyJson
      const { shape, nullable } = this.element(value, place)
      members.push({ key: name, shape, nullable, optional: nullable && leavesOutNulls })
    }
    // Of two values under one key the last one stays.
    return { kind: 'object', members: [...new Map(members.map((member) => [member.key, member])).values()] }
  }

  /** An expression of any type, as a value within JSON. */
  element(node: AnalysedNode, place: Place): JsonElement {
    const { nullness } = this.#facts.expression(node, place.scope, place.known, place.joined)
    // In the rows of a grouping set the columns that are not grouped by are null.
    return { shape: this.#value(node, place), nullable: nullness === 'maybe' || place.scope.hasGroupingSets }
  }

  #value(node: AnalysedNode, place: Place): JsonShape {
    const type = this.#typeOf(node)
    if (isJson(type)) return this.json(node, place)
    const row = this.#row(unwrapped(node), place)
    if (row !== null) return row
    if (node.kind === 'SUBLINK' && numberIn(node, 'subLinkType') === 6) return listOf(type, true)
    if (type.kind !== 'array') return scalarShape(type)
    const { source } = this.#facts.expression(node, place.scope)
    if (source !== null) return listOf(type.element, !source.elementsNotNull, source.elementsNotNull)
    return listOf(type.element, true, this.#isFlat(node, place.scope))
  }

  /** Reports whether an array has one dimension, or none. */
  #isFlat(node: AnalysedNode, scope: QueryScope): boolean {
    if (node.kind === 'VAR') {
      const meant = this.#facts.definitionOf(node, scope)
      return meant !== null && this.#isFlat(meant.node, meant.scope)
    }
    if (node.kind === 'ARRAYEXPR') return !isSet(node, 'multidims')
    if (node.kind === 'SUBLINK') return numberIn(node, 'subLinkType') === 6
    if (node.kind === 'FUNCEXPR') {
      const called = this.#catalogue.functions.get(numberIn(node, 'funcid'))
      return called?.name === 'string_to_array'
    }
    if (node.kind !== 'AGGREF') return false
    const called = this.#catalogue.functions.get(numberIn(node, 'aggfnoid'))
    const [value] = nodesIn(node, 'args').flatMap((entry) => nodeIn(entry, 'expr') ?? [])
    return called?.name === 'array_agg' && value !== undefined && this.#typeOf(value).kind !== 'array'
  }

  /** The object that a whole row becomes; null for any other value. */
  #row(node: AnalysedNode, { scope: from }: Place): JsonShape | null {
    if (node.kind !== 'VAR' || numberIn(node, 'varattno') !== 0) return null
    const scope = from.above(numberIn(node, 'varlevelsup'))
    const source = scope?.source(numberIn(node, 'varno')) ?? null
    if (scope === null || source === null) return anyJson
    const alias = nodeIn(source, 'eref')
    const names = (alias?.fields.get('colnames') ?? []) as readonly string[]
    if (scope.kindOf(source) === 'table') {
      const table = this.#catalogue.relations.get(numberIn(source, 'relid'))
      if (table === undefined) return anyJson
      return {
        kind: 'object',
        members: table.columns.map((column) => ({
          key: column.name,
          nullable: !column.notNull,
          optional: false,
          shape: this.#columnShape(column.typeOid, column.typeModifier, column.path, column.elementsNotNull),
        })),
      }
    }
    const query = scope.kindOf(source) === 'query' ? nodeIn(source, 'subquery') : null
    if (query === null || nodeIn(query, 'setOperations') !== null) return anyJson
    const inner = this.#facts.scopeOf(query, scope)
    return {
      kind: 'object',
      members: inner.outputs.map((entry, index) => {
        const value = nodeIn(entry, 'expr')
        const key = names[index] ?? wordIn(entry, 'resname')
        const shape =
          value === null
            ? { shape: anyJson, nullable: true }
            : this.element(value, { ...empty, scope: inner })
        return { key, optional: false, ...shape }
      }),
    }
  }

  #columnShape(oid: number, modifier: number, path: string, elementsNotNull: boolean): JsonShape {
    const type = resolveSqlType(this.#catalogue, oid, modifier)
    if (isJson(type)) return { kind: 'column', path }
    return type.kind === 'array' ? listOf(type.element, !elementsNotNull, elementsNotNull) : scalarShape(type)
  }

  /** The rows that a filter lets pass have what it compares, and the sources of that. */
  #filtered(filter: AnalysedNode | null, place: Place): Place {
    if (filter === null) return place
    const strict = this.#facts.strictIn(filter)
    const there = [...strict].flatMap((key) => [...place.scope.stateOf(Number(key.split('.')[0])).missingIn])
    return {
      scope: place.scope,
      known: new Set([...place.known, ...strict]),
      joined: new Set([...place.joined, ...there]),
    }
  }

  #isJsonType(oid: number): boolean {
    return isJson(resolveSqlType(this.#catalogue, oid, -1))
  }

  #typeOf(node: AnalysedNode): SqlType {
    return resolveSqlType(this.#catalogue, expressionType(node), -1)
  }
}

const empty = { known: new Set<ColumnKey>(), joined: new Set<number>() }

function isNull(node: AnalysedNode): boolean {
  const inner = unwrapped(node)
  return inner.kind === 'CONST' && isSet(inner, 'constisnull')
}

/** The expression within casts that change no byte of it. */
function unwrapped(node: AnalysedNode): AnalysedNode {
  const inner = node.kind === 'RELABELTYPE' ? nodeIn(node, 'arg') : null
  return inner === null ? node : unwrapped(inner)
}

/** An empty list or object stands beside what it is a substitute for. */
function constantShape(text: string | null, type: SqlType): JsonShape {
  const isText = type.kind === 'other' && type.name === 'json'
  // A constant of jsonb is in the server's binary form, of which only the empty ones are known here.
  if (text === (isText ? '[]' : '\0\0\0@')) return { kind: 'tuple', elements: [] }
  return text === (isText ? '{}' : '\0\0\0 ') ? { kind: 'object', members: [] } : anyJson
}

function united(shapes: readonly JsonShape[]): JsonShape {
  if (shapes.length === 0 || shapes.includes(anyJson)) return anyJson
  const lists = shapes.filter(({ kind }) => kind === 'array')
  const others = shapes.filter(
    (shape) => !(shape.kind === 'tuple' && shape.elements.length === 0 && lists.length > 0),
  )
  const [only] = others
  return others.length === 1 && only !== undefined ? only : { kind: 'union', shapes: others }
}

/**
 * The list that an array becomes. One of several dimensions becomes a list of lists, which no type of SQL shows: only a check that
 * refuses null elements refuses several dimensions as well.
 */
function listOf(element: SqlType, nullable: boolean, isFlat = true): JsonShape {
  if (!isFlat) return { kind: 'array', element: { shape: anyJson, nullable: false } }
  return { kind: 'array', element: { shape: scalarShape(element), nullable } }
}

const numbers = new Set(['int2', 'int4', 'int8'])
const inexact = new Set(['float4', 'float8', 'numeric'])
const strings = new Set(
  (
    'bit bpchar bytea char cidr citext date inet interval macaddr macaddr8 money name oid text time timestamp timestamptz timetz ' +
    'tsquery tsvector uuid varbit varchar xml'
  ).split(' '),
)

/** The JSON that `to_json` makes of a value that is no array, no row and no JSON. */
function scalarShape(type: SqlType): JsonShape {
  const plain = (text: string): JsonShape => ({ kind: 'type', type: { text, imports: [] } })
  if (type.kind === 'array')
    return { kind: 'array', element: { shape: scalarShape(type.element), nullable: true } }
  if (type.kind === 'enum') {
    return { kind: 'type', type: { text: type.typeName, imports: [{ from: 'enums', name: type.typeName }] } }
  }
  if (type.name === 'bool') return plain('boolean')
  if (numbers.has(type.name)) return plain('number')
  if (inexact.has(type.name)) {
    return { kind: 'type', type: { text: 'JsonNumber', imports: [{ from: 'json', name: 'JsonNumber' }] } }
  }
  if (strings.has(type.name) || type.typtype === 'r' || type.typtype === 'm') return plain('string')
  return anyJson
}
