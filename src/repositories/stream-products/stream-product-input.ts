import { InvalidInputError } from '../../errors.js'
import { array, object, uuid, type Keys, type Read } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type {
  PinProductInput,
  ProductsOfStreamInput,
  StreamProductsInput,
  StreamsOfProductInput,
} from './stream-product.js'

const readIds = array(uuid, { min: 1, max: 200 })

/** Reads as many products as a stream may have, none of them twice. */
const readProductIds: Read<readonly string[]> = (value, field) => {
  const ids = readIds(value, field)
  ids.forEach((id, index) => {
    if (ids.indexOf(id) < index) throw new InvalidInputError(`${field}[${index}]`, 'is given twice')
  })
  return ids
}

/** Reads products of a stream, and who acts. */
export const readStreamProducts = object({
  streamId: uuid,
  userId: uuid,
  productIds: readProductIds,
} satisfies Keys<StreamProductsInput>)

/** Reads a product of a stream, and who acts. */
export const readPinProduct = object({
  streamId: uuid,
  userId: uuid,
  productId: uuid,
} satisfies Keys<PinProductInput>)

/** Reads a stream. */
export const readProductsOfStream = object({ streamId: uuid } satisfies Keys<ProductsOfStreamInput>)

/** The streams that show a product, the latest first. */
export const streamsOfProduct = {
  kind: 'streamProducts.byProduct',
  readFilters: object({ productId: uuid } satisfies Keys<FiltersOf<StreamsOfProductInput>>),
} satisfies TimeList<object>
