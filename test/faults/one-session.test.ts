/** Work that needs one session of the server, and settings of its own there, through a pooler that hands out sessions per transaction. */

import { beforeEach, expect, it } from 'vitest'
import { openSchemaDatabase } from '../../src/generate/schema/schema-database.js'
import { withClient } from '../../src/migrate/with-client.js'
import { partitionMessages } from '../../src/partition/partition-messages.js'
import { ensureTemplate } from '../../src/testing/template-database.js'
import { openMarket } from '../setup/market/open-market.js'
import { openClient } from '../setup/migrate/open-client.js'
import { transactionPooler } from '../setup/network/transaction-pooler.js'

const { test } = await openMarket()

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, whose settings are put back')
})

const settings = `
  select
    current_setting('default_transaction_read_only') as read_only,
    current_setting('plan_cache_mode') as plans,
    current_setting('statement_timeout') as statement_timeout,
    current_setting('lock_timeout') as lock_timeout,
    (select count(*)::integer from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks`

it.each([
  ['generation', (url: string) => openSchemaDatabase({ url })],
  [
    'the split of messages',
    (url: string) => withClient({ url }, 'souk-db partition', async (client) => partitionMessages(client)),
  ],
  [
    'a template for tests',
    async (url: string) => {
      await using client = await openClient(url)
      await ensureTemplate(client, url, [])
    },
  ],
])('%s is refused, and leaves nothing behind for others', async (_name, work) => {
  await using pooler = await transactionPooler(test.directUrl)
  await using other = await openClient(pooler.url)
  const { rows: before } = await other.query<object>(settings)
  await expect(work(pooler.url)).rejects.toMatchObject({
    code: 'setup',
    message: expect.stringContaining('needs one session: connect to the server itself') as string,
  })
  expect((await other.query<object>(settings)).rows).toEqual(before)
})
