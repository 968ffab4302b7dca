import { eraseUser, exportPersonalData } from '../../../generated/personal-data.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import type { StreamOptions } from '../../engine/row-stream.js'
import { NotFoundError } from '../../errors.js'
import { boolean, object, optional, uuid, type Keys } from '../../input/index.js'
import type { ErasedRows } from '../../json-columns.js'

/** A user whose personal data is erased. */
export interface EraseUserInput {
  readonly userId: string
  /** True: nothing is erased, and the result lists what would be. @defaultValue false */
  readonly dryRun?: boolean | undefined
}

/** An erasure of personal data. */
export interface Erasure {
  readonly userId: string
  /** The id of the receipt in `erasures`; null of a dry run. */
  readonly receiptId: string | null
  /** Null of a dry run. */
  readonly erasedAt: Date | null
  readonly changes: readonly ErasedRows[]
}

const readEraseUser = object({
  userId: uuid,
  dryRun: optional(boolean),
} satisfies Keys<EraseUserInput>)

/** Erases the personal data of a user. @throws {@link NotFoundError} */
export async function eraseUserData(
  executor: Executor,
  input: EraseUserInput,
  options?: CallOptions,
): Promise<Erasure> {
  const { userId, dryRun = false } = readEraseUser(input)
  const erased = await executor.maybeOne(eraseUser, { userId, isDryRun: dryRun }, options)
  if (erased === null) throw new NotFoundError('users')
  const { receiptId, changes, erasedAt } = erased
  return { userId, receiptId, erasedAt, changes }
}

/** Yields the JSON text of everything that is known of a user, piece by piece. @throws {@link NotFoundError} */
export async function* personalDataText(
  executor: Executor,
  userId: string,
  options?: StreamOptions,
): AsyncGenerator<string, void, undefined> {
  let table: string | null = null
  for await (const row of executor.stream(exportPersonalData, { userId }, options)) {
    if (row.tableName === table) {
      yield `,\n${row.rowJson}`
      continue
    }
    const head = `${JSON.stringify(row.tableName)}: [\n${row.rowJson}`
    yield table === null ? `{\n${head}` : `\n],\n${head}`
    table = row.tableName
  }
  if (table === null) throw new NotFoundError('users')
  yield '\n]\n}\n'
}
