/** The migration of messaging, over rows from before it. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseError } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { openPhase1, type OpenDatabase } from '../setup/schema/open-phase-1.js'
import { insertParties, insertRow, type Parties } from '../setup/schema/sample-rows.js'

let database: OpenDatabase
let parties: Parties

beforeEach(async () => {
  database = await openPhase1()
  parties = await insertParties(database.client)
})
afterEach(async () => await database.close())

async function migrateMessaging(): Promise<void> {
  const folder = join(findPackageRoot().directory, 'migrations')
  const file = (await readdir(folder)).find((name) => name.endsWith('_messaging.sql'))
  if (file === undefined) throw new Error('there is no migration of messaging')
  await database.client.query('begin')
  await database.client.query(await readFile(join(folder, file), 'utf8'))
  await database.client.query('commit')
}

describe('the migration of messaging', () => {
  test('makes the oldest conversation about nothing of each pair the general one', async () => {
    const { client } = database
    const times = ['2026-01-02', '2026-01-01', '2026-01-03']
    const ids: string[] = []
    for (const created_at of times) {
      ids.push(await insertRow(client, 'conversations', parties, { product_id: null, created_at }))
    }
    const swapped = { ...parties, buyer: parties.seller, seller: parties.buyer }
    const other = await insertRow(client, 'conversations', swapped, { product_id: null })
    await migrateMessaging()
    const { rows } = await client.query<{ id: string }>(
      'select id from conversations where is_general order by id',
    )
    expect(rows.map(({ id }) => id)).toEqual([ids[1], other].toSorted())
  })

  test('is refused while two conversations are about one product, and changes nothing', async () => {
    const { client } = database
    await insertRow(client, 'conversations', parties)
    const error: unknown = await migrateMessaging().catch((reason: unknown) => reason)
    await client.query('rollback')
    expect(error).toBeInstanceOf(DatabaseError)
    expect(error).toMatchObject({
      code: '23505',
      constraint: 'conversations_buyer_id_seller_id_product_id_key',
    })
    const { rows } = await client.query(
      `select from pg_attribute where attrelid = 'conversations'::regclass and attname = 'is_general'`,
    )
    expect(rows).toEqual([])
  })

  test('has it that a general conversation is about no product', async () => {
    await migrateMessaging()
    const general = insertRow(database.client, 'conversations', parties, { is_general: true })
    await expect(general).rejects.toMatchObject({ constraint: 'ck_conversations_general_without_product' })
  })
})
