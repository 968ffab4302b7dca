import { camelCase } from './camel-case.js'
import type { Decoder } from './decode.js'
import { InvalidInputError } from '../errors.js'
import { rowConstructor } from './row-constructor.js'

/** A column of a result as the server describes it. */
export interface Field {
  readonly name: string
  readonly dataTypeID: number
}

/** Tells whether two results have the same columns. */
export function areSameFields(some: readonly Field[], others: readonly Field[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, dataTypeID }, index) => {
      const other = others[index]
      return other?.name === name && other.dataTypeID === dataTypeID
    })
  )
}

/** Makes a row of the texts of its columns. */
export type RowBuilder = (texts: readonly (string | null)[]) => object

/** Where code may not be made from strings (`--disallow-code-generation-from-strings`): the same, in a loop. */
function loopBuilder(keys: readonly string[], decoders: readonly (Decoder | null)[]): RowBuilder {
  return (texts) => {
    const row: Record<string, unknown> = {}
    keys.forEach((key, index) => {
      const text = texts[index] ?? null
      const decode = decoders[index]
      row[key] = text === null || decode === null || decode === undefined ? text : decode(text)
    })
    return row
  }
}

function compiledBuilder(keys: readonly string[], decoders: readonly (Decoder | null)[]): RowBuilder {
  const values = keys.map((_, index) => {
    const text = `t[${index}]`
    return decoders[index] === null ? text : `${text} === null ? null : d${index}(${text})`
  })
  const names = decoders.map((_, index) => `d${index}`)
  // The only text that is not ours is the column's name, and it is a JSON string.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- one function per statement: no loop and no renaming per row
  const make = new Function(
    ...names,
    `${rowConstructor(keys)}
    return (t) => new Row(${values.join(', ')})`,
  ) as (...decoders: readonly (Decoder | null)[]) => RowBuilder
  return make(...decoders)
}

/**
 * Compiles the function that makes a row: camelCase keys, hints gone, a decoder chosen per column.
 *
 * @param decoders - one per column; null where the text is the value.
 * @throws {@link InvalidInputError} if two columns have one name, or a column would set the prototype.
 */
export function buildRowBuilder(fields: readonly Field[], decoders: readonly (Decoder | null)[]): RowBuilder {
  const keys = fields.map(({ name }) => camelCase(name))
  const doubled = keys.find((key, index) => keys.indexOf(key) !== index || key === '__proto__')
  if (doubled !== undefined) throw new InvalidInputError('query', 'two columns of the result have one name')
  try {
    return compiledBuilder(keys, decoders)
  } catch (error) {
    if (error instanceof EvalError) return loopBuilder(keys, decoders)
    throw error
  }
}
