import type { ClientBase } from 'pg'
import { ownCodeSql, type OwnFunction } from './own-code.js'
import { assertSessionFacts, isPooler, sessionFactsSql, type SessionFacts } from './session-facts.js'
import type { Surroundings } from './surroundings.js'

/**
 * Makes sure that the session of a client that is not ours is one that this package can work with. Nothing of it is
 * changed: its owner set it up.
 *
 * @returns true if a pooler stands between, which may give each transaction another session of the server's.
 * @throws {@link SetupError} that says what to set; the driver's error, as it is.
 */
export async function readSession(client: ClientBase, surroundings: Surroundings): Promise<boolean> {
  const facts = await readJson<SessionFacts>(client, sessionFactsSql)
  assertSessionFacts(
    facts,
    (path) => `give the pool the option { options: '-c search_path=${path.replaceAll(' ', '')}' }`,
  )
  if (surroundings.isDue) await learnOwnCode(client, surroundings)
  const { processID } = client as ClientBase & { readonly processID: number }
  return isPooler(facts, processID)
}

/** Reads the functions that a database has of its own. */
export async function learnOwnCode(client: ClientBase, surroundings: Surroundings): Promise<void> {
  surroundings.learn(
    (await readJson<{ readonly functions: readonly OwnFunction[] }>(client, ownCodeSql)).functions,
  )
}

/** Runs SQL of this package's that returns one JSON object. */
async function readJson<T>(client: ClientBase, text: string): Promise<T> {
  const { rows } = await client.query<[T]>({
    text,
    rowMode: 'array',
    types: { getTypeParser: () => (value: string) => JSON.parse(value) as unknown },
  })
  const [row] = rows
  if (row === undefined) throw new Error('the server returned no row')
  return row[0]
}
