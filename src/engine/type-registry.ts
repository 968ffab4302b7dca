import { builtinDecoders, decodeArray, type Decoder } from './decode.js'
import type { TypeCodecs } from './encode.js'

/** What the registry needs of a connection: a plain query that gives rows as arrays of text. */
export type CatalogueReader = (sql: string) => Promise<readonly (readonly (string | null)[])[]>

const asText: Decoder = (text) => text

/**
 * Knows how to read each type of one database.
 *
 * Types of extensions and enums have other oids in each database, so they are found by name in the
 * catalogue, and again when a result shows an oid that was not there before (a migration has run).
 */
export class TypeRegistry {
  readonly #codecs: TypeCodecs
  #decoders: ReadonlyMap<number, Decoder> = builtinDecoders
  #loading: Promise<void> | undefined

  constructor(codecs: TypeCodecs) {
    this.#codecs = codecs
  }

  /** The decoder of a type; undefined if its oid is unknown and {@link load} may find it. */
  decoderOf(oid: number): Decoder | undefined {
    return this.#decoders.get(oid)
  }

  /**
   * Reads the catalogue, so that {@link decoderOf} knows these oids if the database does.
   *
   * Callers at the same time share one reading where that is enough: it may have begun before the type was there, in
   * a session that does not see it yet, or on a connection that was lost.
   */
  async load(oids: readonly number[], read: CatalogueReader): Promise<void> {
    for (let waits = 0; waits < 2 && this.#loading !== undefined; waits++) {
      await this.#loading.catch(() => undefined)
      if (oids.every((oid) => this.#decoders.has(oid))) return
    }
    const loading = this.#load(read).finally(() => {
      if (this.#loading === loading) this.#loading = undefined
    })
    this.#loading = loading
    await loading
  }

  async #load(read: CatalogueReader): Promise<void> {
    const rows = await read(
      'select oid, typname, typelem, typdelim, typcategory, typbasetype from pg_catalog.pg_type',
    )
    const types = new Map(rows.map((row) => [Number(row[0]), row]))
    const decoderOf = (oid: number): Decoder => {
      const [, name, element, delimiter, category, base] = types.get(oid) ?? []
      const decode = builtinDecoders.get(oid) ?? this.#codecs[name ?? '']?.decode
      if (decode !== undefined) return decode
      // An array of a domain is an array of what the domain stands for.
      if (base !== '0' && base !== undefined) return decoderOf(Number(base))
      if (category !== 'A') return asText
      const decodeElement = decoderOf(Number(element))
      return (text) => decodeArray(text, decodeElement, delimiter ?? ',')
    }
    const decoders = new Map(Array.from(types.keys(), (oid) => [oid, decoderOf(oid)]))
    this.#decoders = decoders
  }
}
