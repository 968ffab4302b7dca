import { ownCodeSql, ownFunctionsSql, type OwnFunction } from '../session/own-code.js'
import { pinSearchPath } from '../session/search-path.js'
import {
  assertSessionFacts,
  isPooler,
  sessionFactsSql,
  sessionIdentitySql,
  type SessionFacts,
  type SessionIdentity,
} from '../session/session-facts.js'
import { applySettings, isPooledSql, type Settings } from '../session/session-settings.js'
import type { Surroundings } from '../session/surroundings.js'
import { Opening, type OpeningNaming } from './opening.js'
import { simpleQuery } from './simple-query.js'
import type { WireConnection } from './wire-connection.js'

/** The setup of every session of a database. */
export interface SessionSetup {
  /** The settings of every session, the search path aside. */
  readonly settings: Settings
  /** The service's own schemas; undefined for those that the role, the database or the connection string sets. */
  readonly searchPath: readonly string[] | undefined
  readonly surroundings: Surroundings
  readonly openingNaming: OpeningNaming
}

/**
 * Applies our settings to a session, and checks that this package can work with it. Behind a pooler the session is lent to
 * others too, so they are applied to each transaction instead (see {@link Opening}).
 *
 * This takes one round trip. If the database has code of its own that statements run without naming it, the first
 * session makes a second one to read that code.
 *
 * @throws `SetupError` that says what to set; `LostConnection`; the server's error, unchanged.
 */
export async function prepareSession(
  connection: WireConnection,
  { settings, searchPath, surroundings, openingNaming }: SessionSetup,
): Promise<void> {
  const isLocal = isPooledSql(connection.key.processId)
  let path = surroundings.searchPath
  if (path === undefined || surroundings.isDue) {
    const texts = [
      applySettings(settings, { isLocal }),
      pinSearchPath(searchPath, isLocal),
      sessionFactsSql,
      ownFunctionsSql,
    ]
    const { rows } = await simpleQuery(connection, texts.join(';\n'))
    const [pinned, json, own] = rows.map(([value]) => value ?? '')
    const facts = JSON.parse(json ?? '') as SessionFacts
    assertSessionFacts(facts, (schemas) => `grant ${facts.user} the right USAGE on the schemas ${schemas}`)
    surroundings.learn(await readOwnCode(connection, own))
    surroundings.searchPath = path = pinned ?? ''
    connection.isPooled = isPooler(facts, connection.key.processId)
  } else {
    const texts = [applySettings({ ...settings, search_path: path }, { isLocal }), sessionIdentitySql]
    const { rows } = await simpleQuery(connection, texts.join(';\n'))
    const identity = JSON.parse(rows.at(-1)?.[0] ?? '') as SessionIdentity
    connection.isPooled = isPooler(identity, connection.key.processId)
  }
  const all = { ...settings, search_path: path }
  if (connection.isPooled) connection.opening = new Opening(applySettings(all, 'transaction'), openingNaming)
  connection.resetSql = connection.isPooled
    ? [...undoSql, deallocateSql].join(';\n')
    : [...undoSql, applySettings(all, 'session'), findPreparedSql].join(';\n')
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

/** Undoes anything a session was told, except for prepared statements. */
const undoSql = [
  'reset session authorization',
  'reset role',
  'reset all',
  'close all',
  'unlisten *',
  'discard temp',
  'discard sequences',
  'select from pg_catalog.pg_advisory_unlock_all()',
]

/** Drops what was prepared by SQL, and not what the pooler has prepared. */
const deallocateSql = `do $do$
declare
  statement name;
begin
  for statement in select name from pg_catalog.pg_prepared_statements where from_sql loop
    execute pg_catalog.format('deallocate %I', statement);
  end loop;
end
$do$`

/** Returns a row `prepared` if somebody has prepared a statement by SQL. */
const findPreparedSql = `select 'prepared' from pg_catalog.pg_prepared_statements where from_sql limit 1`
