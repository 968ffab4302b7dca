import type { Cancellation } from './cancellation.js'
import { applied, fromDriverError } from './failure/driver-error.js'
import type { PreparedText } from './statement/statement.js'
import type { CatalogueReader, TypeRegistry } from './values/type-registry.js'

/** Where the catalogue is read, and for how long. */
export interface CatalogueAccess {
  readonly cancellation?: Cancellation | undefined
  readonly isInTransaction: boolean
  /** Reads it over another connection, should that of the statement fail. */
  readonly readCatalogue?: CatalogueReader
}

/**
 * Reads the catalogue for the rows of a statement that is done.
 *
 * What fails here says nothing of the statement: outside a transaction it is committed.
 *
 * @param read - reads the catalogue over the statement's own connection.
 * @throws an error of ours that says so; in a transaction, which this ends, the driver's.
 */
export async function loadResultTypes(
  types: TypeRegistry,
  oids: readonly number[],
  { isRead }: PreparedText,
  read: CatalogueReader,
  { cancellation, isInTransaction, readCatalogue }: CatalogueAccess,
): Promise<void> {
  const outcome = isInTransaction || isRead ? 'not_run' : 'applied'
  const load = async () => {
    try {
      await types.load(oids, read)
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
