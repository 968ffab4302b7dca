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
  const limits = limitsOf(settings)
  const prepare = (path: Settings, ...texts: readonly string[]) =>
    simpleQuery(
      connection,
      [
        applySettings({ ...settings, ...path, ...noLimits }, { isLocal }),
        ...texts,
        applySettings(limits, { isLocal }),
      ].join(';\n'),
    )
  let path = surroundings.searchPath
  if (path === undefined || surroundings.isDue) {
    const { rows } = await prepare({}, pinSearchPath(searchPath, isLocal), sessionFactsSql, ownFunctionsSql)
    const [pinned, json, own] = rows.map(([value]) => value ?? '')
    const facts = JSON.parse(json ?? '') as SessionFacts
    assertSessionFacts(facts, (schemas) => `grant ${facts.user} the right USAGE on the schemas ${schemas}`)
    surroundings.learn(await readOwnCode(own, async () => (await prepare({}, ownCodeSql)).rows[0]?.[0]))
    surroundings.searchPath = path = pinned ?? ''
    connection.isPooled = isPooler(facts, connection.key.processId)
  } else {
    const { rows } = await prepare({ search_path: path }, sessionIdentitySql)
    const identity = JSON.parse(rows[0]?.[0] ?? '') as SessionIdentity
    connection.isPooled = isPooler(identity, connection.key.processId)
  }
  const all = { ...settings, search_path: path }
  if (connection.isPooled) connection.opening = new Opening(applySettings(all, 'transaction'), openingNaming)
  connection.resetSql = connection.isPooled
    ? [...undoSql, deallocateSql].join(';\n')
    : [...undoSql, applySettings(all, 'session'), findPreparedSql].join(';\n')
}

async function readOwnCode(
  ownFunctions: string | undefined,
  read: () => Promise<string | null | undefined>,
): Promise<readonly OwnFunction[]> {
  const { own, hasCallers } = JSON.parse(ownFunctions ?? '') as {
    readonly own: readonly string[]
    readonly hasCallers: boolean
  }
  if (!hasCallers) return own.map((name) => ({ name, body: null, relations: [] }))
  return (JSON.parse((await read()) ?? '') as { readonly functions: readonly OwnFunction[] }).functions
}

/**
 * No limit for our own look at a session: on a busy server it would take longer than a short limit of the caller's
 * statements, or of the role's, and every login would fail.
 */
const noLimits = { statement_timeout: '0', lock_timeout: '0' }

/** Returns the limits among the settings, which the caller's statements have. */
function limitsOf(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name in noLimits))
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
