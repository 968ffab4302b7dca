import { isServerError } from '../failure/driver-error.js'
import { LostConnection } from '../failure/lost-connection.js'
import { TooEarly, type PositionDuty } from '../replicas/position-duty.js'
import { later, reach, type Position, type ServerPosition } from '../replicas/position.js'
import { readPosition } from '../replicas/position-query.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'
import type { TypeRegistry } from '../values/type-registry.js'
import { execute, type RunOptions } from './execute.js'
import type { WireConnection } from './wire-connection.js'

/** Asks the server of a connection for its position. */
export type AskPosition = (connection: WireConnection) => Promise<ServerPosition | null>

/** Makes the question for a connection's position. */
export function positionAsker(statement: BoundStatement, types: TypeRegistry): AskPosition {
  return async (connection) => {
    const { rows } = await execute(connection, statement, types, {
      isInTransaction: false,
      readCatalogue: () => Promise.resolve([]),
    })
    const position = readPosition(rows)
    // Behind a pooler the next statement may run elsewhere.
    if (!connection.isPooled) connection.position = later(connection.position, position)
    return position
  }
}

/**
 * Asks for the position behind everything that is sent in this tick, once for all who want it: the same flight brings it, and it
 * covers their commits.
 */
export function positionBehind(connection: WireConnection, ask: AskPosition): Promise<ServerPosition | null> {
  return (connection.positionBehind ??= new Promise((resolve, reject) => {
    connection.beforeFlush(() => {
      connection.positionBehind = undefined
      ask(connection).then(resolve, reject)
    })
  }))
}

/**
 * Runs a statement as {@link execute} does, on a server that has the position that it needs, and learns the position behind it.
 *
 * The position is asked for before the statement and behind it, never in it: a statement's snapshot is taken before its functions
 * run, so that it would claim rows that it does not show. All of it is one flight. A connection that is known to have the position
 * is not asked.
 *
 * @throws {@link TooEarly} if the server has not got so far; the errors of {@link execute}.
 */
export async function executeAt(
  connection: WireConnection,
  bound: BoundStatement,
  { needed, seen, isOnReplica }: PositionDuty,
  types: TypeRegistry,
  options: RunOptions,
  ask: AskPosition,
): Promise<StatementResult> {
  const losses = isOnReplica ? 0 : (seen?.losses ?? 0)
  const isWrite = !bound.prepared.isRead
  const wasShown = seen !== null && seen.shown !== null
  // Null if it need not be asked for.
  const asked = needed === null || has(connection.position, needed) ? null : ask(connection).catch(() => null)
  const end = { isOwn: false }
  const running = execute(connection, bound, types, {
    ...options,
    onSettled: (...settled) => {
      end.isOwn = true
      options.onSettled?.(...settled)
    },
  })
  const behind = seen === null ? undefined : positionBehind(connection, ask).catch(() => null)
  const note = async () => {
    if (seen === null || behind === undefined) return
    const position = await behind
    // What it has shown is not known, and so not to be shown. A primary may lack what a standby has shown.
    if (isOnReplica && (position === null || (wasShown && !position.isStandby))) throw new TooEarly(null)
    if (position === null) {
      seen.lose(isWrite)
      return
    }
    seen.note(position, position.isStandby ? 0 : losses, isWrite)
    if (position.isStandby && seen.tracksReads) seen.noteShown(position)
  }
  let result: StatementResult
  try {
    result = await running
  } catch (error) {
    // Of a server that lacks a migration, say.
    if (end.isOwn) await assertReached(asked, needed, true)
    if (isWrite && mayHaveRun(error)) seen?.lose(true)
    // What the server refused may be what another one has written.
    else if (isWrite && isServerError(error)) await note()
    throw error
  }
  // If another run has answered, it has kept the duty too.
  if (!end.isOwn) return result
  await assertReached(asked, needed, false)
  await note()
  return result
}

/**
 * Reads the answer, which has come before that of the statement.
 *
 * @param hasFailed - true if the statement has an error, which counts unless the answer explains it.
 * @throws {@link TooEarly} if it is short of what is needed.
 */
async function assertReached(
  asked: Promise<Position | null> | null,
  needed: Position | null,
  hasFailed: boolean,
): Promise<void> {
  if (asked === null || needed === null) return
  const had = await asked
  if (has(had, needed) || (hasFailed && had === null)) return
  throw new TooEarly(had)
}

/** True if something may be stored although a statement failed: what the server refuses is undone. */
function mayHaveRun(error: unknown): boolean {
  return error instanceof LostConnection ? error.mayHaveRun : !isServerError(error)
}

function has(position: Position | null, needed: Position): boolean {
  return position !== null && reach(position, needed) === 'reached'
}
