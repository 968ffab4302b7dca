import { ownCodeSql, ownFunctionsSql, type OwnFunction } from '../session/own-code.js'
import { pinSearchPath, setSearchPath } from '../session/search-path.js'
import {
  assertPathBehindPooler,
  assertSessionFacts,
  hiddenNamesSql,
  isPooler,
  sessionFactsSql,
  sessionIdentitySql,
  type SessionFacts,
  type SessionIdentity,
} from '../session/session-facts.js'
import type { Surroundings } from '../session/surroundings.js'
import { simpleQuery } from './simple-query.js'
import type { WireConnection } from './wire-connection.js'

/** How every session of a database is set up. */
export interface SessionSetup {
  /** The settings of every session, as SQL. */
  readonly settings: string
  /** The schemas of the service's own; undefined for those that the role, the database or the connection string says. */
  readonly searchPath: readonly string[] | undefined
  readonly surroundings: Surroundings
}

/**
 * Gives a session our settings, and makes sure that it is one that this package can work with.
 *
 * One round trip; where the database has code of its own that statements run without naming it, the first session makes
 * another to read it.
 *
 * @throws {@link SetupError} that says what to set; `LostConnection`; the server's error, as it is.
 */
export async function prepareSession(
  connection: WireConnection,
  { settings, searchPath, surroundings }: SessionSetup,
): Promise<void> {
  let path = surroundings.searchPath
  if (path === undefined || surroundings.isDue) {
    // Behind a pooler the session may have the path of an earlier connection.
    const texts = [
      'reset search_path',
      hiddenNamesSql,
      settings,
      pinSearchPath(searchPath),
      sessionFactsSql,
      ownFunctionsSql,
    ]
    const { rows } = await simpleQuery(connection, texts.join(';\n'))
    const [before, pinned, after, own] = rows.map(([value]) => value ?? '')
    const facts = JSON.parse(after ?? '') as SessionFacts
    assertSessionFacts(facts, (schemas) => `grant ${facts.user} the right USAGE on the schemas ${schemas}`)
    const { hidden } = JSON.parse(before ?? '') as Pick<SessionFacts, 'hidden'>
    assertPathBehindPooler(facts, hidden, connection.key.processId)
    surroundings.learn(await readOwnCode(connection, own))
    surroundings.searchPath = path = pinned ?? ''
    connection.isPooled = isPooler(facts, connection.key.processId)
  } else {
    const texts = [settings, setSearchPath(path), sessionIdentitySql]
    const { rows } = await simpleQuery(connection, texts.join(';\n'))
    const identity = JSON.parse(rows.at(-1)?.[0] ?? '') as SessionIdentity
    connection.isPooled = isPooler(identity, connection.key.processId)
  }
  connection.resetSql = resetSql(`${settings};\n${setSearchPath(path)}`)
}

async function readOwnCode(
  connection: WireConnection,
  ownFunctions: string | undefined,
): Promise<readonly OwnFunction[]> {
  const { own, hasCallers } = JSON.parse(ownFunctions ?? '') as {
    readonly own: readonly string[]
    readonly hasCallers: boolean
  }
  if (!hasCallers) return own.map((name) => ({ name, body: null, relations: [] }))
  const { rows } = await simpleQuery(connection, ownCodeSql)
  return (JSON.parse(rows[0]?.[0] ?? '') as { readonly functions: readonly OwnFunction[] }).functions
}

/**
 * Takes back whatever a session may have been told, but for what the engine itself has prepared in it. It returns a row
 * `prepared` if somebody has prepared a statement by SQL.
 */
function resetSql(settings: string): string {
  return [
    'reset session authorization',
    'reset role',
    'reset all',
    'close all',
    'unlisten *',
    'discard temp',
    'discard sequences',
    settings,
    'select from pg_catalog.pg_advisory_unlock_all()',
    `select 'prepared' from pg_catalog.pg_prepared_statements where from_sql limit 1`,
  ].join(';\n')
}
