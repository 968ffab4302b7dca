import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { builtinReaders } from '../../src/engine/values/sql-types.js'
import { shortText } from '../../src/engine/values/slice-text.js'

const int8 = 20
const bool = 16
const largest = 2n ** 53n - 1n

/** The value that a decoder makes of a text, or the SQLSTATE of its refusal. */
function outcome(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error instanceof Error && 'sqlState' in error ? error.sqlState : error
  }
}

/** Reads a text between others, as it stands in a message. */
function readBytes(oid: number, text: string): unknown {
  return outcome(() => builtinReaders.get(oid)?.fromBytes?.(Buffer.from(`99${text}99`), 2, 2 + text.length))
}

function readText(oid: number, text: string): unknown {
  return outcome(() => builtinReaders.get(oid)?.fromText?.(text))
}

describe('decoders of bytes', () => {
  it('read the largest and the smallest safe integer', () => {
    expect(readBytes(int8, '9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
    expect(readBytes(int8, '-9007199254740991')).toBe(Number.MIN_SAFE_INTEGER)
  })

  it('refuse an integer that is not safe', () => {
    for (const text of [
      '9007199254740992',
      '-9007199254740992',
      '9223372036854775807',
      '-9223372036854775808',
    ]) {
      expect(readBytes(int8, text)).toBe('22003')
    }
  })

  it('read every bigint as the decoders of texts do', () => {
    const anyBigint = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.bigInt({ min: largest - 1000n, max: largest + 1000n }),
      fc.bigInt({ min: -largest - 1000n, max: -largest + 1000n }),
      fc.bigInt({ min: -1000n, max: 1000n }),
    )
    fc.assert(
      fc.property(anyBigint, (value) => {
        expect(readBytes(int8, String(value))).toBe(readText(int8, String(value)))
      }),
      { numRuns: 2000 },
    )
  })

  it('read booleans as the decoders of texts do', () => {
    for (const text of ['t', 'f']) expect(readBytes(bool, text)).toBe(readText(bool, text))
  })
})

describe('shortText', () => {
  it('reads every text, whatever was read before', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 300 })
    fc.assert(
      fc.property(texts, (values) => {
        for (const value of values.filter((text) => text.isWellFormed())) {
          const bytes = Buffer.from(`9${value}9`)
          expect(shortText(bytes, 1, bytes.length - 1)).toBe(value)
        }
      }),
    )
  })

  it('never takes a text for one whose characters are its bytes', () => {
    const read = (text: string) => {
      const bytes = Buffer.from(text)
      return shortText(bytes, 0, bytes.length)
    }
    for (let code = 0x80; code < 0x800; code++) {
      const text = String.fromCharCode(code)
      const misread = Buffer.from(text).toString('latin1')
      expect(read(misread)).toBe(misread)
      expect(read(text)).toBe(text)
    }
  })
})
