import type { Database } from '../../../src/database.js'
import type { Repositories } from '../../../src/repositories/repositories.js'

/** Does something with the repositories of a database, or of a transaction that is committed afterwards. */
export type Way = <T>(work: (on: Repositories) => Promise<T>) => Promise<T>

/** The two ways to every repository, for `describe.each`. */
export function bothWays(db: Database): readonly (readonly [name: string, way: Way])[] {
  return [
    ['a database', (work) => work(db)],
    ['a transaction', (work) => db.transaction(work)],
  ]
}
