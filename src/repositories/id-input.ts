import { array, uuid } from '../input/index.js'

/** Reads an id. */
export const readId = uuid

/** Reads ids: as many as one statement takes. */
export const readIds = array(uuid, { max: 10_000 })
