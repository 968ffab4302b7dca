import type { ClientBase } from 'pg'
import { ownCodeSql, type OwnFunction } from './own-code.js'
import { assertSessionFacts, isPooler, sessionFactsSql, type SessionFacts } from './session-facts.js'
import type { Surroundings } from './surroundings.js'

/**
 * Checks that this package can work with the session of a client that was handed in. Nothing of it is changed: its
 * owner set it up.
 *
 * @returns true behind a pooler, which may give each transaction another session of the server.
 * @throws `SetupError` that says what to set; the driver's error, unchanged.
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

/** Reads the database's own functions. */
export async function learnOwnCode(client: ClientBase, surroundings: Surroundings): Promise<void> {
  surroundings.learn(
    (await readJson<{ readonly functions: readonly OwnFunction[] }>(client, ownCodeSql)).functions,
  )
}

/** Runs SQL of this package that returns one JSON object. */
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
