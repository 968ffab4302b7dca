import type { NearbyProductCard } from '../../repositories/products/product.js'
import { formatMoney } from './format-money.js'
import { plainTable } from './plain-table.js'

/** Shows listings with their distances, numbered from `first` on. */
export function listingTable(listings: readonly NearbyProductCard[], first = 1): string {
  return plainTable({
    columns: [
      { head: '#', width: 3, align: 'right' },
      { head: 'Listing', width: 38 },
      { head: 'Price', width: 12, align: 'right' },
      { head: 'Distance', width: 14, align: 'right' },
    ],
    rows: listings.map(({ title, priceMinor, currency, distanceMetres }, index) => [
      String(first + index),
      title,
      formatMoney(priceMinor, currency),
      `${Math.round(distanceMetres).toLocaleString('en')} m`,
    ]),
  })
}
