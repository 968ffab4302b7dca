import { own } from '../../own-properties.js'
import { decodeArray } from './decode-array.js'
import type { TypeCodecs } from './encode.js'
import { builtinReaders } from './sql-types.js'
import type { TypeReader } from './type-reader.js'

/** Runs a plain query on a connection and returns its rows as arrays of text. */
export type CatalogueReader = (sql: string) => Promise<readonly (readonly (string | null)[])[]>

const asText: TypeReader = { fromText: null }

/**
 * The decoders of each type of one database.
 *
 * The oids of enums and of extensions' types differ between databases, so those types are looked up by name in the
 * catalogue. The catalogue is read again when a result has an oid that was not there before (a migration has run).
 */
export class TypeRegistry {
  readonly #codecs: TypeCodecs
  #readers = builtinReaders
  #loading: Promise<void> | undefined

  constructor(codecs: TypeCodecs) {
    this.#codecs = codecs
  }

  /** Returns the decoders of these types. A type that is not in the catalogue either is read as text. */
  readersOf(oids: readonly number[]): readonly TypeReader[] {
    return oids.map((oid) => this.#readers.get(oid) ?? asText)
  }

  /** True if the decoders of all these types are known; {@link TypeRegistry.load} may find the others. */
  knows(oids: readonly number[]): boolean {
    return oids.every((oid) => this.#readers.has(oid))
  }

  /**
   * Reads the catalogue, so that these oids are known if the database has them.
   *
   * Concurrent callers share one reading where it is enough. It may not be: it may have begun before the type was
   * there, in a session that does not see the type yet, or on a connection that was lost.
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

  /** Does the same without waiting for others, who may wait for what the caller holds. */
  async loadAlone(read: CatalogueReader): Promise<void> {
    await this.#load(read)
  }

  /** Loads the codecs of the types that this database has. */
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
      if (category !== 'A') return asText
      const { fromText } = readerOf(Number(element))
      return { fromText: (text) => decodeArray(text, fromText, delimiter ?? ',') }
    }
    // Another reading, of a session that sees other types, may have ended meanwhile.
    this.#readers = new Map([
      ...this.#readers,
      ...Array.from(types.keys(), (oid) => [oid, readerOf(oid)] as const),
    ])
  }
}
