import type { MappedType, TypeImport } from './type-map.js'
import { propertyName } from '../identifiers.js'

/** The shape of a JSON value that a statement builds. */
export type JsonShape =
  | { readonly kind: 'type'; readonly type: MappedType }
  /** A JSON column of a table, whose type a service may declare. */
  | { readonly kind: 'column'; readonly path: string }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  /** An object with any keys. */
  | { readonly kind: 'record'; readonly value: JsonElement }
  | { readonly kind: 'array'; readonly element: JsonElement }
  | { readonly kind: 'tuple'; readonly elements: readonly JsonElement[] }
  | { readonly kind: 'union'; readonly shapes: readonly JsonShape[] }

/** A value within a JSON value. */
export interface JsonElement {
  readonly shape: JsonShape
  readonly nullable: boolean
}

/** A value under its key. */
export interface JsonMember extends JsonElement {
  readonly key: string
  /** True if the key is missing where the value is null. */
  readonly optional: boolean
}

/** Any JSON value. */
export const anyJson: Extract<JsonShape, { readonly kind: 'type' }> = {
  kind: 'type',
  type: { text: 'Json', imports: [{ from: 'json', name: 'Json' }] },
}

/**
 * Writes the type of a shape.
 *
 * @param typeOf - Returns the type of a JSON column, by its path.
 */
export function jsonType(shape: JsonShape, typeOf: (path: string) => MappedType): MappedType {
  const imports: TypeImport[] = []
  return { text: write(shape), imports }

  function write(one: JsonShape): string {
    switch (one.kind) {
      case 'type':
        return named(one.type)
      case 'column':
        return named(typeOf(one.path))
      case 'object': {
        const members = one.members.map(
          (member) => `readonly ${propertyName(member.key)}${member.optional ? '?' : ''}: ${element(member)}`,
        )
        return members.length === 0 ? 'Readonly<Record<string, never>>' : `{ ${members.join('; ')} }`
      }
      case 'record':
        return `Readonly<Record<string, ${element(one.value)}>>`
      case 'array': {
        const text = element(one.element)
        return `readonly ${/^[\w.]+$/.test(text) ? text : `(${text})`}[]`
      }
      case 'tuple':
        return `readonly [${one.elements.map(element).join(', ')}]`
      case 'union':
        return [...new Set(one.shapes.map(write))].join(' | ')
    }
  }

  function element({
    shape: inner,
    nullable,
    ...rest
  }: JsonElement & { readonly optional?: boolean }): string {
    return nullable && rest.optional !== true ? `${write(inner)} | null` : write(inner)
  }

  function named(type: MappedType): string {
    imports.push(...type.imports)
    return type.text
  }
}

/** Returns the shape of values of which each has one of two shapes. */
export function mergedShape(one: JsonShape | null, other: JsonShape | null): JsonShape | null {
  if (one === null || other === null) return null
  if (JSON.stringify(one) === JSON.stringify(other)) return one
  const merged = (left: JsonElement, right: JsonElement): JsonElement => ({
    shape: mergedShape(left.shape, right.shape) ?? anyJson,
    nullable: left.nullable || right.nullable,
  })
  if (one.kind === 'array' && other.kind === 'array') {
    return { kind: 'array', element: merged(one.element, other.element) }
  }
  if (one.kind === 'record' && other.kind === 'record') {
    return { kind: 'record', value: merged(one.value, other.value) }
  }
  if (one.kind !== 'object' || other.kind !== 'object') return { kind: 'union', shapes: [one, other] }
  const others = new Map(other.members.map((member) => [member.key, member]))
  const members = one.members.flatMap((member) => {
    const twin = others.get(member.key)
    if (twin === undefined) return []
    return [{ key: member.key, optional: member.optional || twin.optional, ...merged(member, twin) }]
  })
  return members.length === one.members.length && members.length === other.members.length
    ? { kind: 'object', members }
    : { kind: 'union', shapes: [one, other] }
}
