import type { SearchQuestion } from './workload.js'

/** Words of a fifth and a seventh of the products, and two of them together. */
const commonTexts = [
  'shoes',
  'desk lamp',
  'winter coats',
  'دراجة',
  'الخزانة',
  'ستارة',
  'lamp مكتبة',
  'signed غسالة',
]

/** Words of one product in 2,000. */
const rareTexts = ['walnut', 'brass', 'marble', 'pewter', 'رخام', 'النحاس', 'خيزران', 'فيروز']

/** Searches alone, in a category, and up to a price. */
export const commonSearches: readonly SearchQuestion[] = commonTexts.flatMap((text) => [
  { text, category: null, maxPriceMinor: null },
  { text, category: 'sneakers', maxPriceMinor: null },
  { text, category: null, maxPriceMinor: 200_000 },
])

/** Searches alone, and up to a price: in a category there would be next to none. */
export const rareSearches: readonly SearchQuestion[] = rareTexts.flatMap((text) => [
  { text, category: null, maxPriceMinor: null },
  { text, category: null, maxPriceMinor: 200_000 },
])
