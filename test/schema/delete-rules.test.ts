import { DatabaseError } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPhase1, type OpenDatabase } from '../setup/schema/open-phase-1.js'
import { insertParties, insertRow, type Parties, type TableName } from '../setup/schema/sample-rows.js'

let database: OpenDatabase
let parties: Parties

beforeAll(async () => {
  database = await openPhase1()
})
afterAll(async () => await database.close())

beforeEach(async () => {
  await database.client.query(
    'truncate users, products, streams, conversations, messages, offers, transactions, verifications',
  )
  parties = await insertParties(database.client)
})

describe('deleting a user', () => {
  test('takes along everything that a seller owns', async () => {
    await insertRow(database.client, 'streams', parties)
    await insertRow(database.client, 'verifications', parties)
    await insertRow(database.client, 'offers', parties)
    await sendMessage()

    await remove('users', parties.seller)

    expect(await countRows()).toEqual({ users: 1 })
  })

  test('takes along the conversations, messages and offers of a buyer, and leaves the product', async () => {
    await insertRow(database.client, 'offers', parties)
    await sendMessage()

    await remove('users', parties.buyer)

    expect(await countRows()).toEqual({ users: 1, products: 1 })
  })

  test('takes along only the messages of somebody who wrote into the conversation of others', async () => {
    const guest = await insertRow(database.client, 'users', parties)
    const kept = await insertRow(database.client, 'messages', parties)
    await insertRow(database.client, 'messages', { ...parties, buyer: guest })

    await remove('users', guest)

    const { rows } = await database.client.query('select id from messages')
    expect(rows).toEqual([{ id: kept }])
    expect(await countRows()).toMatchObject({ conversations: 1 })
  })

  test.each(['buyer', 'seller'] as const)('is refused while a payment names them as %s', async (role) => {
    await insertRow(database.client, 'transactions', parties)
    const before = await countRows()

    // Which of two keys is looked at first is the server's choice when the seller's product is paid for, too.
    expect(await refusalOf(remove('users', parties[role]))).toMatch(
      /^fk_transactions_(buyer|seller|product)$/,
    )

    expect(await countRows()).toEqual(before)
  })
})

describe('deleting a product', () => {
  test('takes along its offers, and its conversations forget it', async () => {
    await insertRow(database.client, 'offers', parties)

    await remove('products', parties.product)

    expect(await countRows()).toEqual({ users: 2, conversations: 1 })
    const { rows } = await database.client.query('select product_id, buyer_id from conversations')
    expect(rows).toEqual([{ product_id: null, buyer_id: parties.buyer }])
  })

  test('is refused while there is a payment for it', async () => {
    await insertRow(database.client, 'transactions', parties)

    expect(await refusalOf(remove('products', parties.product))).toBe('fk_transactions_product')

    expect(await countRows()).toMatchObject({ products: 1, transactions: 1 })
  })
})

describe('deleting a conversation', () => {
  test('takes along its messages and offers, the last message included', async () => {
    await insertRow(database.client, 'offers', parties)
    await sendMessage()

    await remove('conversations', parties.conversation)

    expect(await countRows()).toEqual({ users: 2, products: 1 })
  })
})

describe('deleting a message', () => {
  test('makes its conversation forget it as the last one, and keep the time', async () => {
    const message = await sendMessage()

    await remove('messages', message)

    const { rows } = await database.client.query(
      'select last_message_id, last_message_at is not null as dated from conversations',
    )
    expect(rows).toEqual([{ last_message_id: null, dated: true }])
  })
})

describe('deleting a payment', () => {
  test('touches nothing else', async () => {
    const before = await countRows()
    const payment = await insertRow(database.client, 'transactions', parties)

    await remove('transactions', payment)

    expect(await countRows()).toEqual(before)
  })
})

describe('a foreign key', () => {
  test.each([
    ['fk_products_seller', 'products', 'seller_id'],
    ['fk_streams_user', 'streams', 'user_id'],
    ['fk_conversations_buyer', 'conversations', 'buyer_id'],
    ['fk_conversations_seller', 'conversations', 'seller_id'],
    ['fk_conversations_product', 'conversations', 'product_id'],
    ['fk_messages_conversation', 'messages', 'conversation_id'],
    ['fk_messages_sender', 'messages', 'sender_id'],
    ['fk_offers_product', 'offers', 'product_id'],
    ['fk_offers_conversation', 'offers', 'conversation_id'],
    ['fk_offers_buyer', 'offers', 'buyer_id'],
    ['fk_offers_seller', 'offers', 'seller_id'],
    ['fk_transactions_buyer', 'transactions', 'buyer_id'],
    ['fk_transactions_seller', 'transactions', 'seller_id'],
    ['fk_transactions_product', 'transactions', 'product_id'],
    ['fk_verifications_user', 'verifications', 'user_id'],
  ] as const)('%s refuses a row that points nowhere', async (name, table, column) => {
    const nowhere = '01900000-0000-7000-8000-000000000000'
    const inserting = insertRow(database.client, table, parties, { [column]: nowhere })
    expect(await refusalOf(inserting)).toBe(name)
  })

  test('fk_conversations_last_message refuses a message that is not there', async () => {
    const pointing = database.client.query(
      'update conversations set last_message_id = id, last_message_at = now()',
    )
    expect(await refusalOf(pointing)).toBe('fk_conversations_last_message')
  })
})

/** Sends a message that its conversation knows as the last one: the two rows point to each other. */
async function sendMessage(): Promise<string> {
  const message = await insertRow(database.client, 'messages', parties)
  await database.client.query(
    'update conversations set last_message_id = $1, last_message_at = now() where id = $2',
    [message, parties.conversation],
  )
  return message
}

async function remove(table: TableName, id: string): Promise<void> {
  await database.client.query(`delete from ${table} where id = $1`, [id])
}

/** The number of rows each table has; a table without rows is left out. */
async function countRows(): Promise<Record<string, number>> {
  const { rows } = await database.client.query<{ name: string; count: number }>(
    `select 'users' as name, count(*)::int from users
     union all select 'products', count(*)::int from products
     union all select 'streams', count(*)::int from streams
     union all select 'conversations', count(*)::int from conversations
     union all select 'messages', count(*)::int from messages
     union all select 'offers', count(*)::int from offers
     union all select 'transactions', count(*)::int from transactions
     union all select 'verifications', count(*)::int from verifications`,
  )
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]))
}

/** The foreign key that refuses; empty if none does. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  // 23001 is what PostgreSQL 18 calls a delete that ON DELETE RESTRICT refuses.
  if (error instanceof DatabaseError && (error.code === '23503' || error.code === '23001')) {
    return error.constraint ?? ''
  }
  return ''
}
