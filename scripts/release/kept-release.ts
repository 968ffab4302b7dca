import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { UniqueKey } from '../../src/generate/emit/conflict-keys.js'

/** A parameter that a published query takes. */
export interface KeptParameter {
  readonly type: string
  readonly required: boolean
}

/** A column that a published query gives. */
export interface KeptColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
}

/** A query as a published version sends it. */
export interface KeptQuery {
  readonly file: string
  readonly text: string
  /** The parameters behind `$1`, `$2`, … */
  readonly placeholders: readonly string[]
  readonly parameters: Readonly<Record<string, KeptParameter>>
  readonly columns: readonly KeptColumn[]
  /** The unique keys, by table, of an `on conflict do nothing` without a target. */
  readonly conflictKeys?: Readonly<Record<string, readonly UniqueKey[]>>
}

/** A version that was published, and may be running while the next one migrates. */
export interface KeptRelease {
  readonly version: string
  /** The values of each enum, by the name of its type in TypeScript. */
  readonly enums: Readonly<Record<string, readonly string[]>>
  readonly queries: Readonly<Record<string, KeptQuery>>
}

const suffix = '.manifest.json'

/** The name of the file that keeps a version's manifest. */
export function manifestFile(version: string): string {
  return version + suffix
}

/**
 * Reads what published versions send, oldest first.
 *
 * @throws {@link Error} if a file is not such a manifest.
 */
export async function readReleases(directory: string): Promise<readonly KeptRelease[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(suffix))
  const releases = await Promise.all(
    names.map(async (name) => {
      const content: unknown = JSON.parse(await readFile(join(directory, name), 'utf8'))
      if (!isManifest(content)) throw new Error(`${name} is no manifest of version 1`)
      return { version: name.slice(0, -suffix.length), enums: content.enums, queries: content.queries }
    }),
  )
  const { compare } = new Intl.Collator('en', { numeric: true })
  return releases.sort((one, other) => compare(one.version, other.version))
}

function isManifest(value: unknown): value is Pick<KeptRelease, 'enums' | 'queries'> {
  if (typeof value !== 'object' || value === null) return false
  if (!('version' in value && value.version === 1 && 'queries' in value && 'enums' in value)) return false
  const { queries, enums } = value
  if (typeof queries !== 'object' || queries === null || typeof enums !== 'object' || enums === null)
    return false
  return Object.values(enums).every(Array.isArray) && Object.values(queries).every(isQuery)
}

function isQuery(value: unknown): value is KeptQuery {
  if (typeof value !== 'object' || value === null) return false
  return ['file', 'text', 'placeholders', 'parameters', 'columns'].every((member) => member in value)
}
