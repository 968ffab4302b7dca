import type { Catalogue } from '../../src/generate/schema/catalogue.js'
import { enumTypeName } from '../../src/generate/type/sql-type.js'
import type { KeptRelease } from './kept-release.js'

/**
 * Finds the values of enums that a published version sends and expects, and that the schema does not have. An enum that
 * is gone as a whole is a break of the queries that use it.
 */
export function enumBreaks({ version, enums }: KeptRelease, catalogue: Catalogue): readonly string[] {
  const now = new Map(
    Array.from(catalogue.types.values(), (type) => [type.labels === null ? null : enumTypeName(type), type]),
  )
  return Object.entries(enums).flatMap(([name, values]) => {
    const type = now.get(name)
    if (type === undefined) return []
    return values
      .filter((value) => type.labels?.includes(value) !== true)
      .map((value) => `${type.name} of ${version} has the value ${value}, which was dropped or renamed`)
  })
}
