import { SetupError, type GenerationMistake } from '../../errors.js'
import type { Catalogue } from '../schema/catalogue.js'
import { quoted } from '../identifiers.js'
import { mistakeAt } from '../read/mistake.js'
import { nearestName } from '../nearest-name.js'
import { readUtf8 } from '../read/read-text.js'
import { shownPath } from '../shown-path.js'
import { SourceFile } from '../read/source-file.js'
import { anyJson, jsonType } from './json-shape.js'
import { isJson, resolveSqlType } from './sql-type.js'
import type { MappedType } from './type-map.js'
import type { TypedArgument, TypedColumn, TypedParameter, TypedQuery } from './typed-query.js'

/** The file in which a service declares the types of its JSON columns. */
export interface JsonDeclaration {
  readonly file: SourceFile
  readonly path: string
  /** The declared columns, such as `messages.offer_data`. */
  readonly columns: readonly { readonly name: string; readonly offset: number }[]
}

const head = /\bexport\s+interface\s+JsonColumns\s*\{/

// A comment, a string, a bracket, or the key of a member. Telling these apart is enough to find the keys.
const token =
  /\/\/[^\n]*|\/\*[^]*?\*\/|(?:readonly\s+)?(?<key>'[^'\n]*'|"[^"\n]*")\s*:|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`|[{([]|[})\]]/g

/**
 * Reads the columns that a file declares: `export interface JsonColumns { 'messages.offer_data': OfferData }`.
 *
 * @throws {@link SetupError} if the file cannot be read or has no such interface.
 */
export async function readJsonDeclaration(path: string): Promise<JsonDeclaration> {
  const text = await readUtf8(path).catch((cause: unknown) => {
    throw new SetupError(`the file of JSON columns ${shownPath(path)} cannot be read`, { cause })
  })
  const start = head.exec(text)
  if (start === null) {
    throw new SetupError(
      `${shownPath(path)} declares no JSON columns: write export interface JsonColumns { 'table.column': Type }`,
    )
  }
  const columns: { name: string; offset: number }[] = []
  let depth = 1
  token.lastIndex = start.index + start[0].length
  for (let match = token.exec(text); match !== null && depth > 0; match = token.exec(text)) {
    const [written] = match
    const key = match.groups?.['key']
    if (/^[{([]$/.test(written)) depth++
    else if (/^[})\]]$/.test(written)) depth--
    else if (key !== undefined && depth === 1) {
      columns.push({ name: key.slice(1, -1), offset: match.index + written.indexOf(key) + 1 })
    }
  }
  return { file: new SourceFile(path, shownPath(path), text), path, columns }
}

/** Finds declared columns that do not exist or are not of a JSON type. */
export function checkJsonDeclaration(
  { file, columns }: JsonDeclaration,
  catalogue: Catalogue,
  queries: readonly TypedQuery[],
): GenerationMistake[] {
  const computed = queries.flatMap((query) => query.columns.flatMap(({ jsonColumn }) => jsonColumn ?? []))
  const known = new Map([
    ...computed.map((path) => [path, true] as const),
    ...Array.from(
      catalogue.columns.values(),
      ({ path, typeOid, typeModifier }) =>
        [path, isJson(resolveSqlType(catalogue, typeOid, typeModifier))] as const,
    ),
  ])
  const jsonColumns = [...known].flatMap(([path, holdsJson]) => (holdsJson ? [path] : []))
  return columns.flatMap(({ name, offset }) => {
    const holdsJson = known.get(name)
    if (holdsJson === true) return []
    const nearest = nearestName(name, jsonColumns)
    const message =
      holdsJson === undefined ? `there is no column ${name}` : `the column ${name} is neither json nor jsonb`
    const hint =
      nearest === null
        ? 'the key is the table and the column: messages.offer_data'
        : `did you mean ${nearest}?`
    return [mistakeAt(file, offset, { rule: 'column', message, hint })]
  })
}

/** Replaces the types of a query's JSON with those that are declared for its columns. */
export function withJsonColumns(typed: TypedQuery, declaration: JsonDeclaration): TypedQuery {
  const declared = new DeclaredJson(declaration)
  return {
    ...typed,
    columns: typed.columns.map((column) => declared.type(column)),
    arguments: typed.arguments.map((argument): TypedArgument =>
      'keys' in argument
        ? { ...argument, keys: argument.keys.map((key) => declared.type(key)) }
        : { ...argument, parameter: declared.type(argument.parameter) },
    ),
  }
}

/** The declared types of JSON, by column. */
export class DeclaredJson {
  readonly #names: ReadonlySet<string>

  constructor({ columns }: Pick<JsonDeclaration, 'columns'> = { columns: [] }) {
    this.#names = new Set(columns.map(({ name }) => name))
  }

  /** Returns a column or a parameter with its declared type, or unchanged if none is declared. */
  type<One extends TypedColumn | TypedParameter>(one: One): One {
    const declared = one.jsonColumn === null ? null : this.#typeOf(one.jsonColumn)
    if (declared !== null) return { ...one, type: declared }
    if (!('shape' in one) || one.shape === null) return one
    return { ...one, type: jsonType(one.shape, (path) => this.#typeOf(path) ?? anyJson.type) }
  }

  #typeOf(column: string): MappedType | null {
    if (!this.#names.has(column)) return null
    return {
      text: `JsonColumns[${quoted(column)}]`,
      imports: [{ from: 'json-columns', name: 'JsonColumns' }],
    }
  }
}
