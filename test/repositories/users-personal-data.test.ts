import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '../../generated/models.js'
import { ConflictError, ConstraintError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay } from '../setup/market/pay.js'
import { startChat } from '../setup/market/start-chat.js'
import { thingToReport } from '../setup/market/report-thing.js'
import { completeUser, sampleProduct, sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db, test } = await openMarket()

/** A word that stands in everything that the person of these tests wrote or is called. */
const mark = 'zaffran'
const home = [55.123456, 25.654321] as const

/** The tables, without those that only the server knows, and how often the mark stands in their rows. */
async function traces(text: string): Promise<Readonly<Record<string, number>>> {
  const rows = await db.many(
    query<{ readonly text: string }, { readonly name: string; readonly found: number }>(`
      select
        pg_class.relname as name,
        (xpath('/row/n/text()', query_to_xml(
          format('select count(*) as n from %s as source where to_jsonb(source)::text ilike %L', pg_class.oid::regclass, '%' || :text! || '%'),
          false, true, ''
        )))[1]::text::integer as found
      from pg_class
      where pg_class.relnamespace = 'public'::regnamespace
        and pg_class.relkind in ('r', 'p')
        and pg_class.relname <> 'spatial_ref_sys'`),
    { text },
  )
  return Object.fromEntries(rows.filter(({ found }) => found > 0).map(({ name, found }) => [name, found]))
}

async function exported(
  userId: string,
): Promise<Readonly<Record<string, readonly Record<string, unknown>[]>>> {
  let text = ''
  for await (const piece of db.users.exportPersonalData(userId)) text += piece
  return JSON.parse(text) as Readonly<Record<string, readonly Record<string, unknown>[]>>
}

interface Story {
  readonly person: Account
  readonly friend: Account
  readonly conversationId: string
  readonly soldId: string
  readonly paymentId: string
}

/** A person who did everything that one can do, with a friend who answered. */
async function liveOneLife(): Promise<Story> {
  const word = `${mark}${newId().slice(-6)}`
  const person = await db.users.create({
    ...completeUser(),
    email: `${word}@example.com`,
    username: word,
    fullName: `Name ${mark}`,
    avatarUrl: `https://images.example.com/${mark}.png`,
    bio: `About ${mark}`,
    buildingName: `Tower ${mark}`,
    neighborhood: `Part ${mark}`,
    location: { type: 'Point', coordinates: home },
  })
  const friend = await db.users.create(sampleUser())
  const product = (title: string) =>
    db.products.create(
      sampleProduct(person.id, {
        title,
        description: `As ${mark} says`,
        tags: [mark],
        imageUrls: [`https://images.example.com/${mark}/1.png`],
        location: { type: 'Point', coordinates: home },
        neighborhood: mark,
      }),
    )
  const sold = await product('Lamp')
  await product(`Vase of ${mark}`)
  const { id: conversationId } = await db.conversations.open({
    buyerId: friend.id,
    sellerId: person.id,
    productId: sold.id,
  })
  await db.messages.send({ conversationId, senderId: friend.id, content: 'Is it still there?' })
  await db.messages.send({ conversationId, senderId: person.id, content: `Yes, says ${mark}` })
  await db.messages.send({
    conversationId,
    senderId: person.id,
    messageType: 'image',
    imageUrls: [`https://images.example.com/${mark}/chat.png`],
  })
  const theirs = await db.products.create(sampleProduct(friend.id))
  const other = await db.conversations.open({ buyerId: person.id, sellerId: friend.id, productId: theirs.id })
  await db.offers.make({
    productId: theirs.id,
    conversationId: other.id,
    buyerId: person.id,
    amountMinor: 100,
    message: `For ${mark}`,
  })
  await db.verifications.submit(
    sampleVerification(person.id, {
      documents: [{ kind: 'other', storageKey: `papers/${mark}.pdf` }],
    }),
  )
  await db.streams.create({ userId: person.id, title: `Show of ${mark}`, category: 'sneakers' })
  const payment = await db.payments.open({
    productId: sold.id,
    buyerId: friend.id,
    feeBasisPoints: { discover: 1_000, community: 500 },
    expectedPrice: { amountMinor: sold.priceMinor, currency: sold.currency },
  })
  await pay(db, payment.id)
  return { person, friend, conversationId, soldId: sold.id, paymentId: payment.id }
}

