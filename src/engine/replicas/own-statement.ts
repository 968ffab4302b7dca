import { PreparedQuery, type QueryParameter } from '../statement/prepared-query.js'
import { StatementNaming } from '../statement/statement-naming.js'
import { Statement } from '../statement/statement.js'

/** A statement of the engine itself, which only reads. */
interface OwnStatement {
  readonly name: string
  readonly file: string
  /** Its text, with a place `:name!` for each parameter. */
  readonly sql: string
  readonly parameterTypes?: Readonly<Record<string, string>>
}

/** Makes a statement that the engine asks a server for its state by. */
export function ownStatement(
  { name, file, sql, parameterTypes = {} }: OwnStatement,
  preparedStatements: boolean | undefined,
): Statement {
  const names = Object.keys(parameterTypes)
  const params = names.map((parameter): QueryParameter => {
    const a = sql.indexOf(`:${parameter}!`)
    return {
      name: parameter,
      required: true,
      transform: { type: 'scalar' },
      locs: [{ a, b: a + parameter.length + 1 }],
    }
  })
  const query = new PreparedQuery<never, object>(
    { statement: sql, params, usedParamSet: Object.fromEntries(names.map((parameter) => [parameter, true])) },
    { name, file, parameterTypes, tables: [], access: 'read' },
  )
  return new Statement(query, {}, new StatementNaming(preparedStatements))
}
