import type { Client } from 'pg'

/** Values by column, as the driver takes them. */
export type Values = Readonly<Record<string, unknown>>

/** Ids of a buyer, a seller, the seller's product and the conversation of the two about it. */
export interface Parties {
  readonly buyer: string
  readonly seller: string
  readonly product: string
  readonly conversation: string
}

export type TableName = keyof typeof required

let users = 0

/** For each table the fewest values that make a row. */
const required = {
  users: () => {
    users += 1
    return { email: `user-${users}@example.ae`, username: `user-${users}` }
  },
  products: ({ seller }: Parties) => ({
    seller_id: seller,
    title: 'Leather sandals',
    price_minor: 12_500,
    category: 'other',
    condition: 'good',
  }),
  streams: ({ seller }: Parties) => ({ user_id: seller, title: 'Friday sale', category: 'sneakers' }),
  conversations: ({ buyer, seller, product }: Parties) => ({
    buyer_id: buyer,
    seller_id: seller,
    product_id: product,
  }),
  messages: ({ conversation, buyer }: Parties) => ({
    conversation_id: conversation,
    sender_id: buyer,
    content: 'Still there?',
  }),
  offers: ({ product, conversation, buyer, seller }: Parties) => ({
    product_id: product,
    conversation_id: conversation,
    buyer_id: buyer,
    seller_id: seller,
    amount_minor: 10_000,
  }),
  transactions: ({ buyer, seller, product }: Parties) => ({
    buyer_id: buyer,
    seller_id: seller,
    product_id: product,
    amount_minor: 10_000,
    platform_fee_minor: 1_000,
    seller_payout_minor: 9_000,
    feed_type: 'discover',
  }),
  verifications: ({ seller }: Parties) => ({ user_id: seller, verification_type: 'emirates_id' }),
} as const

/** Inserts the smallest row of a table, with `values` in place of or besides its own, and returns its id. */
export async function insertRow(
  client: Client,
  table: TableName,
  parties: Parties,
  values: Values = {},
): Promise<string> {
  const row: Values = { ...required[table](parties), ...values }
  const columns = Object.keys(row)
  const places = columns.map((_, index) => `$${index + 1}`)
  const { rows } = await client.query<{ id: string }>(
    `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')}) returning id`,
    Object.values(row),
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('an insert returns its row')
  return id
}

/** Inserts a buyer, a seller, a product of the seller, and a conversation between them about it. */
export async function insertParties(client: Client): Promise<Parties> {
  const nobody: Parties = { buyer: '', seller: '', product: '', conversation: '' }
  const buyer = await insertRow(client, 'users', nobody)
  const seller = await insertRow(client, 'users', nobody, { role: 'seller' })
  const product = await insertRow(client, 'products', { ...nobody, seller })
  const conversation = await insertRow(client, 'conversations', { ...nobody, buyer, seller, product })
  return { buyer, seller, product, conversation }
}
