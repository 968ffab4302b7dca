import { writeFile } from 'node:fs/promises'
import { toFeatureCollection } from '../../geo/index.js'
import type { Page } from '../../pagination/page.js'
import type { NearbyProductCard } from '../../repositories/products/product.js'

/** Writes listings to a file for any map viewer. */
export async function writeMap(page: Page<NearbyProductCard>, file: string) {
  const map = toFeatureCollection(page.items, {
    properties: ['title', 'priceMinor', 'currency', 'distanceMetres'],
  })

  await writeFile(file, JSON.stringify(map, null, 2))

  return map
}
