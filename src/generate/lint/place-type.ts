import type { Node, TypeName } from 'libpg-query'
import { functionName, lastWord } from '../read/tree-names.js'
import type { Catalogue, CatalogueColumn } from '../schema/catalogue.js'
import type { QueryLevel } from '../scope/query-level.js'
import { shapeOfModifier } from '../schema/geometry-shape.js'
import { typeName } from '../scope/column-place.js'
import { tracesOf } from './traces.js'

/** The knowledge about an expression that is a place. */
export interface PlaceType {
  /** Null if the tree does not show it. */
  readonly type: 'geometry' | 'geography' | null
  /** The number of the spatial reference system, 0 for none; null if the tree does not show it. */
  readonly srid: number | null
}

const unknown: PlaceType = { type: null, srid: null }

// These return something in the spatial reference system of their first argument.
const keeping = new Set(
  (
    'st_boundary st_buffer st_centroid st_closestpoint st_collect st_collectionextract st_convexhull st_difference ' +
    'st_endpoint st_envelope st_expand st_exteriorring st_force2d st_geometryn st_intersection ' +
    'st_lineinterpolatepoint st_linemerge st_linesubstring st_makeline st_makepolygon st_makevalid st_multi ' +
    'st_pointn st_pointonsurface st_reverse st_segmentize st_simplify st_simplifypreservetopology st_snaptogrid ' +
    'st_startpoint st_symdifference st_translate st_unaryunion st_union'
  ).split(' '),
)

// The place of the argument with the SRID, counted from 0. Without it the SRID is 0.
const makers: Readonly<Record<string, number>> = {
  st_makeenvelope: 4,
  st_makepoint: Infinity,
  st_makepointm: Infinity,
  st_point: 2,
  st_pointm: 3,
  st_pointz: 3,
  st_pointzm: 4,
}

/** Finds out what kind of place an expression is, and in which spatial reference system. */
export function placeTypeOf(level: QueryLevel, node: Node, catalogue: Catalogue): PlaceType {
  if ('TypeCast' in node) return ofCast(level, node.TypeCast.arg, node.TypeCast.typeName, catalogue)
  if ('FuncCall' in node) return ofCall(level, node, catalogue)
  if ('CoalesceExpr' in node) {
    const types = (node.CoalesceExpr.args ?? []).map((argument) => placeTypeOf(level, argument, catalogue))
    return types.find(({ srid }) => srid !== null) ?? types[0] ?? unknown
  }
  if ('SubLink' in node && node.SubLink.subLinkType === 'EXPR_SUBLINK') {
    const inner = node.SubLink.subselect && level.subqueries.get(node.SubLink.subselect)
    const [target] = inner?.targets ?? []
    const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined
    return inner === undefined || value === undefined ? unknown : placeTypeOf(inner, value, catalogue)
  }
  if (!('ColumnRef' in node)) return unknown
  const [trace, ...others] = tracesOf(level, node)
  if (trace === undefined || others.length > 0) return unknown
  if (trace.kind === 'expression') {
    return trace.node === node ? unknown : placeTypeOf(trace.level, trace.node, catalogue)
  }
  return columnPlaceType(trace.column, catalogue)
}

/** Finds out what kind of places a column of a table holds. */
export function columnPlaceType(column: CatalogueColumn, catalogue: Catalogue): PlaceType {
  const name = typeName(catalogue, column)
  if (name !== 'geometry' && name !== 'geography') return unknown
  const type = catalogue.types.get(column.typeOid)
  const modifier = type?.baseOid == null ? column.typeModifier : type.baseModifier
  const srid = shapeOfModifier(modifier)?.srid
  if (name === 'geography') return { type: name, srid: srid === undefined || srid === 0 ? 4326 : srid }
  // A column without an SRID in its type takes any.
  return { type: name, srid: srid === undefined || srid === 0 ? null : srid }
}

function ofCast(
  level: QueryLevel,
  argument: Node | undefined,
  type: TypeName | undefined,
  catalogue: Catalogue,
): PlaceType {
  const name = lastWord(type?.names)
  if (name !== 'geometry' && name !== 'geography') return unknown
  const inner = argument === undefined ? unknown : placeTypeOf(level, argument, catalogue)
  const [, srid] = type?.typmods ?? []
  const written = srid === undefined ? null : numberOf(srid)
  const text = textOf(argument)
  const ofText = text === null ? inner.srid : sridOfText(text)
  if (name === 'geography') return { type: name, srid: written ?? (ofText === 0 ? 4326 : (ofText ?? 4326)) }
  return { type: name, srid: written ?? ofText }
}

function ofCall(level: QueryLevel, node: Node, catalogue: Catalogue): PlaceType {
  const name = functionName(node) ?? ''
  const args = 'FuncCall' in node ? (node.FuncCall.args ?? []) : []
  const [first, second] = args
  const place = makers[name]
  if (place !== undefined) {
    const srid = args[place]
    return { type: 'geometry', srid: srid === undefined ? 0 : numberOf(srid) }
  }
  if (name === 'st_setsrid' || (name === 'st_transform' && args.length === 2)) {
    return { type: 'geometry', srid: second === undefined ? null : numberOf(second) }
  }
  if (name === 'st_geogfromtext' || name === 'st_geographyfromtext') return { type: 'geography', srid: 4326 }
  if (name === 'st_geomfromgeojson') return { type: 'geometry', srid: 4326 }
  if (name === 'st_geomfromtext' || name === 'st_geomfromewkt' || name === 'st_pointfromtext') {
    const text = textOf(first)
    const srid = second !== undefined ? numberOf(second) : text === null ? null : sridOfText(text)
    return { type: 'geometry', srid }
  }
  if (!keeping.has(name) || first === undefined) return unknown
  return placeTypeOf(level, first, catalogue)
}

/** Returns the SRID in `SRID=4326;POINT(…)`; 0 if there is none, and null for what is no such text. */
function sridOfText(text: string): number | null {
  const [, srid] = /^\s*srid\s*=\s*(\d+)\s*;/i.exec(text) ?? []
  if (srid !== undefined) return Number(srid)
  return /^\s*[a-z]+\s*(?:z|m|zm)?\s*\(/i.test(text) ? 0 : null
}

function textOf(node: Node | undefined): string | null {
  if (node === undefined) return null
  if ('TypeCast' in node) return textOf(node.TypeCast.arg)
  return 'A_Const' in node ? (node.A_Const.sval?.sval ?? null) : null
}

/** Returns the value of a whole number; null for any other expression. */
export function numberOf(node: Node): number | null {
  if ('TypeCast' in node) return node.TypeCast.arg === undefined ? null : numberOf(node.TypeCast.arg)
  if (!('A_Const' in node)) return null
  const { ival, fval } = node.A_Const
  if (ival !== undefined) return ival.ival ?? 0
  return fval?.fval === undefined ? null : Number(fval.fval)
}
