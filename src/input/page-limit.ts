import { withDefault } from './absent.js'
import { integer } from './number.js'

/** Reads the greatest number of items on a page: 1 to 100, and 20 by default. */
export const pageLimit = withDefault(integer({ min: 1, max: 100 }), 20)
