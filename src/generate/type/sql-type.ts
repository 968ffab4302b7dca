import { typescriptTypes } from '../../engine/values/typescript-types.js'
import { pascalCase } from '../identifiers.js'
import type { Catalogue, CatalogueType } from '../schema/catalogue.js'
import { declaredName } from '../schema/comment-tags.js'

/** The type of a value, with domains resolved and arrays taken apart. */
export type SqlType =
  | { readonly kind: 'array'; readonly element: SqlType }
  | {
      readonly kind: 'enum'
      readonly name: string
      /** The name of its type in TypeScript. */
      readonly typeName: string
      readonly labels: readonly string[]
    }
  | { readonly kind: 'other'; readonly name: string; readonly typtype: string; readonly modifier: number }

/** Finds a type by its oid. A domain is resolved to its base type, which is what the server sends and accepts. */
export function resolveSqlType(catalogue: Catalogue, oid: number, modifier: number): SqlType {
  const type = catalogue.types.get(oid)
  if (type === undefined) return { kind: 'other', name: `oid ${oid}`, typtype: 'p', modifier }
  if (type.baseOid !== null) return resolveSqlType(catalogue, type.baseOid, type.baseModifier)
  // int2vector and oidvector are arrays to the catalogue, but are written and read as text.
  if (type.elementOid !== null && !Object.hasOwn(typescriptTypes, type.name))
    return { kind: 'array', element: resolveSqlType(catalogue, type.elementOid, modifier) }
  if (type.labels !== null) {
    return { kind: 'enum', name: type.name, typeName: enumTypeName(type), labels: type.labels }
  }
  return { kind: 'other', name: type.name, typtype: type.kind, modifier }
}

/** Returns the name of a type in SQL, such as `uuid` or `product_category[]`. */
export function sqlTypeName(type: SqlType): string {
  return type.kind === 'array' ? `${sqlTypeName(type.element)}[]` : type.name
}

/**
 * Returns the name of an enum's type in TypeScript: the one it declares, or one made of its name. One that needs its schema
 * in SQL has it in TypeScript too, so that two schemas may have an enum of one name.
 */
export function enumTypeName(type: Pick<CatalogueType, 'schema' | 'name' | 'comment' | 'visible'>): string {
  return declaredName(type) ?? pascalCase(type.visible ? type.name : `${type.schema}_${type.name}`)
}

/** Reports whether a type is json or jsonb. */
export function isJson(type: SqlType): boolean {
  return type.kind === 'other' && (type.name === 'json' || type.name === 'jsonb')
}
