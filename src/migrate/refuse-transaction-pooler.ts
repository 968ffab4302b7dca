import type { Client, ClientBase } from 'pg'
import { changesSessions, isBehindPooler } from '../engine/session/changes-sessions.js'
import { ConnectionError, SetupError } from '../errors.js'
import { closeClient } from './connect.js'

/**
 * Refuses a connection that changes its session between transactions, for work that needs one: a lock would be taken in one
 * session and never released in another, and settings would become those of whoever is given the session next.
 *
 * @param connectAnother - opens a second connection of the same kind.
 * @param work - what needs one session, such as `migrating`.
 * @throws {@link SetupError} if it does, or if there is a pooler and a second connection cannot be opened.
 */
export async function refuseTransactionPooler(
  client: ClientBase,
  connectAnother: () => Promise<Client>,
  work: string,
): Promise<void> {
  if (!(await isBehindPooler(client))) return
  const second = await connectAnother().catch((cause: unknown) => {
    if (!(cause instanceof ConnectionError)) throw cause
    throw new SetupError(
      'the connection goes through a pooler, and no second one could be made to find out whether it keeps a session, ' +
        `which ${work} needs (${cause.message}): connect to the server itself, by a url`,
      { cause },
    )
  })
  try {
    if (await changesSessions(client, second)) throw transactionPoolerError(work)
  } finally {
    await closeClient(second)
  }
}

/** The error for a connection that gets another session of the server for each transaction. */
export function transactionPoolerError(work: string): SetupError {
  return new SetupError(
    `the connection goes through a pooler that hands out sessions per transaction, and ${work} needs one session: ` +
      'connect to the server itself, or to the pooler in session mode (PgBouncer: pool_mode = session)',
  )
}
