import { beforeEach } from 'vitest'
import type { Market } from '../market/open-market.js'
import { query } from '../query.js'
import { openBare } from './open-bare.js'

/** A database with one table, `numbers`, that is empty at the start of each test. */
export interface Numbers extends Market {
  /** All numbers of the table, in order. */
  readonly numbers: () => Promise<number[]>
}

const all = query<undefined, { readonly n: number }>('select n from numbers order by n')
const empty = query<undefined, object>('delete from numbers')

/** @param column - The column `n`, with its constraints. */
export async function openNumbers(column = 'n int primary key'): Promise<Numbers> {
  const { test, db } = await openBare()
  await db.execute(query<undefined, object>(`create table numbers (${column})`))
  beforeEach(() => db.execute(empty))
  return { test, db, numbers: async () => (await db.many(all)).map(({ n }) => n) }
}
