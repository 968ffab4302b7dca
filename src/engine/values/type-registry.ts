import { binaryDecoders } from './binary-decoders.js'
import { builtinByteDecoders } from './byte-decoders.js'
import { builtinDecoders, decodeArray, type TypeReader } from './decode.js'
import type { TypeCodecs } from './encode.js'
import { own } from '../../own-properties.js'

/** What the registry needs of a connection: a plain query that gives rows as arrays of text. */
export type CatalogueReader = (sql: string) => Promise<readonly (readonly (string | null)[])[]>

const asText: TypeReader = { fromText: null }

/** int2vector, oidvector (pg_type.dat): of the category of arrays, but written `1 2`. */
const vectors: ReadonlySet<number> = new Set([22, 30])

const builtinReaders: ReadonlyMap<number, TypeReader> = new Map(
  [...builtinDecoders.keys(), ...builtinByteDecoders.keys()].map((oid) => [
    oid,
    {
      fromText: builtinDecoders.get(oid) ?? null,
      fromBytes: builtinByteDecoders.get(oid),
      fromBinary: binaryDecoders.get(oid),
    },
  ]),
)

/**
 * Knows how to read each type of one database.
 *
 * Types of extensions and enums have other oids in each database, so they are found by name in the
 * catalogue, and again when a result shows an oid that was not there before (a migration has run).
 */
export class TypeRegistry {
  readonly #codecs: TypeCodecs
  #readers = builtinReaders
  #loading: Promise<void> | undefined

  constructor(codecs: TypeCodecs) {
    this.#codecs = codecs
  }

  /** How to read each of these types: as text those that even the catalogue did not know. */
  readersOf(oids: readonly number[]): readonly TypeReader[] {
    return oids.map((oid) => this.#readers.get(oid) ?? asText)
  }

  /** Tells whether it knows how to read all of these types; {@link load} may find those that it does not. */
  knows(oids: readonly number[]): boolean {
    return oids.every((oid) => this.#readers.has(oid))
  }

  /**
   * Reads the catalogue, so that it {@link knows} these oids if the database does.
   *
   * Callers at the same time share one reading where that is enough: it may have begun before the type was there, in
   * a session that does not see it yet, or on a connection that was lost.
   */
  async load(oids: readonly number[], read: CatalogueReader): Promise<void> {
    for (let waits = 0; waits < 2 && this.#loading !== undefined; waits++) {
      await this.#loading.catch(() => undefined)
      if (this.knows(oids)) return
    }
    const loading = this.#load(read).finally(() => {
      if (this.#loading === loading) this.#loading = undefined
    })
    this.#loading = loading
    await loading
  }

  /** Loads what reads the types that this database has. */
  async #loadCodecs(names: ReadonlySet<string | null | undefined>): Promise<void> {
    const codecs = Object.entries(this.#codecs).flatMap(([name, codec]) => (names.has(name) ? [codec] : []))
    for (const codec of codecs) await codec.load?.()
  }

  async #load(read: CatalogueReader): Promise<void> {
    const rows = await read(
      'select oid, typname, typelem, typdelim, typcategory, typbasetype from pg_catalog.pg_type',
    )
    const types = new Map(rows.map((row) => [Number(row[0]), row]))
    await this.#loadCodecs(new Set(rows.map((row) => row[1])))
    const readerOf = (oid: number): TypeReader => {
      const [, name, element, delimiter, category, base] = types.get(oid) ?? []
      const builtin = builtinReaders.get(oid)
      if (builtin !== undefined) return builtin
      const codec = own(this.#codecs, name ?? '')
      if (codec !== undefined) return { fromText: codec.decode, fromBinary: codec.decodeBinary }
      // An array of a domain is an array of what the domain stands for.
      if (base !== '0' && base !== undefined) return readerOf(Number(base))
      if (category !== 'A' || vectors.has(oid)) return asText
      const { fromText } = readerOf(Number(element))
      return { fromText: (text) => decodeArray(text, fromText, delimiter ?? ',') }
    }
    this.#readers = new Map(Array.from(types.keys(), (oid) => [oid, readerOf(oid)]))
  }
}
