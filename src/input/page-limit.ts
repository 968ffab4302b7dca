import { withDefault } from './absent.js'
import { integer } from './number.js'

/** Reads how many items a page may have: 1 to 100, 20 if absent. */
export const pageLimit = withDefault(integer({ min: 1, max: 100 }), 20)
