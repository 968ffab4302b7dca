/**
 * The SQL types that the engine does not treat as plain text, one entry per type.
 *
 * Any other type is read and sent as text, unless a codec knows it (`TypeCodec`). The TypeScript type of each SQL type
 * is in `typescript-types.ts`, so that a service does not load what only generation and tests need.
 */

import * as binary from './binary-decoders.js'
import * as bytes from './byte-decoders.js'
import * as encode from './encoders.js'
import * as text from './text-decoders.js'
import type { TypeReader } from './type-reader.js'

/** A built-in type, as the engine reads and sends it. */
export interface SqlType extends Partial<TypeReader> {
  /** Fixed in PostgreSQL's pg_type.dat. */
  readonly oid: number
  /** Encodes a parameter. @defaultValue the encoder of text */
  readonly encode?: encode.Encoder
}

export const sqlTypes = {
  bool: { oid: 16, fromText: text.boolean, fromBytes: bytes.boolean, encode: encode.boolean },
  bytea: { oid: 17, fromText: text.bytes, encode: encode.bytes },
  float4: { oid: 700, fromText: text.number, encode: encode.float },
  float8: { oid: 701, fromText: text.number, fromBinary: binary.float8, encode: encode.float },
  int2: { oid: 21, fromText: text.number, fromBytes: bytes.integer, encode: encode.integer },
  int4: { oid: 23, fromText: text.number, fromBytes: bytes.integer, encode: encode.integer },
  int8: { oid: 20, fromText: text.safeInteger, fromBytes: bytes.integer, encode: encode.integer },
  json: { oid: 114, fromText: text.json, encode: encode.json },
  jsonb: { oid: 3802, fromText: text.json, encode: encode.json },
  numeric: { oid: 1700, encode: encode.numeric },
  oid: { oid: 26, fromText: text.number, fromBytes: bytes.integer, encode: encode.integer },
  timestamp: { oid: 1114, encode: encode.timestamp },
  timestamptz: {
    oid: 1184,
    fromText: text.instant,
    fromBinary: binary.instant,
    encode: encode.timestamp,
  },
  uuid: { oid: 2950, fromBytes: bytes.ascii },
  // The catalogue calls these two arrays, but they are written `1 2`.
  int2vector: { oid: 22 },
  oidvector: { oid: 30 },
} as const satisfies Readonly<Record<string, SqlType>>

/** The name of a type in {@link sqlTypes}. */
export type SqlTypeName = keyof typeof sqlTypes

/** The decoders of the types in {@link sqlTypes}, by oid. */
export const builtinReaders: ReadonlyMap<number, TypeReader> = new Map(
  Object.values<SqlType>(sqlTypes).map(({ oid, fromText = null, fromBytes, fromBinary }) => [
    oid,
    { fromText, fromBytes, fromBinary },
  ]),
)
