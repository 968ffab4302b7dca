import { oneOf, recordCopy, withDefault } from '../input/index.js'

/** The columns of products that a list may return. */
export const productColumns = ['card', 'all'] as const

/** The columns of products that a list returns: those of a card, or all that anybody may see. */
export type ProductColumns = (typeof productColumns)[number]

/** A list whose products are cards. */
export interface CardColumns {
  /** The columns of each product. @defaultValue `card`: what a list shows */
  readonly columns?: 'card' | undefined
}

/** A list whose products are whole rows. */
export interface AllColumns {
  /** The columns of each product: all of them. */
  readonly columns: 'all'
}

const readColumns = withDefault(oneOf(productColumns), 'card')

/** Takes the choice of columns off the input of a list. It is none of the filters, so a cursor goes with either. */
export function takeColumns(input: unknown): readonly [columns: ProductColumns, rest: object] {
  // eslint-disable-next-line no-restricted-syntax -- an input, once a page, and not the rows
  const { columns, ...rest } = recordCopy(input, 'input')
  return [readColumns(columns, 'columns'), rest]
}
