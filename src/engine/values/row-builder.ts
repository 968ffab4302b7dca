import { camelCase } from './camel-case.js'
import type { TypeReader } from './type-reader.js'
import { InvalidInputError } from '../../errors.js'
import { put } from '../../own-properties.js'
import { misfit } from './misfit.js'
import { unreadableValue } from './unreadable-value.js'
import { rowConstructor } from './row-constructor.js'

/** A column of a result as the server describes it. */
export interface Field {
  readonly name: string
  readonly dataTypeID: number
  /** True if its values come in binary; text is the default. */
  readonly isBinary?: boolean
}

/** True if two results have the same columns. */
export function areSameFields(some: readonly Field[], others: readonly Field[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, dataTypeID }, index) => {
      const other = others[index]
      return other?.name === name && other.dataTypeID === dataTypeID
    })
  )
}

/**
 * Returns the keys of a row: camelCase, without hints.
 *
 * @throws {@link InvalidInputError} if two columns have the same name.
 */
export function keysOf(fields: readonly Field[]): readonly string[] {
  const keys = fields.map(({ name }) => camelCase(name))
  const isDoubled = keys.some((key, index) => keys.indexOf(key) !== index)
  if (isDoubled) throw new InvalidInputError('query', 'two columns of the result have one name')
  return keys
}

/** Builds a row from the texts of its columns. */
export type RowBuilder = (texts: readonly (string | null)[]) => object

/**
 * The same as a loop, for processes in which code may not be compiled from strings
 * (`--disallow-code-generation-from-strings`).
 */
function loopBuilder(keys: readonly string[], readers: readonly TypeReader[]): RowBuilder {
  return (texts) => {
    if (texts.length !== keys.length) throw misfit()
    const row: Record<string, unknown> = {}
    keys.forEach((key, index) => {
      const text = texts[index] ?? null
      const decode = readers[index]?.fromText ?? null
      put(row, key, text === null || decode === null ? text : decode(text))
    })
    return row
  }
}

function compiledBuilder(keys: readonly string[], readers: readonly TypeReader[]): RowBuilder {
  const values = readers.map(({ fromText }, index) => {
    const text = `t[${index}]`
    return fromText === null ? text : `${text} === null ? null : d${index}(${text})`
  })
  const names = readers.map((_, index) => `d${index}`)
  // The only text that is not ours is the column's name, and it is a JSON string.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- one function per statement: no loop and no renaming per row
  const make = new Function(
    'put',
    'misfit',
    ...names,
    `${rowConstructor(keys)}
    return (t) => {
      if (t.length !== ${keys.length}) throw misfit()
      return new Row(${values.join(', ')})
    }`,
  ) as (...parts: readonly unknown[]) => RowBuilder
  return make(put, misfit, ...readers.map(({ fromText }) => fromText))
}

/**
 * Compiles the function that builds a row, with camelCase keys and without hints.
 *
 * @param readers - the decoders of each column.
 * @param query - the name of the query, for errors.
 * @throws {@link InvalidInputError} if two columns have the same name.
 */
export function buildRowBuilder(
  fields: readonly Field[],
  readers: readonly TypeReader[],
  query = 'query',
): RowBuilder {
  const keys = keysOf(fields)
  const build = compiledOrLoop(keys, readers)
  return (texts) => {
    try {
      return build(texts)
    } catch (error) {
      assertReadable(keys, readers, query, texts)
      throw error
    }
  }
}

function compiledOrLoop(keys: readonly string[], readers: readonly TypeReader[]): RowBuilder {
  try {
    return compiledBuilder(keys, readers)
  } catch (error) {
    if (error instanceof EvalError) return loopBuilder(keys, readers)
    throw error
  }
}

/** Reads a row that could not be read once more, column by column. @throws the error that names the column */
function assertReadable(
  keys: readonly string[],
  readers: readonly TypeReader[],
  query: string,
  texts: readonly (string | null)[],
): void {
  for (const [index, { fromText }] of readers.entries()) {
    const text = texts[index] ?? null
    try {
      if (text !== null) fromText?.(text)
    } catch (cause) {
      throw unreadableValue(cause, keys[index] ?? '', query)
    }
  }
}
