import { InvalidInputError } from '../../errors.js'
import type { SessionEffect } from '../session/session-effect.js'
import type { BoundStatement, PreparedText } from '../statement/statement.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { TypeRegistry } from '../values/type-registry.js'
import { execute, type RunOptions } from './execute.js'
import { simpleQuery } from './simple-query.js'
import type { WireConnection } from './wire-connection.js'

/**
 * Runs a statement that may change its session, behind a pooler: in a transaction, and with a reset behind the COMMIT in
 * one message, before the pooler can lend the session to anybody else.
 *
 * @throws the errors of `execute`; the error of COMMIT.
 */
export async function runAndReset(
  connection: WireConnection,
  bound: BoundStatement,
  types: TypeRegistry,
  options: Omit<RunOptions, 'begin' | 'isInTransaction'>,
): Promise<StatementResult> {
  const running = execute(connection, bound, types, { ...options, begin: 'begin', isInTransaction: true })
  // A statement that failed leaves a transaction that COMMIT rolls back.
  const ending = endAndReset(connection, 'commit')
  ending.catch(() => undefined)
  let result: StatementResult
  try {
    result = await running
  } catch (error) {
    // A statement that was given up may still be running.
    if (options.cancellation?.isWanted !== true) await ending.catch(() => undefined)
    throw error
  }
  await ending
  return result
}

/**
 * Ends a transaction, and undoes what it did to the session of the server.
 *
 * @returns the tag of the first command: `ROLLBACK` if the transaction had failed.
 */
export async function endAndReset(
  connection: WireConnection,
  command: 'commit' | 'rollback',
): Promise<{ readonly tag: string; readonly notice: Error | undefined }> {
  let tag: string | undefined
  try {
    const { notice } = await simpleQuery(connection, `${command};\n${connection.resetSql}`, (first) => {
      tag ??= first
    })
    return { tag: tag ?? '', notice }
  } catch (error) {
    if (tag === undefined) throw error
    // What the command did is done. Whatever is left in the session must not be used here.
    connection.destroy()
    return { tag, notice: undefined }
  }
}

/** True if a statement has to be followed by a reset: behind a pooler nobody can tell later which session it was. */
export function needsReset(
  connection: WireConnection,
  { commitsByItself, effect }: PreparedText,
  mayChangeSession: boolean,
): boolean {
  if (!connection.isPooled || !mayChangeSession) return false
  // VACUUM and what else works in steps cannot run in a transaction, and leaves nothing in a session. CALL and DO may.
  return !commitsByItself || effect.words.has('call') || effect.words.has('do')
}

/** Refuses what no reset undoes. @throws `InvalidInputError` */
export function assertLeavesNothingLasting(connection: WireConnection, { isLasting }: SessionEffect): void {
  if (!connection.isPooled || !isLasting) return
  throw new InvalidInputError(
    'query',
    'leaves something in its session that no reset undoes, and a pooler lends that session to others: use a direct connection',
  )
}
