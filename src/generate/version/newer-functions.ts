import type { ClientBase } from 'pg'
import type { SourceFile } from '../read/source-file.js'
import type { ServerVersion } from '../schema/server-version.js'
import { definedFunctions, type DefinedFunction } from './defined-functions.js'
import { grownFunctions, newFunctions, type Product } from './new-functions.js'
import type { TargetVersion } from './target-version.js'

/** A function of the server that production does not have. */
export interface NewerFunction {
  readonly oid: number
  readonly name: string
  /** `name(types of the arguments)` */
  readonly signature: string
  readonly product: Product
  /** The version that brought it. */
  readonly since: string
}

interface FunctionRow {
  readonly oid: number
  readonly name: string
  readonly arguments: string
  readonly count: number
  readonly defaults: number
  readonly variadic: boolean
  readonly owner: Product | 'another extension' | 'service'
  readonly visible: boolean
  readonly result: string
}

/** A call as its statement writes it. */
export interface WrittenCall {
  readonly name: string
  readonly argumentCount: number
  /** True if the call names `pg_catalog`, so that it cannot mean a function of the service. */
  readonly isQualified: boolean
}

/** The functions of a server that the declared versions lack, and the others of the same names. */
export class NewerFunctions {
  readonly target: TargetVersion
  readonly #byName: ReadonlyMap<string, readonly FunctionRow[]>
  readonly #newer: ReadonlyMap<number, NewerFunction>
  readonly #defined: readonly DefinedFunction[]

  private constructor(
    target: TargetVersion,
    rows: readonly FunctionRow[],
    newer: ReadonlyMap<number, NewerFunction>,
    defined: readonly DefinedFunction[],
  ) {
    this.target = target
    this.#newer = newer
    this.#defined = defined
    const byName = new Map<string, FunctionRow[]>()
    for (const row of rows) byName.set(row.name, [...(byName.get(row.name) ?? []), row])
    this.#byName = byName
  }

  /**
   * Reads them from a server; null if the server is not newer than what is declared.
   *
   * @param migrations - They may define a function for older servers alone, as those of this package define `uuidv7`.
   */
  static async read(
    client: ClientBase,
    server: ServerVersion,
    target: TargetVersion,
    migrations: readonly SourceFile[],
  ): Promise<NewerFunctions | null> {
    if (!isNewer(server, target)) return null
    const since = new Map(
      Object.entries(newFunctions).flatMap(([product, versions]) =>
        Object.entries(versions)
          .filter(([version]) =>
            isAfter(version, product === 'PostGIS' ? target.postgis : String(target.postgres)),
          )
          .flatMap(([version, signatures]) =>
            signatures.map((signature) => [`${product} ${signature}`, version] as const),
          ),
      ),
    )
    const names = new Set(
      Array.from(since.keys(), (key) => key.slice(key.indexOf(' ') + 1, key.indexOf('('))),
    )
    const { rows } = await client.query<FunctionRow>(functionsQuery, [[...names]])
    const newer = new Map<number, NewerFunction>()
    for (const { oid, name, owner, arguments: types } of rows) {
      const signature = `${name}(${types})`
      const version = since.get(`${owner} ${signature}`)
      if (version === undefined || (owner !== 'PostgreSQL' && owner !== 'PostGIS')) continue
      newer.set(oid, { oid, name, signature, product: owner, since: version })
    }
    return new NewerFunctions(target, rows, newer, definedFunctions(migrations))
  }

  /** True if production lacks some function of this name. */
  has(name: string): boolean {
    return this.named(name).length > 0
  }

  /** The functions of a name that production lacks. */
  named(name: string): readonly NewerFunction[] {
    return (this.#byName.get(name) ?? []).flatMap(({ oid }) => this.#newer.get(oid) ?? [])
  }

  byOid(oid: number): NewerFunction | undefined {
    return this.#newer.get(oid)
  }

  /** True if production has a function for a call that means a newer one here. */
  isAnswered(call: WrittenCall, newer: NewerFunction): boolean {
    const grown = grownFunctions[newer.signature]
    if (grown !== undefined && call.argumentCount <= grown) return true
    if (call.isQualified) return false
    const rows = this.#byName.get(newer.name) ?? []
    const result = rows.find(({ oid }) => oid === newer.oid)?.result
    // Another result would have another type in TypeScript.
    return (
      rows.some((row) => isService(row) && accepts(row, call.argumentCount) && row.result === result) ||
      this.#defined.some(
        (one) => one.name === newer.name && one.argumentCount === call.argumentCount && one.result === result,
      )
    )
  }

  /** The functions that a call may mean, by its name and number of arguments, that production lacks. */
  candidates(call: WrittenCall): {
    readonly newer: readonly NewerFunction[]
    /** True if it may mean one that production has. */
    readonly isOpen: boolean
  } {
    const rows = (this.#byName.get(call.name) ?? []).filter((row) => accepts(row, call.argumentCount))
    const newer = rows.flatMap(({ oid }) => this.#newer.get(oid) ?? [])
    return {
      newer: newer.filter((one) => !this.isAnswered(call, one)),
      isOpen: rows.some(
        ({ oid, owner }) => !this.#newer.has(oid) && (owner !== 'service' || !call.isQualified),
      ),
    }
  }
}

/** True if a server is newer than what is declared. */
function isNewer(server: ServerVersion, target: TargetVersion): boolean {
  return (
    isAfter(majorOf(server.postgres), String(target.postgres)) ||
    (server.postgis !== null && isAfter(server.postgis, target.postgis))
  )
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? version
}

/** Compares versions of the same length: `3.6` is after `3.5`, as `3.6.2` is, and `3.5.2` is not. */
export function isAfter(version: string, other: string): boolean {
  const numbers = version.split('.').map(Number)
  for (const [index, number] of other.split('.').map(Number).entries()) {
    const own = numbers[index] ?? 0
    if (own !== number) return own > number
  }
  return false
}

function isService({ owner, visible }: FunctionRow): boolean {
  return owner === 'service' && visible
}

function accepts({ count, defaults, variadic }: FunctionRow, given: number): boolean {
  return variadic ? given >= count - 1 : count - defaults <= given && given <= count
}

/** A function of the schema may be hidden by PostgreSQL's, and is visible all the same where that one is missing. */
const functionsQuery = `
select
  p.oid::int as oid,
  p.proname::text as name,
  regexp_replace(pg_catalog.oidvectortypes(p.proargtypes), '\\y\\w+\\.', '', 'g') as arguments,
  p.pronargs::int as count,
  p.pronargdefaults::int as defaults,
  p.provariadic <> 0 as variadic,
  case
    when p.pronamespace = 'pg_catalog'::regnamespace then 'PostgreSQL'
    when extension.extname = 'postgis' then 'PostGIS'
    when extension.extname is not null then 'another extension'
    else 'service'
  end as owner,
  n.nspname = any (pg_catalog.current_schemas(false)) as visible,
  p.prorettype::regtype::text as result
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
left join pg_catalog.pg_depend d
  on d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
left join pg_catalog.pg_extension extension on extension.oid = d.refobjid
where p.proname = any ($1)`
