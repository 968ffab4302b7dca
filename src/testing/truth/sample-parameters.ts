import type { PreparedQuery } from '../../engine/statement/prepared-query.js'
import { typescriptTypes, type TypescriptType } from '../../engine/values/typescript-types.js'
import { own } from '../../own-properties.js'
import type { ManifestQuery } from './query-manifest.js'
import type { SampledRow, Samples } from './sampled-rows.js'
import type { Random } from './seeded-random.js'

type Values = Readonly<Record<string, unknown>>

/**
 * Makes parameters for a query from one row of the database.
 *
 * A parameter gets the value of the column with a matching name (`sellerId`, `afterCreatedAt`, `minPriceMinor`), or another
 * value of its type: from the row, from the database, or made up. Optional parameters are sometimes left out.
 */
export function sampleParameters(
  { queryIR: { params } }: PreparedQuery<unknown, unknown>,
  { parameters, choices = {} }: ManifestQuery,
  row: SampledRow,
  samples: Samples,
  random: Random,
): Values {
  const valueOf = (path: string, name: string) =>
    sampleValue(name, own(parameters, path)?.type ?? 'text', row, samples, random)
  const keysOf = (name: string, keys: readonly { readonly name: string }[]) =>
    Object.fromEntries(keys.map((key) => [key.name, valueOf(`${name}.${key.name}`, key.name)]))
  const careful = random() < 0.3
  const words = Object.entries(choices).map(([name, list]): [string, unknown] => [
    name,
    list[Math.floor(random() * list.length)],
  ])
  return Object.fromEntries([
    ...words,
    ...params.flatMap(({ name, required, transform }): [string, unknown][] => {
      switch (transform.type) {
        case 'array_spread':
          return [[name, [valueOf(name, name.replace(/s$/, '')), valueOf(name, name)]]]
        case 'pick_tuple':
          return [[name, keysOf(name, transform.keys)]]
        case 'pick_array_spread':
          return [[name, [keysOf(name, transform.keys)]]]
        case 'scalar':
          // Parameters of an optional clause are required within it, and absent without it.
          return random() < (required ? 0.1 : careful ? 0.8 : 0.3) ? [] : [[name, valueOf(name, name)]]
      }
    }),
  ])
}

function sampleValue(name: string, type: string, row: SampledRow, samples: Samples, random: Random): unknown {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  if (type.endsWith('[]')) {
    const known = named(name, type, row)
    if (known !== undefined && known !== null && random() < 0.5) return known
    const element = type.slice(0, -2)
    const one = name.replace(/s$/, '')
    return [0, 1, 2]
      .map(() =>
        sampleValue(one, element, random() < 0.5 ? row : (pick(samples.rows) ?? row), samples, random),
      )
      .filter((value) => value !== null)
  }
  if (random() < 0.85) {
    const known = named(name, type, row)
    if (known !== undefined && known !== null) return known
  }
  const labels = samples.enums.get(type)
  if (labels !== undefined) return pick(labels)
  if (type === 'json' || type === 'jsonb') return madeUp(type, random)
  const isMadeUp = /limit|count|size|metres|seconds/i.test(name) || random() < 0.2
  const here = isMadeUp ? [] : ofType(row, type)
  const anywhere = isMadeUp ? [] : allOfType(samples, type)
  return pick(here.length > 0 && random() < 0.7 ? here : anywhere) ?? madeUp(type, random)
}

/** Finds the column whose name a parameter has, with or without a prefix that says how it is used. */
function named(name: string, type: string, { idName, values, types }: SampledRow): unknown {
  const behind = /^(?:after|before|from|until|since|min|max|new|old|origin|walk|by|up)([A-Z].*)$/.exec(
    name,
  )?.[1]
  const candidates = [
    name,
    ...(behind === undefined ? [] : [behind.charAt(0).toLowerCase() + behind.slice(1)]),
  ]
  for (const candidate of candidates) {
    if (isSame(own(types, candidate), type)) return own(values, candidate)
    if (candidate === idName && isSame(own(types, 'id'), type)) return own(values, 'id')
  }
  return undefined
}

/** True if a value of one type can be a parameter of another: of a type of its family, or of an array of them. */
function isSame(one: string | undefined, other: string): boolean {
  return one !== undefined && familyOf(one) === familyOf(other)
}

function familyOf(type: string): string {
  if (type.endsWith('[]')) return `${familyOf(type.slice(0, -2))}[]`
  return type === 'geometry' ? 'geography' : (own<TypescriptType>(typescriptTypes, type)?.family ?? type)
}

/** The values of all samples by type: they are many, and the same for each parameter. */
const valuesByType = new WeakMap<Samples, Map<string, readonly unknown[]>>()

function allOfType(samples: Samples, type: string): readonly unknown[] {
  const byType = valuesByType.get(samples) ?? new Map<string, readonly unknown[]>()
  valuesByType.set(samples, byType)
  const values = byType.get(type) ?? samples.rows.flatMap((row) => ofType(row, type))
  byType.set(type, values)
  return values
}

function ofType({ values, types }: SampledRow, type: string): readonly unknown[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value !== null && isSame(own(types, name), type) ? [value] : [],
  )
}

function madeUp(type: string, random: Random): unknown {
  const number = Math.floor(random() * 100)
  if (type === 'geography' || type === 'geometry') {
    return { type: 'Point', coordinates: [55 + random(), 25 + random()] }
  }
  const sample = own<TypescriptType>(typescriptTypes, type)?.sample
  return sample === undefined ? `text${number}` : sample(number)
}
