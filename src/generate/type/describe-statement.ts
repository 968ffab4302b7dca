import { placeServerError, type PlacedServerError } from '../schema/place-server-error.js'
import { isServerError } from '../../engine/failure/server-error.js'
import type { ClientBase, Connection, Submittable } from 'pg'
import { ConnectionError } from '../../errors.js'
import { inTurn } from './in-turn.js'
import { asNode } from '../analyse/node.js'
import { readNodeText, type AnalysedNode } from '../analyse/node-text.js'
import type { CompiledQuery } from '../read/compile-query.js'

/** A column of a result, as the server describes it. */
export interface ColumnDescription {
  readonly name: string
  /** The table that the column is a copy of; 0 for a computed column. */
  readonly tableOid: number
  readonly columnNumber: number
  readonly typeOid: number
  readonly typeModifier: number
}

/** The parameters and columns of a statement, as the server describes them without running it. */
export interface StatementDescription {
  readonly parameterOids: readonly number[]
  readonly columns: readonly ColumnDescription[]
  /** The tree that the server has made of it, with every name resolved; null if it shows none. */
  readonly tree: AnalysedNode | null
}

/** A description, or the error that the server reports instead. */
export type DescribeResult =
  { readonly description: StatementDescription } | { readonly error: PlacedServerError }

/**
 * Makes the server describe and plan a statement without running it.
 *
 * `@pgtyped/query` is no substitute: its client drops the position of an error, reads the error's routine (R) as the
 * SQLSTATE (C), drops type modifiers, keeps a connection of its own, and ends the process when that connection fails.
 *
 * Binding nulls makes the server plan the statement, which finds further errors, such as an `on conflict` without a
 * matching index. The session's plan_cache_mode must be force_generic_plan, or the plan would be one for nulls.
 *
 * @throws {@link ConnectionError} if the connection is lost.
 */
export function describeStatement(client: ClientBase, statement: DescribedText): Promise<DescribeResult> {
  return inTurn(client, () => describeNow(client, statement))
}

/** The text of a statement, and its placeholders. */
type DescribedText = Pick<CompiledQuery, 'text'> & { readonly placeholders: readonly unknown[] }

async function describeNow(
  client: ClientBase,
  { text, placeholders }: DescribedText,
): Promise<DescribeResult> {
  const describe = () =>
    new Promise<DescribeResult>((resolve, reject) => {
      client.query(new Describe(text, placeholders.length, resolve, reject))
    })
  const result = await describe()
  if (!('error' in result) || result.error.code !== readOnlyTransaction) return result
  // A session that cannot write cannot plan `for update` either. This is one turn of the connection: no statement of others
  // comes between the three.
  await client.query('begin read write')
  try {
    return await describe()
  } finally {
    await client.query('rollback')
  }
}

const readOnlyTransaction = '25006'

interface ParameterDescriptionMessage {
  readonly dataTypeIDs: readonly number[]
}

interface RowDescriptionMessage {
  readonly fields: readonly {
    readonly name: string
    readonly tableID: number
    readonly columnID: number
    readonly dataTypeID: number
    readonly dataTypeModifier: number
  }[]
}

/** The server wraps the text at any space, even at one in a name. */
function unwrapped(text: string): string {
  return text.replace(/\\[^]/g, (escaped) => (escaped === '\\\n' ? '\\ ' : escaped))
}

/** A request in the form that pg accepts, as pg-cursor and pg-query-stream have it. */
class Describe implements Submittable {
  readonly #text: string
  readonly #parameterCount: number
  readonly #resolve: (result: DescribeResult) => void
  readonly #reject: (error: unknown) => void
  #connection: Connection | undefined
  #parameterOids: readonly number[] = []
  #columns: readonly ColumnDescription[] = []
  #tree: AnalysedNode | null = null

  constructor(
    text: string,
    parameterCount: number,
    resolve: (result: DescribeResult) => void,
    reject: (error: unknown) => void,
  ) {
    this.#text = text
    this.#parameterCount = parameterCount
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: Connection): void {
    this.#connection = connection
    connection.on('parameterDescription', this.#onParameters)
    connection.on('notice', this.#onNotice)
    connection.parse({ name: '', text: this.#text, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.bind({ portal: '', statement: '', values: Array<null>(this.#parameterCount).fill(null) }, true)
    connection.sync()
  }

  readonly #onParameters = ({ dataTypeIDs }: ParameterDescriptionMessage) => {
    this.#parameterOids = dataTypeIDs
  }

  /** With `debug_print_parse` the server sends the tree of each statement. */
  readonly #onNotice = ({ message, detail }: { readonly message?: string; readonly detail?: string }) => {
    if (message === 'parse tree:' && detail !== undefined)
      this.#tree = asNode(readNodeText(unwrapped(detail)))
  }

  handleRowDescription({ fields }: RowDescriptionMessage): void {
    this.#columns = fields.map((field) => ({
      name: field.name,
      tableOid: field.tableID,
      columnNumber: field.columnID,
      typeOid: field.dataTypeID,
      typeModifier: field.dataTypeModifier,
    }))
  }

  handleError(error: unknown): void {
    this.#finish()
    if (isServerError(error)) this.#resolve({ error: placeServerError(error, this.#text) })
    else
      this.#reject(
        new ConnectionError('unknown', 'the connection to the database was lost', { cause: error }),
      )
  }

  handleReadyForQuery(): void {
    this.#finish()
    this.#resolve({
      description: { parameterOids: this.#parameterOids, columns: this.#columns, tree: this.#tree },
    })
  }

  #finish() {
    this.#connection?.removeListener('parameterDescription', this.#onParameters)
    this.#connection?.removeListener('notice', this.#onNotice)
  }
}
