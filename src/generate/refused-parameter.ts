import type { ClientBase } from 'pg'
import { asServerError } from '../engine/failure/server-error.js'
import type { GivenParameter } from '../engine/statement/statement.js'
import { type DatabaseError, InvalidInputError } from '../errors.js'
import type { WireValue } from '../engine/values/encoders.js'

/** A statement with the values of one call. */
export interface Call {
  readonly text: string
  readonly values: readonly WireValue[]
  /** The parameters behind `$1`, `$2`, … of the text. */
  readonly parameters: readonly GivenParameter[]
}

/**
 * Finds the parameter whose value cannot be read as its type, and describes it without the value; null if there is none,
 * because the call failed for another reason.
 *
 * The server is asked for each value by itself. Its error does name the parameter (`unnamed portal parameter $1 = '...'`,
 * on PostgreSQL 15 to 18), but in the server's own language and beside the lines of functions.
 *
 * @param failure - The error of the call, whose transaction is over.
 */
export async function refusedParameter(
  client: ClientBase,
  { text, values, parameters }: Call,
  failure: DatabaseError,
): Promise<InvalidInputError | null> {
  const types = await parameterTypes(client, text)
  for (const [index, type] of types.entries()) {
    const given = parameters[index]
    if (given === undefined) continue
    const refusal = await refusalOf(client, type, values[index] ?? null)
    if (refusal !== failure.sqlState) continue
    const mismatch = refusal === '22003' ? 'is out of the range of' : 'is no'
    const problem = `${kindOf(given.value)} that ${mismatch} ${type} (SQLSTATE ${refusal})`
    return new InvalidInputError(given.field, problem, { cause: failure })
  }
  return null
}

/** Lists the types behind `$1`, `$2`, …, as SQL; none if the server does not tell. */
async function parameterTypes(client: ClientBase, text: string): Promise<readonly string[]> {
  try {
    await client.query(`prepare souk_parameters as ${text}`)
    const { rows } = await client.query<{ type: string }>(
      `select unnest(parameter_types)::text as type from pg_prepared_statements where name = 'souk_parameters'`,
    )
    await client.query('deallocate souk_parameters')
    return rows.map(({ type }) => type)
  } catch {
    return []
  }
}

/** Returns the SQLSTATE with which the server refuses a value of a type; null if it takes it. */
async function refusalOf(client: ClientBase, type: string, value: WireValue): Promise<string | null> {
  try {
    await client.query({ text: `select $1::${type} is null`, values: [value] })
    return null
  } catch (error) {
    return asServerError(error)?.code ?? null
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
