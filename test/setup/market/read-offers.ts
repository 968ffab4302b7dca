import type { Offer } from '../../../generated/models.js'
import { findOffer, listOffersByIds } from '../../../generated/offers.queries.js'
import type { Executor } from '../../../src/engine/executor.js'

/** Reads an offer as it is, whoever its parties are. */
export function readOffer(on: Executor, id: string): Promise<Offer> {
  return on.one(findOffer, { id })
}

/** Reads offers as they are, in the order of their ids. */
export function readOffers(on: Executor, ids: readonly string[]): Promise<Offer[]> {
  return on.many(listOffersByIds, { ids })
}
