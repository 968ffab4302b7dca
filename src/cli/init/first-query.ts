import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isSqlFile } from '../../generate/read/is-sql-file.js'
import { writeIfAbsent } from './write-if-absent.js'

const listings = `/* listings: what this service asks of the products on sale. */

/* @name listCheapest */
-- What costs least in a currency, of one category or of all.
select
  products.id,
  products.title,
  products.price_minor,
  products.public_location
from products
where products.is_available
  and products.currency = :currency!
  /*[if category]*/ and products.category = :category /*[end]*/
order by products.price_minor, products.id
limit :limit!;
`

/** Writes a first query, unless the folder already holds queries. Reports what it did. */
export async function firstQuery(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => [])
  const found = names.filter((name) => isSqlFile(name)).sort()
  if (found.length > 0) return `${folder}: holds ${found.join(', ')} already`
  return writeIfAbsent(join(folder, 'listings.sql'), listings)
}
