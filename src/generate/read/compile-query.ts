import type { QueryIR } from '../../engine/statement/prepared-query.js'
import type { Stretch } from './blanked.js'

/** The parameter behind one of `$1`, `$2`, … */
export interface Placeholder {
  /** The parameter's name, or `rows.price` for a key of a tuple. */
  readonly path: string
  /** The offset of the parameter in the statement. */
  readonly offset: number
  /** True if the engine refuses null for it. */
  readonly required: boolean
}

/** The text of a query as the server sees it. */
export interface CompiledQuery {
  readonly text: string
  /** `placeholders[0]` is `$1`. */
  readonly placeholders: readonly Placeholder[]
  /** Maps an offset in the text to the offset in the statement that it comes from. */
  readonly toStatementOffset: (textOffset: number) => number
}

interface Piece {
  readonly textStart: number
  readonly statementStart: number
  readonly literal: boolean
}

/**
 * Writes a query as the engine sends it, with one element for each spread parameter.
 *
 * Parameters change their length (`:origin!` → `$1`), so the result remembers the source of each piece: an error of the
 * server is shown at its exact character in the file.
 *
 * @param omitted - The optional clauses to leave out. By default none is: their markers are comments to the server.
 */
export function compileQuery(
  { statement, params, usedParamSet }: QueryIR,
  omitted: readonly Stretch[] = [],
): CompiledQuery {
  const placeholders: Placeholder[] = []
  const pieces: Piece[] = []
  const scalars = new Map<string, string>()
  let text = ''
  let position = 0

  const place = (path: string, offset: number, required: boolean) =>
    `$${placeholders.push({ path, offset, required })}`

  const uses = params
    .filter(({ name }) => Object.hasOwn(usedParamSet, name))
    .flatMap((parameter) => parameter.locs.map((loc) => ({ parameter, loc })))
    .filter(({ loc }) => !omitted.some(({ start, end }) => start <= loc.a && loc.a < end))
    .sort((one, other) => one.loc.a - other.loc.a)

  const copyUpTo = (end: number) => {
    for (const gap of omitted) {
      if (gap.start < position || gap.start >= end) continue
      pieces.push({ textStart: text.length, statementStart: position, literal: true })
      text += statement.slice(position, gap.start)
      position = gap.end
    }
    pieces.push({ textStart: text.length, statementStart: position, literal: true })
    text += statement.slice(position, end)
  }

  for (const { parameter, loc } of uses) {
    copyUpTo(loc.a)
    pieces.push({ textStart: text.length, statementStart: loc.a, literal: false })
    const { name, required, transform } = parameter
    if (transform.type === 'scalar') {
      const written = scalars.get(name) ?? place(name, loc.a, required)
      scalars.set(name, written)
      text += written
    } else if (transform.type === 'array_spread') {
      text += `(${place(name, loc.a, required)})`
    } else {
      text += `(${transform.keys.map((key) => place(`${name}.${key.name}`, loc.a, key.required)).join(',')})`
    }
    position = loc.b + 1
  }
  copyUpTo(statement.length)

  return {
    text,
    placeholders,
    toStatementOffset(textOffset) {
      const piece = pieces.findLast(({ textStart }) => textStart <= textOffset)
      if (piece === undefined) return 0
      return piece.literal ? piece.statementStart + textOffset - piece.textStart : piece.statementStart
    },
  }
}
