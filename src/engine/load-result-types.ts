import type { Cancellation } from './cancellation.js'
import { applied, fromDriverError } from './failure/driver-error.js'
import type { PreparedText } from './statement/statement.js'
import type { CatalogueReader, TypeRegistry } from './values/type-registry.js'

/** The context in which the catalogue is read. */
export interface CatalogueAccess {
  readonly cancellation?: Cancellation | undefined
  readonly isInTransaction: boolean
  /** True behind a pooler, which may have lent all sessions of the server to transactions. */
  readonly isPooled?: boolean
  /** Reads the catalogue over another connection, if the statement's own connection fails. */
  readonly readCatalogue?: CatalogueReader
}

/**
 * Reads the catalogue, to decode the rows of a statement that is done.
 *
 * A failure here is not a failure of the statement: outside a transaction, that is committed.
 *
 * @param read - reads the catalogue over the statement's own connection.
 * @throws one of our errors, with the outcome of the statement; in a transaction, which the failure ends, the driver's
 * error.
 */
export async function loadResultTypes(
  types: TypeRegistry,
  oids: readonly number[],
  { isRead }: PreparedText,
  read: CatalogueReader,
  { cancellation, isInTransaction, isPooled, readCatalogue }: CatalogueAccess,
): Promise<void> {
  const outcome = isInTransaction || isRead ? 'not_run' : 'applied'
  const load = async () => {
    try {
      // Whoever reads it for all may be waiting for a session, and the transactions that hold them would wait for the reading.
      await (isInTransaction && isPooled === true ? types.loadAlone(read) : types.load(oids, read))
    } catch (error) {
      if (readCatalogue === undefined) throw error
      await types.load(oids, readCatalogue)
    }
  }
  try {
    await new Promise<void>((resolve, reject) => {
      const stopListening = cancellation?.onWanted(() => reject(cancellation.reasonWith(outcome)))
      void load().then(resolve, reject).finally(stopListening)
    })
  } catch (error) {
    if (isInTransaction || cancellation?.isWanted === true) throw error
    const failure = fromDriverError(error, {}, outcome)
    throw isRead ? failure : applied(failure, false)
  }
}
