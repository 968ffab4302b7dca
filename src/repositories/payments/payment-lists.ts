import { paymentStatuses } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import { object, oneOf, optional, timestamp, uuid, type Keys, type Read } from '../../input/index.js'
import type { PagedList } from '../../pagination/list-request.js'
import type { BuyerPaymentsInput, BuyerSumsInput, SellerPaymentsInput, SellerSumsInput } from './payment.js'
import { readCurrency } from '../../input/currency.js'
import { readTimePosition } from '../../pagination/time-position.js'

/** Reads a moment as a text that a cursor can hold: from a Date, or from that text when the cursor comes back. */
const moment: Read<string> = (value, field) => {
  const date = typeof value === 'string' ? new Date(value) : value
  const read = timestamp(date, field).toISOString()
  if (typeof value === 'string' && value !== read) throw new InvalidInputError(field, 'must be a valid Date')
  return read
}

const periodShape = {
  currency: optional(readCurrency),
  from: optional(moment),
  before: optional(moment),
} as const

const filterShape = { status: optional(oneOf(paymentStatuses)), ...periodShape } as const

/** A buyer's payments, newest first. */
export const buyerPayments = {
  kind: 'payments.byBuyer',
  readFilters: object({ buyerId: uuid, ...filterShape } satisfies Keys<Omit<BuyerPaymentsInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

/** A seller's payments, newest first. */
export const sellerPayments = {
  kind: 'payments.bySeller',
  readFilters: object({ sellerId: uuid, ...filterShape } satisfies Keys<Omit<SellerPaymentsInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

/** Reads what of a buyer's payments is summed up. */
export const readBuyerSums = object({ buyerId: uuid, ...periodShape } satisfies Keys<BuyerSumsInput>)

/** Reads what of a seller's payments is summed up. */
export const readSellerSums = object({ sellerId: uuid, ...periodShape } satisfies Keys<SellerSumsInput>)
