/** What the columns of JSON hold. Made by souk-db generate; never edit. */

import type { JsonColumns as Declared } from '../src/json-columns.js'
import type { JsonTypes } from '../src/engine/values/json.js'

/** The declared types; this line does not compile if one holds what JSON cannot. */
export type JsonColumns = JsonTypes<Declared>