describe('exportPersonalData', () => {
  let story: Story
  beforeAll(async () => {
    story = await liveOneLife()
  })

  it('returns the rows about a user in every table, and no secret', async () => {
    const data = await exported(story.person.id)
    expect(data['users']).toMatchObject([
      {
        id: story.person.id,
        email: story.person.email,
        phone: story.person.phone,
        full_name: `Name ${mark}`,
        location: { type: 'Point', coordinates: [...home] },
      },
    ])
    expect(data['products']).toHaveLength(2)
    expect(data['messages']?.map(({ content }) => content)).toEqual(
      expect.arrayContaining([`Yes, says ${mark}`, null]),
    )
    expect(data['transactions']).toMatchObject([{ id: story.paymentId, status: 'completed' }])
    expect(data['payment_facts']).toMatchObject([{ payment_id: story.paymentId }])
    expect(data['verifications']).toHaveLength(1)
    const text = JSON.stringify(data)
    expect(text).not.toMatch(/hash|digest|stream_key|rtmp/)
  })

  it('leaves out what others wrote, and their accounts', async () => {
    const data = await exported(story.person.id)
    expect(data['users']).toHaveLength(1)
    expect(JSON.stringify(data)).not.toContain('Is it still there?')
    const ofFriend = JSON.stringify(await exported(story.friend.id))
    expect(ofFriend).toContain('Is it still there?')
    expect(ofFriend).not.toContain(mark + story.person.username.slice(mark.length))
    expect(ofFriend).not.toContain(`Yes, says ${mark}`)
  })

  it('shows each of two people the columns that are about them', async () => {
    const seller = (await exported(story.person.id))['conversations']?.find(
      ({ id }) => id === story.conversationId,
    )
    expect(seller).toHaveProperty('seller_unread_count')
    expect(seller).not.toHaveProperty('buyer_unread_count')
  })

  it("follows the comments of a service's own tables", async () => {
    await db.execute(
      query<undefined, object>(
        'create table if not exists loyalty_cards (id uuid primary key, holder_id uuid references users (id), points integer)',
      ),
    )
    await db.execute(
      query<undefined, object>(`comment on column loyalty_cards.points is 'Points. @personal holder_id'`),
    )
    const id = newId()
    await db.execute(
      query<{ readonly id: string; readonly holderId: string }, object>(
        'insert into loyalty_cards values (:id!::uuid, :holderId!::uuid, 7)',
      ),
      { id, holderId: story.person.id },
    )
    expect((await exported(story.person.id))['loyalty_cards']).toMatchObject([{ id, points: 7 }])
    expect(await exported(story.friend.id)).not.toHaveProperty('loyalty_cards')
    await db.execute(query<undefined, object>('drop table loyalty_cards'))
  })

  it('says nothing of reports: who wrote to one person knows who reported it', async () => {
    const { given, ownerId } = await thingToReport(db, 'message')
    await db.reports.file({ ...given, details: 'He wants money' })
    const { id: adminId } = await makeAdmin(db)
    const [taken] = await db.moderation.claimNext({ adminId })
    const data = await exported(ownerId)
    expect(data).toHaveProperty('messages')
    expect(data).not.toHaveProperty('moderation_cases')
    expect(data).not.toHaveProperty('reports')
    expect((await exported(given.reporterId))['reports']).toMatchObject([{ details: 'He wants money' }])
    await db.moderation.decide({
      adminId,
      caseId: taken?.id ?? '',
      attempt: taken?.attempt ?? 0,
      decision: 'dismiss',
      note: 'Not what the buyer says',
    })
    const { moderation_actions: actions } = await exported(ownerId)
    expect(actions).toMatchObject([{ action: 'dismiss' }])
    for (const name of ['subject_id', 'subject_type', 'case_id', 'note', 'admin_id']) {
      expect(actions?.[0]).not.toHaveProperty(name)
    }
  })

  it("says to the buyer alone what the buyer's bank said", async () => {
    const { person, friend, paymentId } = await liveOneLife()
    await db.payments.recordAttempt({
      paymentId,
      stripeAttemptId: `ch_${newId()}`,
      failureCode: 'insufficient_funds',
    })
    const codes = async (id: string) => JSON.stringify((await exported(id))['payment_facts'])
    expect(await codes(friend.id)).toContain('insufficient_funds')
    expect(await codes(person.id)).not.toContain('failure_code')
  })

  it('fails where a comment does not say of whom', async () => {
    await db
      .transaction(async (tx) => {
        await tx.execute(query<undefined, object>('create table hobbies (hobby text)'))
        await tx.execute(query<undefined, object>("comment on column hobbies.hobby is 'A hobby. @personal'"))
        await tx.users.exportPersonalData(story.person.id)[Symbol.asyncIterator]().next()
      })
      .then(
        () => expect.fail('it went on'),
        (error: unknown) => expect(error).toMatchObject({ sqlState: '42704' }),
      )
  })

  it('rejects for a user who does not exist, and for an id that is none', async () => {
    await rejection(exported(newId()), NotFoundError)
    expect(() => db.users.exportPersonalData('me')).toThrow(InvalidInputError)
  })

  it('fails where the comments are lost, and does not say that nothing is known', async () => {
    await db
      .transaction(async (tx) => {
        await tx.execute(query<undefined, object>('comment on column users.id is null'))
        await tx.users.exportPersonalData(story.person.id)[Symbol.asyncIterator]().next()
      })
      .then(
        () => expect.fail('it went on'),
        (error: unknown) => expect(error).toMatchObject({ sqlState: '42704' }),
      )
  })
})

