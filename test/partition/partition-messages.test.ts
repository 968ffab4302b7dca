import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { readCatalogue } from '../../src/cli/schema/catalogue.js'
import { compareSchemas } from '../../src/cli/schema/compare-schemas.js'
import { ConflictError, ConstraintError } from '../../src/errors.js'
import { withClient } from '../../src/migrate/with-client.js'
import {
  partitionMessages,
  partitionSql,
  type PartitionOptions,
} from '../../src/partition/partition-messages.js'
import { applyPolicies } from '../../src/policies/apply-policies.js'
import { newId } from '../../src/repositories/new-id.js'
import { createTestDatabase, findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { startChat } from '../setup/market/start-chat.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { soukDb } from '../setup/souk-db.js'

const { db, test } = await openMarket()
const swap = 'the new table takes the place of the old one'

beforeEach((context) => {
  if (!test.multiSession)
    context.skip('the embedded database has one session, so nothing could be kept waiting')
})

async function partition(options: PartitionOptions = {}) {
  return withClient(
    { url: test.directUrl },
    'partition',
    (client) => partitionMessages(client, options),
    options.signal,
  )
}

async function rows<Row>(sql: string): Promise<readonly Row[]> {
  return db.many(query<undefined, Row & object>(sql))
}

async function count(sql: string): Promise<number> {
  const [row] = await rows<{ readonly count: number }>(`select count(*)::integer as count ${sql}`)
  return row?.count ?? 0
}

/** The partitions that have rows, and how many. */
async function partitions(): Promise<Readonly<Record<string, number>>> {
  const found = await rows<{ readonly name: string; readonly count: number }>(
    'select tableoid::regclass::text as name, count(*)::integer as count from messages group by 1',
  )
  return Object.fromEntries(found.map(({ name, count }) => [name, count]))
}

/** The rights, policies and comments of the table, which no comparison of schemas looks at. */
async function guards(): Promise<unknown> {
  return rows(`
    select
      array(
        select granted::text from pg_class cross join aclexplode(relacl) as granted
        where pg_class.oid = 'messages'::regclass and granted.grantee <> relowner order by 1
      ) as acl,
      obj_description('messages'::regclass, 'pg_class') as comment,
      obj_description('ix_messages_own'::regclass, 'pg_class') as comment_of_index,
      array(select attname from pg_attribute where attrelid = 'messages'::regclass and attstattarget > 0) as targets,
      (select relrowsecurity from pg_class where oid = 'messages'::regclass) as row_security,
      array(
        select attname || attacl::text from pg_attribute where attrelid = 'messages'::regclass and attacl is not null order by 1
      ) as columns,
      array(
        select (policyname, permissive, roles, cmd, qual, with_check)::text
        from pg_policies where tablename = 'messages' order by 1
      ) as policies`)
}

async function catalogue() {
  return withClient({ url: test.directUrl }, 'partition', async (client) => ({
    catalogue: await readCatalogue(client, () => undefined),
    strangers: [],
  }))
}

describe('souk-db partition messages', () => {
  it('refuses while something would stay with the old table, and changes nothing', async () => {
    await rows('create view told as select id from messages')
    await rows('create unique index ix_messages_once on messages (created_at)')
    const { code, stdout } = await soukDb(['partition', 'messages', '--apply', '--json'], {
      env: { DATABASE_URL: test.directUrl },
    })
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      state: 'refused',
      reasons: [
        'index ix_messages_once is unique without the id',
        'rule _RETURN on view told depends on messages',
      ],
    })
    await rows('drop view told')
    await rows('drop index ix_messages_once')
    await rows('create table notes (message_id uuid)')
    await rows(
      'create policy own on notes using (exists (select from messages where messages.id = notes.message_id))',
    )
    await rows(
      'alter table messages add column reply_to_id uuid constraint fk_reply references messages (id)',
    )
    await rows('alter table messages add constraint ck_short check (length(content) < 9999) not valid')
    await rows('alter table messages replica identity full')
    expect(await partition()).toEqual({
      state: 'refused',
      reasons: [
        'constraint ck_short cannot be one of a table with partitions',
        'constraint fk_reply cannot be one of a table with partitions',
        'policy own on table notes depends on messages',
        'the replica identity of messages is not its primary key',
      ],
    })
    await rows('drop table notes')
    await rows(
      'alter table messages drop column reply_to_id, drop constraint ck_short, replica identity default',
    )
    const { conversation, buyer } = await startChat(db)
    const id = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'
    await db.messages.send({ id, conversationId: conversation.id, senderId: buyer.id, content: 'Hello' })
    expect(await partition()).toMatchObject({ state: 'refused' })
    expect(await count(`from pg_constraint where conname = 'ck_messages_first_partition'`)).toBe(0)
    await db.messages.delete({ messageId: id, userId: buyer.id })
  })

  it('leaves no check behind if the swap fails, nor if it is refused the next time', async () => {
    await rows('create table messages_rest ()')
    await expect(partition()).rejects.toMatchObject({ sqlState: '42P07' })
    expect(await count(`from pg_constraint where conname = 'ck_messages_first_partition'`)).toBe(0)
    await rows('drop table messages_rest')
    await rows(
      `alter table messages add constraint ck_messages_first_partition check (id < 'ffffffff-0000-0000-0000-000000000000') not valid`,
    )
    await rows('create view told as select id from messages')
    expect(await partition()).toMatchObject({ state: 'refused' })
    expect(await count(`from pg_constraint where conname = 'ck_messages_first_partition'`)).toBe(0)
    // A refusal that has nothing to drop waits for nobody.
    const holder = new Client({ connectionString: test.directUrl })
    await holder.connect()
    await holder.query('begin; select count(*) from messages')
    expect(await partition()).toMatchObject({ state: 'refused' })
    await holder.end()
    await rows('drop view told')
  })

  it('splits the table while messages are sent and read, goes on after an interruption, and loses nothing', async () => {
    await rows(`
      create function greet() returns trigger language plpgsql as 'begin return null; end'`)
    await rows(`create trigger tr_own after insert on messages for each row execute function greet()`)
    await rows(`create index ix_messages_own on messages (updated_at)`)
    await rows(`comment on index ix_messages_own is 'Our own.'`)
    const long = 'ix_messages_of_whom_and_when_they_were_read_and_written_and'
    await rows(`create index ${long}_a on messages (updated_at, read_at)`)
    await rows(`create index ${long}_b on messages (read_at, updated_at)`)
    await rows('alter table messages add column length integer generated always as (length(content)) stored')
    await rows('alter default privileges grant select on tables to public')
    await rows('alter table messages alter column content set statistics 10')
    await rows('grant select (id, content), update (read_at) on messages to public')
    await withClient({ url: test.directUrl }, 'policies', async (client) => applyPolicies(client, {}))
    const before = [await catalogue(), await guards()] as const

    const { conversation, buyer, seller } = await startChat(db)
    const mine = { conversationId: conversation.id, userId: buyer.id }
    const sent: string[] = []
    const over = new AbortController()
    const writer = (async () => {
      while (!over.signal.aborted) {
        const senderId = sent.length % 2 === 0 ? buyer.id : seller.id
        const content = `Message ${sent.length}`
        sent.push((await db.messages.send({ conversationId: conversation.id, senderId, content })).id)
      }
    })()
    const reader = (async () => {
      while (!over.signal.aborted) {
        const known = sent.length
        const { items } = await db.messages.list(mine)
        expect(items.length).toBeGreaterThanOrEqual(Math.min(known, 20))
        const messageId = sent[known >> 1]
        if (messageId !== undefined) await db.messages.get({ messageId, userId: seller.id })
        await db.conversations.markRead(mine)
      }
    })()
    while (sent.length < 20) await sleep(10)

    const abort = new AbortController()
    const reason = new Error('the process ends')
    const onStep = (name: string) => {
      if (name === swap) abort.abort(reason)
    }
    await expect(partition({ signal: abort.signal, onStep })).rejects.toBe(reason)
    expect(await count(`from pg_partitioned_table where partrelid = 'messages'::regclass`)).toBe(0)

    // A reader who takes long keeps the swap waiting: it steps back, for others to pass.
    const holder = new Client({ connectionString: test.directUrl })
    await holder.connect()
    await holder.query('begin; select count(*) from messages')
    const release = sleep(1_000).then(() => holder.query('commit'))
    const steps: string[] = []
    expect(await partition({ onStep: (name) => steps.push(name) })).toEqual({
      state: 'partitioned',
      reasons: [],
    })
    await release
    await holder.end()
    const known = sent.length
    while (sent.length < known + 20) await sleep(10)
    over.abort()
    await Promise.all([writer, reader])

    expect(steps).not.toContain('a check of the ids to come')
    expect(await partitions()).toEqual({ messages_first: sent.length })
    const listed = await db.messages.list({ ...mine, direction: 'newer', limit: 100 })
    expect(listed.items.map(({ id }) => id)).toEqual(sent.slice(0, 100))
    expect(await count(`from outbox where type = 'message.sent'`)).toBeGreaterThanOrEqual(sent.length)
    expect(compareSchemas(before[0], await catalogue())).toEqual([])
    expect(await guards()).toEqual(before[1])
    expect(await count('from pg_constraint where not convalidated and conparentid = 0')).toBe(0)
    // Policies hold for the whole table alone, so nobody else may reach a partition.
    const reachable = `from pg_class cross join aclexplode(relacl) as granted
      where relispartition and relname like 'messages%' and granted.grantee <> relowner`
    expect(await count(reachable)).toBe(0)
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('prints the statements of all its steps', async () => {
    await using other = await createTestDatabase()
    const isDone = await withClient({ url: other.directUrl }, 'partition', async (client) => {
      for (const statement of partitionSql(new Date())) await client.query(statement)
      const steps: string[] = []
      await partitionMessages(client, { onStep: (name) => steps.push(name) })
      return !steps.includes(swap)
    })
    expect(isDone).toBe(true)
  })

  it('does nothing when it is done', async () => {
    const steps: string[] = []
    expect(await partition({ onStep: (name) => steps.push(name) })).toMatchObject({ state: 'partitioned' })
    expect(steps).toEqual(['partitions of months to come'])
  })
})

describe('messages in partitions', () => {
  /** An id as one is made at a time, but for its last digits. */
  const idAt = (moment: Date) =>
    moment
      .getTime()
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})/, '$1-') + newId().slice(13)
  const monthsOn = (months: number) => {
    const now = new Date()
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15))
  }

  it('are made by maintenance, and again if the last month is gone', async () => {
    const run = async () => (await db.maintain({ tasks: ['messages.partitions'] })).tasks[0]
    expect(await run()).toMatchObject({ changed: 0, error: null })
    const last = `messages_${monthsOn(3).toISOString().slice(0, 7).replace('-', '_')}`
    await rows(`alter table messages detach partition ${last}`)
    await rows(`drop table ${last}`)
    expect(await run()).toMatchObject({ changed: 1, error: null })
    expect(await count(`from pg_inherits where inhrelid = '${last}'::regclass`)).toBe(1)
  })

  it('are sent, repeated, read, deleted and refused as in one table, in each of them', async () => {
    for (const id of [
      newId(),
      idAt(monthsOn(2)),
      idAt(monthsOn(3)),
      'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    ]) {
      const { conversation, buyer, seller } = await startChat(db)
      const message = { id, conversationId: conversation.id, senderId: buyer.id, content: 'Still there?' }
      const first = await db.messages.send(message)
      expect(await db.messages.send(message)).toStrictEqual(first)
      const changed = { ...message, content: 'Gone?' }
      expect(await rejection(db.messages.send(changed), ConflictError)).toMatchObject({
        rule: 'repeated_differently',
      })
      const theirs = { conversationId: conversation.id, userId: seller.id }
      expect((await db.messages.list(theirs)).items).toStrictEqual([first])
      const { items } = await db.conversations.inbox({ userId: seller.id })
      expect(items).toMatchObject([{ lastMessage: { id }, unreadCount: 1 }])
      expect(await db.conversations.markRead(theirs)).toBe(1)
      const again = query<undefined, object>(
        `insert into messages (id, conversation_id, sender_id, content) select id, conversation_id, sender_id, content from messages where id = '${id}'`,
      )
      expect(await rejection(db.execute(again), ConstraintError)).toMatchObject({
        constraint: 'messages_pkey',
        table: 'messages',
        columns: ['id'],
      })
      await db.messages.delete({ messageId: id, userId: buyer.id })
      await db.blocks.block({ userId: seller.id, blockedId: buyer.id })
      const blocked = rejection(db.messages.send({ ...message, id: newId() }), ConflictError)
      expect(await blocked).toMatchObject({ rule: 'user_blocked' })
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('move from the rest to the month of their ids when it is made, and stay the last ones', async () => {
    const { conversation, buyer, seller } = await startChat(db)
    const id = idAt(monthsOn(4))
    const sent = await db.messages.send({
      id,
      conversationId: conversation.id,
      senderId: buyer.id,
      content: 'Early',
    })
    const deleted = `from outbox where type = 'message.deleted' and payload ->> 'messageId' = '${id}'`
    expect(await partitions()).toMatchObject({ messages_rest: 1 })
    await rows(`create table attachments (message_id uuid references messages (id) on delete cascade)`)
    await rows(`insert into attachments values ('${id}')`)
    await rows(
      `insert into moderation_cases (subject_type, subject_id, message_id, reported_user_id, reason) select 'message', '${id}', '${id}', '${buyer.id}', 'spam'`,
    )
    expect(await rows('select ensure_message_partitions(4) as made')).toEqual([{ made: 1 }])
    expect(await partitions()).not.toHaveProperty('messages_rest')
    const { items } = await db.conversations.inbox({ userId: seller.id })
    expect(items).toMatchObject([{ lastMessage: { id } }])
    expect(await db.messages.get({ messageId: id, userId: buyer.id })).toStrictEqual(sent)
    expect(await count(`from moderation_cases where message_id = '${id}'`)).toBe(1)
    expect(await count(deleted)).toBe(0)
    expect(await count('from attachments')).toBe(1)
    const steps: string[] = []
    expect(await partition({ onStep: (name) => steps.push(name) })).toMatchObject({ state: 'partitioned' })
    expect(steps).toContain('validating attachments_message_id_fkey')
    await rows('drop table attachments')
    await expect(rows('select ensure_message_partitions(null)')).rejects.toMatchObject({ sqlState: '22023' })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('are erased with the personal data of their sender, in each partition', async () => {
    const { conversation, buyer, seller } = await startChat(db)
    const to = { conversationId: conversation.id, senderId: buyer.id, content: 'My number is 5' }
    for (const id of [newId(), idAt(monthsOn(2)), idAt(monthsOn(9))]) await db.messages.send({ ...to, id })
    await db.users.erase({ userId: buyer.id })
    const { items } = await db.messages.list({ conversationId: conversation.id, userId: seller.id })
    expect(items.map(({ content }) => content)).toEqual([null, null, null])
  })
})
