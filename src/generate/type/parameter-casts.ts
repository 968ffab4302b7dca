import type { Node, TypeName } from 'libpg-query'
import { modifierOfWords } from '../schema/geometry-shape.js'
import { visit } from '../read/visit.js'

/**
 * Finds the shapes that a statement casts its parameters to, as type modifiers by the parameter's number.
 *
 * The server describes a parameter by its type alone. Only the text shows that `:area::geography(Polygon, 4326)` is a
 * polygon.
 */
export function castModifiers(statement: Node): ReadonlyMap<number, number> {
  const modifiers = new Map<number, number>()
  visit(statement, (node) => {
    if (!('TypeCast' in node)) return
    const { arg, typeName } = node.TypeCast
    if (arg === undefined || !('ParamRef' in arg) || typeName === undefined) return
    const modifier = modifierOf(typeName)
    if (modifier !== null) modifiers.set(arg.ParamRef.number ?? 0, modifier)
  })
  return modifiers
}

function modifierOf({ names = [], typmods = [] }: TypeName): number | null {
  const name = names.map(wordOf).at(-1)
  return modifierOfWords(typmods.map(wordOf), name === 'geography' ? 4326 : 0)
}

function wordOf(node: Node): string {
  if ('String' in node) return node.String.sval ?? ''
  if ('ColumnRef' in node) {
    const [field] = node.ColumnRef.fields ?? []
    return field === undefined ? '' : wordOf(field)
  }
  if ('A_Const' in node) {
    const { sval, ival } = node.A_Const
    return sval?.sval ?? String(ival?.ival ?? '')
  }
  return ''
}