describe('erase', () => {
  it('leaves no trace of what the person was called, wrote or showed', async () => {
    const { person, soldId } = await liveOneLife()
    const others = await traces(mark)
    expect(Object.keys(others)).toEqual(
      expect.arrayContaining(['users', 'products', 'messages', 'offers', 'verifications', 'streams']),
    )
    const { receiptId, changes } = await db.users.erase({ userId: person.id })
    expect(receiptId).not.toBeNull()
    expect(await traces(person.username)).toEqual({})
    expect(await traces(person.email)).toEqual({})
    const left = await exported(person.id)
    expect(JSON.stringify(left)).not.toContain(mark)
    expect(JSON.stringify(left)).not.toContain('coordinates')
    expect(left['products']).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ id: soldId, title: 'Lamp' })]),
    )
    expect(changes.map(({ table, action, rows }) => `${table} ${action} ${rows}`)).toEqual(
      expect.arrayContaining([
        'users anonymised 1',
        'products anonymised 2',
        'streams anonymised 1',
        'messages anonymised 3',
        'offers anonymised 1',
        'verifications deleted 1',
      ]),
    )
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('keeps the payment, and what the other one wrote beside a tombstone', async () => {
    const { person, friend, conversationId, paymentId } = await liveOneLife()
    const before = await db.payments.get({ paymentId, userId: friend.id })
    await db.users.erase({ userId: person.id })
    expect(await db.payments.get({ paymentId, userId: friend.id })).toEqual(before)
    const { items } = await db.messages.list({ conversationId, userId: friend.id, direction: 'newer' })
    expect(items.map(({ content, imageUrls, erasedAt }) => [content, imageUrls, erasedAt !== null])).toEqual([
      ['Is it still there?', [], false],
      [null, [], true],
      [null, [], true],
    ])
    const inbox = await db.conversations.inbox({ userId: friend.id })
    expect(inbox.items.map(({ id }) => id)).toContain(conversationId)
    expect(await db.users.getProfile(person.id)).toMatchObject({
      isClosed: true,
      fullName: null,
      avatarUrl: null,
    })
  })

  it('frees the e-mail address, the username and the phone', async () => {
    const given = completeUser()
    const { id } = await db.users.create(given)
    await db.users.erase({ userId: id })
    const again = await db.users.create({ ...given, id: newId() })
    expect(again.email).toBe(given.email)
  })

  it('lists in a dry run what it would change, and changes nothing', async () => {
    const { person } = await liveOneLife()
    const before = await exported(person.id)
    const dry = await db.users.erase({ userId: person.id, dryRun: true })
    expect(dry).toMatchObject({ receiptId: null, erasedAt: null })
    expect(await exported(person.id)).toEqual(before)
    expect((await db.users.getProfile(person.id)).isClosed).toBe(false)
    const { changes } = await db.users.erase({ userId: person.id })
    expect(dry.changes).toEqual(changes)
  })

  it('returns the first receipt when it is done again', async () => {
    const { person } = await liveOneLife()
    const first = await db.users.erase({ userId: person.id })
    expect(await db.users.erase({ userId: person.id })).toEqual(first)
    expect(await db.users.erase({ userId: person.id, dryRun: true })).toEqual(first)
  })

  it('erases a user whose id was that of one who was erased and deleted', async () => {
    const { id } = await db.users.create({ ...sampleUser(), id: newId() })
    const first = await db.users.erase({ userId: id })
    await db.users.delete({ userId: id })
    await db.users.create({ ...sampleUser(), id, bio: `Back, says ${mark}` })
    const second = await db.users.erase({ userId: id })
    expect(second.receiptId).not.toBe(first.receiptId)
    expect((await db.users.getAccount(id)).bio).toBeNull()
    expect(await db.users.erase({ userId: id })).toEqual(second)
  })

  it('lets nobody open the account again', async () => {
    const { id } = await db.users.create(sampleUser())
    const { id: adminId } = await makeAdmin(db)
    await db.users.erase({ userId: id })
    const error = await rejection(db.users.reopen({ userId: id, adminId }), ConflictError)
    expect(error.rule).toBe('account_erased')
  })

  it('erases an account that was closed before', async () => {
    const { person } = await liveOneLife()
    await db.users.close({ userId: person.id })
    await db.users.erase({ userId: person.id })
    expect(await traces(person.username)).toEqual({})
  })

  it('keeps a receipt that nobody can change', async () => {
    const { id } = await db.users.create(sampleUser())
    await db.users.erase({ userId: id })
    for (const sql of ['delete from erasures', "update erasures set changes = '[]'"]) {
      await rejection(db.execute(query<undefined, object>(sql)), ConstraintError)
    }
    await db.users.delete({ userId: id })
    const { count } = await db.one(
      query<{ readonly id: string }, { readonly count: number }>(
        'select count(*)::integer as count from erasures where user_id = :id!::uuid',
      ),
      { id },
    )
    expect(count).toBe(1)
  })

  it('rejects for a user who does not exist', async () => {
    await rejection(db.users.erase({ userId: newId() }), NotFoundError)
  })

  it('waits for what has begun, and what begins later finds the account closed', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    for (let round = 0; round < 8; round++) {
      const { person, friend, conversationId } = await liveOneLife()
      const works = [
        ...Array.from({ length: 6 }, () =>
          db.messages.send({ conversationId, senderId: person.id, content: `Late ${mark}` }),
        ),
        db.conversations.markRead({ conversationId, userId: friend.id }),
        db.users.erase({ userId: person.id }),
        db.products.create(sampleProduct(person.id, { title: `Late ${mark}` })),
        db.users.update({ userId: person.id, patch: { bio: `Late ${mark}` } }),
      ]
      const outcomes = await Promise.allSettled(works)
      expect(outcomes[7]?.status).toBe('fulfilled')
      const left = JSON.stringify(await exported(person.id))
      expect(left).not.toContain(mark)
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('waits in no circle with a purchase of what the person saved and made an offer on', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    for (let round = 0; round < 12; round++) {
      const { buyer, product, conversation } = await startChat(db)
      const rival = await db.users.create(sampleUser())
      const ofBuyer = { productId: product.id, buyerId: buyer.id }
      await db.offers.make({ ...ofBuyer, conversationId: conversation.id, amountMinor: 100 })
      await db.wishlists.setSaved({ userId: buyer.id, productId: product.id, isSaved: true })
      await Promise.all([
        db.users.erase({ userId: buyer.id }),
        sleep(round).then(() =>
          db.payments.open({
            productId: product.id,
            buyerId: rival.id,
            feeBasisPoints: { discover: 0, community: 0 },
          }),
        ),
      ])
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('waits in no circle with others of those who follow each other and have badges', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    for (let round = 0; round < 8; round++) {
      const users = await Promise.all(Array.from({ length: 4 }, () => db.users.create(sampleUser())))
      const ids = users.map(({ id }) => id)
      await db.execute(
        query<{ readonly ids: readonly string[] }, object>(`
          insert into badges (user_id, badge_type, reason)
          select id, 'first_sale', 'A sale' from unnest(:ids!::uuid[]) as id`),
        { ids },
      )
      for (const userId of ids)
        for (const followeeId of ids)
          if (userId !== followeeId) await db.follows.follow({ userId, followeeId })
      const [one = '', other = '', ...rest] = ids
      await Promise.all([
        db.users.erase({ userId: one }),
        db.users.erase({ userId: other }),
        ...rest.map((userId) => db.follows.unfollow({ userId, followeeId: one })),
      ])
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
