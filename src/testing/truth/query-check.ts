import type { ManifestQuery, QueryManifest } from './query-manifest.js'
import { kindOf, valueTest } from './value-type.js'

/** A column that held a value which its type does not allow. It reports the value's type, never the value. */
export interface TypeLie {
  readonly query: string
  readonly column: string
  /** The type in TypeScript: `string | null`. */
  readonly declared: string
  /** The type that was found, such as `null`, `array of null and string` or `Polygon`; `undefined` for a missing property. */
  readonly found: string
}

/** A comparison of a query's rows with its types. */
export interface QueryCheck {
  compare(rows: readonly unknown[]): void
  /** True when more rows could only find lies: each column has held a value, and null if it may be null. */
  isDone(): boolean
  isSilent(): boolean
  lies(): readonly TypeLie[]
  unproven(): readonly string[]
  unseen(): readonly string[]
}

/** The least number of runs: enough to meet rows that are rare among those of one query. */
const enoughRuns = 20

/** Starts a comparison of a query's rows. */
export function checkQuery(
  query: string,
  { columns }: ManifestQuery,
  enums: QueryManifest['enums'],
): QueryCheck {
  const checks = columns.map(({ property, typescript, nullable }) => ({
    property,
    nullable,
    declared: nullable ? `${typescript} | null` : typescript,
    test: valueTest(typescript, enums),
    sawNull: false,
    sawValue: false,
  }))
  const known = new Set(columns.map(({ property }) => property))
  const lies = new Map<string, TypeLie>()
  const tell = (column: string, declared: string, found: string) =>
    lies.set(`${column} ${found}`, { query, column, declared, found })
  const named = (list: typeof checks) => list.map(({ property }) => `${query}.${property}`)
  let runs = 0
  let gaveRows = false

  return {
    compare(rows) {
      runs++
      for (const row of rows) {
        if (typeof row !== 'object' || row === null) continue
        gaveRows = true
        const values = new Map(Object.entries(row))
        for (const check of checks) {
          const value: unknown = values.get(check.property)
          if (value === null) {
            check.sawNull = true
            if (!check.nullable) tell(check.property, check.declared, 'null')
          } else {
            check.sawValue = true
            if (!check.test(value)) tell(check.property, check.declared, kindOf(value))
          }
        }
        for (const column of values.keys()) if (!known.has(column)) tell(column, 'nothing', 'a column')
      }
    },
    isDone: () =>
      runs >= enoughRuns &&
      checks.every(({ nullable, sawNull, sawValue }) => sawValue && (sawNull || !nullable)),
    isSilent: () => !gaveRows,
    lies: () => [...lies.values()],
    unproven: () => named(checks.filter(({ nullable, sawNull }) => gaveRows && nullable && !sawNull)),
    unseen: () => named(checks.filter(({ sawValue }) => gaveRows && !sawValue)),
  }
}
