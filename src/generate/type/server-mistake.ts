import type { GenerationMistake } from '../../errors.js'
import type { CompiledQuery } from '../read/compile-query.js'
import type { PlacedServerError } from '../schema/place-server-error.js'
import { mistakeAt } from '../read/mistake.js'
import { nearestName } from '../nearest-name.js'
import { fileOffset, type ParsedQuery } from '../read/parsed-query.js'

const undefinedFunction = '42883'
const indeterminateDatatype = '42P18'

/**
 * Locates an error of the server in the file of the query.
 *
 * @param names - The existing names of the kind that the server did not find.
 */
export function serverMistake(
  query: ParsedQuery,
  compiled: CompiledQuery,
  error: PlacedServerError,
  names: readonly string[],
): GenerationMistake {
  const { offset, parameter } = placeOf(query, compiled, error)
  return mistakeAt(query.file, offset, {
    rule: 'server',
    message: parameter === null ? error.message : error.message.replace(/\$\d+/, `:${parameter}`),
    hint: hintOf(query, offset, error, names) ?? undefined,
    sqlState: error.code,
    query: query.name,
  })
}

function hintOf(
  query: ParsedQuery,
  offset: number,
  error: PlacedServerError,
  names: readonly string[],
): string | null {
  if (error.code === indeterminateDatatype) return 'cast it: :name::type'
  const own = suggestion(query, offset, names)
  // The server's hint for an unknown function is always about its arguments.
  return (error.code === undefinedFunction ? own : null) ?? error.hint ?? error.detail ?? own
}

function placeOf(query: ParsedQuery, compiled: CompiledQuery, { message, code, offset }: PlacedServerError) {
  if (offset !== null) {
    return { offset: fileOffset(query, compiled.toStatementOffset(offset)), parameter: null }
  }
  // The one error about a parameter that has no position names it as $1, in every language of messages.
  const number = code === indeterminateDatatype ? /\$(\d+)/.exec(message)?.[1] : undefined
  const placeholder = compiled.placeholders[Number(number) - 1]
  if (placeholder === undefined) return { offset: query.nameOffset, parameter: null }
  return { offset: fileOffset(query, placeholder.offset), parameter: placeholder.path }
}

/** Suggests a name that is close to the written one; null if there is none. */
function suggestion({ file }: ParsedQuery, offset: number, names: readonly string[]): string | null {
  const written = /^(?:[\w$]+|"[^"]+"|\.)+/.exec(file.text.slice(offset))?.[0]
  const name = written?.split('.').at(-1)?.replaceAll('"', '')
  // An existing name is not misspelt. Something else is wrong, such as its arguments.
  if (name === undefined || names.includes(name.toLowerCase())) return null
  const nearest = nearestName(name, names)
  return nearest === null ? null : `did you mean ${nearest}?`
}
