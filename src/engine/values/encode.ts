/**
 * Encodes parameters: as text, bytes or null.
 *
 * The driver never sees any other value. A value that fails to serialise inside the driver poisons the statement's name
 * on that connection. A value that PostgreSQL would truncate, fold or replace (a lone surrogate, a rounded number) is
 * refused here, with its field's name.
 */

import { InvalidInputError, isSoukError, type SoukError } from '../../errors.js'
import { own } from '../../own-properties.js'
import * as encoders from './encoders.js'
import { maximumLength, type Encoder, type WireValue } from './encoders.js'
import { sqlTypes, type SqlType } from './sql-types.js'
import type { ByteDecoder, Decoder } from './type-reader.js'

/**
 * Replaces an error that a getter, a `toJSON` or a Proxy among the parameters threw, because it may quote data.
 *
 * @param field - the parameter that was being read.
 */
export function fromEncodingError(error: unknown, field: string): SoukError {
  return isSoukError(error) ? error : new InvalidInputError(field, 'could not be read: it threw an error')
}

/** The encoder and decoders of a type that only another room understands, such as `geography`. */
export interface TypeCodec {
  /** Loads what decoding needs. Called when a database turns out to have the type, before the first value is read. */
  readonly load?: () => Promise<void>
  readonly encode: (value: unknown, field: string) => string
  readonly decode: Decoder
  /** Decodes the binary form, as the type's `send` function writes it, to the same value. */
  readonly decodeBinary?: ByteDecoder
  /** The separator of the elements of an array of the type (pg_type.typdelim). @defaultValue a comma */
  readonly delimiter?: string
}

/** Codecs by type name. */
export type TypeCodecs = Readonly<Record<string, TypeCodec>>

const needsQuoting = /["\\]/

function quoteElement(element: WireValue): string {
  if (element === null) return 'NULL'
  const written = typeof element === 'string' ? element : `\\x${element.toString('hex')}`
  if (!needsQuoting.test(written)) return `"${written}"`
  return `"${written.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** Encodes an element. The name of the element is only put together for one that is refused. */
function encodeElement(encode: Encoder, element: unknown, field: string, index: number): WireValue {
  try {
    return encode(element, field)
  } catch {
    return encode(element, `${field}[${index}]`)
  }
}

function arrayOf(encode: Encoder, delimiter = ','): Encoder {
  const elements = (value: unknown, field: string): string => {
    if (!Array.isArray(value)) throw new InvalidInputError(field, 'expected an array')
    let written = '{'
    for (let index = 0; index < value.length; index++) {
      const element: unknown = value[index]
      if (index > 0) written += delimiter
      if (element === null) written += 'NULL'
      else if (element === undefined) throw new InvalidInputError(`${field}[${index}]`, 'is missing')
      else written += quoteElement(encodeElement(encode, element, field, index))
      if (written.length > maximumLength) throw new InvalidInputError(field, 'too long to send')
    }
    return `${written}}`
  }
  return elements
}

/** Encodes a parameter of undeclared type (in a query of pgtyped's own generator) by the kind of its value. */
function byKind(value: unknown, field: string): WireValue {
  switch (typeof value) {
    case 'string':
      return encoders.text(value, field)
    case 'number':
      return encoders.float(value, field)
    case 'bigint':
      return encoders.integer(value, field)
    case 'boolean':
      return encoders.boolean(value, field)
    default:
      if (value instanceof Date) return encoders.timestamp(value, field)
      if (value instanceof Uint8Array) return encoders.bytes(value, field)
      if (Array.isArray(value)) return arrayOf(byKind)(value, field)
      return encoders.json(value, field)
  }
}

/**
 * Returns the encoder of a type: `uuid`, `int8[]`, `geography`, …
 *
 * @param type - the type's name as generation wrote it; undefined if it is unknown.
 */
export function encoderFor(type: string | undefined, codecs: TypeCodecs): Encoder {
  if (type === undefined) return byKind
  if (type.endsWith('[]')) {
    const element = type.slice(0, -2)
    return arrayOf(encoderFor(element, codecs), own(codecs, element)?.delimiter)
  }
  return own(codecs, type)?.encode ?? own<SqlType>(sqlTypes, type)?.encode ?? encoders.text
}
