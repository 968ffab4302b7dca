import type { ClientBase } from 'pg'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { PreparedQuery } from '../engine/statement/prepared-query.js'
import type { ParameterValues } from '../engine/statement/render.js'
import { Statement } from '../engine/statement/statement.js'
import { DatabaseError, GenerationError, InvalidInputError } from '../errors.js'
import { own } from '../own-properties.js'
import { geographyCodecs } from '../geo/geography-codecs.js'
import { parameterTypes } from './emit/emit-queries.js'
import { findQuery } from './find-query.js'
import { lowerFirst } from './identifiers.js'
import { loadParsers } from './load-parsers.js'
import { choicesOf } from './read/choices.js'
import type { ParsedQuery } from './read/parsed-query.js'
import { refusedParameter, type Call } from './refused-parameter.js'
import type { OpenSchemaOptions, SchemaSource } from './schema/schema-source.js'
import type { ServerVersion } from './schema/server-version.js'
import { openSchemaSession, type SchemaSession } from './schema/schema-session.js'
import type { TypedQuery } from './type/typed-query.js'

/** The query to explain, and options for its plan. */
export interface ExplainOptions extends OpenSchemaOptions {
  readonly name: string
  /** A service's own folder of `.sql` files. It need not exist. */
  readonly sqlDirectory: string
  readonly schema: SchemaSource
  /** The query's parameters, which also decide its optional clauses. Without them the plan is a generic one. */
  readonly parameters?: ParameterValues | undefined
  /** Runs the query in a transaction that is rolled back. */
  readonly analyze: boolean
  readonly format: 'text' | 'json'
}

/** A choice of a query, `/*[if sort=price]*\/`, and the word that the plan is for. */
export interface ExplainedChoice {
  readonly name: string
  /** The given word. In a generic plan it is the first one. */
  readonly word: string
  /** Every word, in the order of the query. */
  readonly words: readonly string[]
}

/** A query's plan, and the place of the query. */
export interface Explanation {
  readonly name: string
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly tables: readonly string[] | null
  readonly access: 'read' | 'write' | null
  /** True if the plan is a generic one, with every optional clause. */
  readonly generic: boolean
  /** The query's choices that the plan depends on, such as the order of a list; none for most queries. */
  readonly choices: readonly ExplainedChoice[]
  /** The versions of the server that made the plan. */
  readonly server: ServerVersion
  /** The server's lines of text, or its JSON. */
  readonly plan: unknown
}

/**
 * Asks a server for the plan of a query, by the query's name.
 *
 * @throws {@link InvalidInputError} if there is no such query, or a parameter is missing or wrong. A parameter's field
 * begins with `parameters.`.
 * @throws {@link GenerationError} if the server refuses the query.
 * @throws `SoukError` as running the query would, with `analyze`.
 */
export async function explainQuery(options: ExplainOptions): Promise<Explanation> {
  const query = await findQuery(options.name, options.sqlDirectory)
  await using session = await openSchemaSession(options.schema, options)
  const typed = await typedQuery(session, query)
  const writes = options.analyze && typed.usage?.access !== 'read'
  const call = isGeneric(options) ? null : callOf(typed, options.parameters)
  const plan = await inRolledBackTransaction(session.client, writes, () =>
    askForPlan(session.client, typed, call, options),
  ).catch(async (error: unknown) => {
    if (call === null || !(error instanceof DatabaseError)) throw error
    throw (await refusedParameter(session.client, call, error)) ?? error
  })
  return {
    name: lowerFirst(query.name),
    file: query.file.path,
    line: query.file.positionAt(query.nameOffset).line,
    tables: typed.usage?.tables ?? null,
    access: typed.usage?.access ?? null,
    generic: call === null,
    choices: choicesIn(typed, options.parameters),
    server: session.server,
    plan,
  }
}

async function typedQuery({ client, catalogue }: SchemaSession, query: ParsedQuery): Promise<TypedQuery> {
  const { expandStars, typeQuery } = await loadParsers()
  const result = await typeQuery(client, catalogue, expandStars(query, catalogue))
  if ('mistakes' in result) throw new GenerationError(result.mistakes)
  return result.typed
}

/** A query that runs needs values, if only null for each absent parameter. */
function isGeneric({ parameters, analyze }: ExplainOptions): boolean {
  return parameters === undefined && !analyze
}

function choicesIn({ query }: TypedQuery, parameters: ParameterValues = {}): readonly ExplainedChoice[] {
  return Array.from(choicesOf(query.ir), ([name, words]) => {
    const given = own(parameters, name)
    return { name, word: typeof given === 'string' ? given : (words[0] ?? ''), words }
  })
}

async function askForPlan(
  client: ClientBase,
  typed: TypedQuery,
  call: Call | null,
  options: ExplainOptions,
): Promise<unknown> {
  const settings = [...(options.analyze ? ['analyze', 'buffers'] : []), `format ${options.format}`].join(', ')
  const rows =
    call === null
      ? await genericPlan(client, typed, settings)
      : await planRows(client, `explain (${settings}) ${call.text}`, call.values)
  return options.format === 'json' ? rows[0] : rows
}

function callOf(
  { query, arguments: typedArguments }: TypedQuery,
  parameters: ParameterValues | undefined,
): Call {
  const prepared = new PreparedQuery<never, unknown>(query.ir, {
    name: lowerFirst(query.name),
    file: query.file.name,
    parameterTypes: parameterTypes(typedArguments),
  })
  const statement = new Statement(prepared, geographyCodecs)
  try {
    const { prepared: variant, values } = statement.bind(parameters)
    const given = statement.given(parameters).map((one) => ({ ...one, field: `parameters.${one.field}` }))
    return { text: variant.text, values, parameters: given }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    // `name` alone could be the name of the query.
    const problem = error.message.slice(`${error.field}: `.length)
    throw new InvalidInputError(`parameters.${error.field}`, problem, { cause: error.cause })
  }
}

/** Returns the plan that the server makes for a statement that has run often. The session forces such plans. */
async function genericPlan(
  client: ClientBase,
  { text, placeholders }: TypedQuery,
  settings: string,
): Promise<readonly unknown[]> {
  const nulls = placeholders.map(() => 'null')
  const call = nulls.length === 0 ? '' : `(${nulls.join(', ')})`
  await client.query(`prepare souk_explain as ${text}`)
  const plan = await planRows(client, `explain (${settings}) execute souk_explain${call}`, [])
  await client.query('deallocate souk_explain')
  return plan
}

async function planRows(
  client: ClientBase,
  text: string,
  values: readonly unknown[],
): Promise<readonly unknown[]> {
  const { rows } = await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })
  return rows.map(([line]) => line)
}

/** Runs work in a transaction that is rolled back, with limits on its duration and on waiting for locks. */
async function inRolledBackTransaction<T>(
  client: ClientBase,
  writes: boolean,
  work: () => Promise<T>,
): Promise<T> {
  try {
    // A replica refuses a transaction that could write.
    await client.query(`begin read ${writes ? 'write' : 'only'}`)
    await client.query(
      "set local statement_timeout = '60s'; set local lock_timeout = '3s'; set local jit = off",
    )
    return await work()
  } catch (error) {
    throw fromDriverError(error, {})
  } finally {
    await client.query('rollback').catch(() => undefined)
  }
}
