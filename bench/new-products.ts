import { pick, type Random } from './random.js'
import { seededId } from './seeded-id.js'
import { batchSize, type NewProduct, type Workload } from './workload.js'

/** Makes a batch to insert, at places where people are. */
export function newProducts({ origins, userCount }: Workload, random: Random): NewProduct[] {
  return Array.from({ length: batchSize }, (_, index) => ({
    id: seededId('inserted', index),
    sellerId: seededId('user', 1 + Math.floor(random() * userCount)),
    title: `Lamp No. ${index}, "as new"`,
    description:
      'Stood in a hallway for a year. Works; one scratch at the foot, see the third picture. '.repeat(3),
    priceMinor: 1000 + Math.floor(random() * 100_000),
    originalPriceMinor: index % 2 === 0 ? 150_000 : null,
    currency: 'AED',
    category: 'home_decor',
    condition: 'like_new',
    feedType: 'community',
    location: { type: 'Point', coordinates: [...pick(random, origins)] },
    neighborhood: 'Deira, Dubai',
    imageUrls: [1, 2, 3].map((n) => `https://images.example.com/products/lamps/${index}/${n}.jpg`),
    tags: ['lamp', 'hallway', `lot ${index % 50}`],
  }))
}

/** Gives a batch new ids, counted from `first`; returns the number after the last one. */
export function renumber(batch: readonly NewProduct[], first: number): number {
  let n = first
  for (const product of batch) product.id = seededId('inserted', n++)
  return n
}
