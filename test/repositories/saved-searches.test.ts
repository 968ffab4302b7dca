import { setTimeout } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import type { Executor } from '../../src/engine/executor.js'
import { newId } from '../../src/repositories/new-id.js'
import { SqlSavedSearchRepository } from '../../src/repositories/saved-searches/saved-search-repository.js'
import type { CreateProductInput } from '../../src/repositories/products/product.js'
import type { SearchFilters } from '../../src/repositories/search/search.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
const { id: sellerId } = await db.users.create(sampleUser())

const run = (text: string) => db.execute(query<undefined, object>(text))
/** Lets the interval, or the lease, of every saved search pass. */
const letTimePass = () => run(`update saved_searches set due_at = now()`)
/** Moves all that was listed and looked at so far to the past. */
async function letMinutesPass(minutes: number): Promise<void> {
  await run(`update products set created_at = created_at - interval '${minutes} minutes'`)
  await run(`update saved_searches set seen_from = seen_from - interval '${minutes} minutes', due_at = now()`)
}

const newUser = async () => (await db.users.create(sampleUser())).id
const sell = async (title: string, more: Partial<CreateProductInput> = {}) =>
  (await db.products.create(sampleProduct(sellerId, { title, ...more }))).id
async function saver(filters: SearchFilters, name?: string) {
  const userId = await newUser()
  const { id } = await db.savedSearches.create({ userId, filters, name })
  // The clock of the embedded database has milliseconds: what is listed later is to have a later time.
  await setTimeout(2)
  return { userId, id }
}

/** The notifications of a user, the first one first. */
async function toldTo(userId: string) {
  const { items } = await db.notifications.list({ userId })
  return items.toReversed().map(({ data }) => data['productIds'])
}

/** The database, with another way to record what was found. */
function recordingBy(maybeOne: (...call: Parameters<Executor['maybeOne']>) => Promise<unknown>): Executor {
  return new Proxy<Executor>(db, {
    get(target, name) {
      if (name === 'maybeOne') return maybeOne
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

beforeEach(async () => {
  await run('delete from saved_searches')
})

describe.each(bothWays(db))('create, get, list, update and delete on %s', (_, on) => {
  it('gives back the filters as the search takes them', async () => {
    const userId = await newUser()
    const filters = {
      text: 'دراجة "new balance" -خوذة',
      category: 'sneakers',
      feedType: 'community',
      condition: 'good',
      currency: 'AED',
      minPriceMinor: 0,
      maxPriceMinor: Number.MAX_SAFE_INTEGER,
      sellerId,
      tags: ['NULL', '"', 'حذاء'],
      near: [55.270812345678, 25.204812345678],
      radiusMetres: 1.5,
      neighborhood: 'جميرا',
      box: [179, -1, -179, 1],
      createdAfter: new Date('2031-12-31T23:59:59.999Z'),
    } as const
    const saved = await on(({ savedSearches }) =>
      savedSearches.create({ userId, name: 'دراجات', filters, isMuted: true }),
    )
    const { near, ...others } = filters
    expect(saved).toEqual({
      id: saved.id,
      userId,
      name: 'دراجات',
      filters: { ...others, near: { type: 'Point', coordinates: near } },
      isMuted: true,
      createdAt: saved.createdAt,
    })
    expect(await on(({ savedSearches }) => savedSearches.list({ userId }))).toEqual([saved])
    expect(await on(({ savedSearches }) => savedSearches.get({ savedSearchId: saved.id, userId }))).toEqual(
      saved,
    )
    await db.products.search(saved.filters)
  })

  it('lists the last saved first, and of its user alone', async () => {
    const { userId } = await saver({ text: 'first' })
    await saver({ text: 'of somebody else' })
    await on(({ savedSearches }) => savedSearches.create({ userId, filters: { text: 'second' } }))
    const list = await on(({ savedSearches }) => savedSearches.list({ userId }))
    expect(list.map(({ filters }) => filters.text)).toEqual(['second', 'first'])
  })

  it('is safe to repeat with an id', async () => {
    const userId = await newUser()
    const input = { id: newId(), userId, filters: { text: 'lamp', near: [55, 25] } } as const
    const first = await on(({ savedSearches }) => savedSearches.create(input))
    expect(await on(({ savedSearches }) => savedSearches.create(input))).toEqual(first)
    await db.savedSearches.update({ savedSearchId: input.id, userId, patch: { name: 'Light' } })
    expect(await db.savedSearches.create(input)).toEqual({ ...first, name: 'Light' })
    const others = [{ filters: { text: 'lamps' } }, { userId: await newUser() }, { name: 'A lamp' }]
    for (const other of others) {
      const error = await rejection(db.savedSearches.create({ ...input, ...other }), ConflictError)
      expect(error.rule).toBe('repeated_differently')
    }
    expect(await db.savedSearches.list({ userId })).toHaveLength(1)
  })

  it('renames and mutes, and leaves what the patch does not hold', async () => {
    const { userId, id: savedSearchId } = await saver({ text: 'lamp' }, 'Lamps')
    const change = (patch: object) =>
      on(({ savedSearches }) => savedSearches.update({ savedSearchId, userId, patch }))
    expect(await change({ isMuted: true })).toMatchObject({ name: 'Lamps', isMuted: true })
    expect(await change({ name: 'Light' })).toMatchObject({ name: 'Light', isMuted: true })
    expect(await change({ name: null, isMuted: false })).toMatchObject({ name: null, isMuted: false })
    expect(await change({})).toMatchObject({ name: null, isMuted: false, filters: { text: 'lamp' } })
  })

  it('deletes, and says whether it was there', async () => {
    const { userId, id: savedSearchId } = await saver({ text: 'lamp' })
    const remove = () => on(({ savedSearches }) => savedSearches.delete({ savedSearchId, userId }))
    expect([await remove(), await remove()]).toEqual([true, false])
    expect(await db.savedSearches.list({ userId })).toEqual([])
  })

  it('is for its owner alone', async () => {
    const { id: savedSearchId } = await saver({ text: 'lamp' })
    const other = { savedSearchId, userId: await newUser() }
    for (const call of [
      () => on(({ savedSearches }) => savedSearches.get(other)),
      () => on(({ savedSearches }) => savedSearches.update({ ...other, patch: { isMuted: true } })),
      () => on(({ savedSearches }) => savedSearches.delete(other)),
    ]) {
      expect((await rejection(call(), ForbiddenError)).rule).toBe('not_the_owner')
    }
    const none = { ...other, savedSearchId: newId() }
    await rejection(
      on(({ savedSearches }) => savedSearches.get(none)),
      NotFoundError,
    )
    await rejection(
      on(({ savedSearches }) => savedSearches.update({ ...none, patch: {} })),
      NotFoundError,
    )
  })

  it('lets a user have 50', async () => {
    const userId = await newUser()
    const save = (text: string) =>
      on(({ savedSearches }) => savedSearches.create({ userId, filters: { text } }))
    for (let n = 0; n < 50; n++) await save(`word ${n}`)
    expect((await rejection(save('one more'), ConflictError)).rule).toBe('too_many_saved_searches')
    const [last] = await db.savedSearches.list({ userId })
    await db.savedSearches.delete({ savedSearchId: last?.id ?? '', userId })
    await save('one more')
    expect(await db.savedSearches.list({ userId })).toHaveLength(50)
  })

  it('is for open accounts', async () => {
    const { userId, id: savedSearchId } = await saver({ text: 'lamp' })
    await db.users.close({ userId })
    for (const call of [
      () => on(({ savedSearches }) => savedSearches.create({ userId, filters: { text: 'lamp' } })),
      () => on(({ savedSearches }) => savedSearches.update({ savedSearchId, userId, patch: { name: 'x' } })),
    ]) {
      expect((await rejection(call(), ConflictError)).rule).toBe('account_closed')
    }
    const nobody = { userId: newId(), filters: { text: 'lamp' } }
    await rejection(
      on(({ savedSearches }) => savedSearches.create(nobody)),
      NotFoundError,
    )
  })
})

describe('create', () => {
  it.each([
    ['filters', undefined],
    ['filters.text', { text: 'secret'.repeat(50) }],
    ['filters.currency', { minPriceMinor: 1 }],
    ['filters.near', { radiusMetres: 100 }],
    ['filters.near[0]', { near: [181, 25] }],
    ['filters.sort', { sort: 'newest' }],
    ['filters.createdAfter', { createdAfter: '2031-12-31' }],
  ])('names %s if it is wrong', async (field, filters) => {
    const input = { userId: newId(), filters: filters as SearchFilters }
    const error = await rejection(db.savedSearches.create(input), InvalidInputError)
    expect(error.field).toBe(field)
    expect(error.message).not.toContain('secret')
  })

  it('lets nobody have more than 50 by calls at the same time', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    const userId = await newUser()
    const made = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) =>
        db.savedSearches.create({ userId, filters: { text: `word ${n}` } }),
      ),
    )
    const refused = made.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    for (const error of refused) expect(error).toMatchObject({ rule: 'too_many_saved_searches' })
    expect(refused).toHaveLength(10)
    expect(await db.savedSearches.list({ userId })).toHaveLength(50)
  })
})

describe.each(bothWays(db))('notify on %s', (_, on) => {
  const look = () => on(({ savedSearches }) => savedSearches.notify())

  it('tells once, in one notification, of what was listed since and matches', async () => {
    await sell('An old bicycle')
    const { userId, id } = await saver({ text: 'bicycle', currency: 'AED', maxPriceMinor: 30_000 }, 'Bikes')
    const [one, two] = [await sell('A red bicycle'), await sell('Bicycles, two')]
    await sell('A tricycle')
    await sell('A gold bicycle', { priceMinor: 30_001 })
    const notify = { title: 'New for you', channels: ['push'], data: { screen: 'saved' } } as const
    const told = await on(({ savedSearches }) => savedSearches.notify({ notify }))
    expect(told).toEqual({ checked: 1, told: 1, errors: [] })
    const { items } = await db.notifications.list({ userId })
    expect(items).toMatchObject([
      {
        notificationType: 'saved_search',
        subjectType: 'saved_search',
        subjectId: id,
        title: 'New for you',
        channels: ['push'],
        actorId: null,
      },
    ])
    expect(items[0]?.data).toEqual({
      screen: 'saved',
      productIds: [two, one],
      count: 2,
      hasMore: false,
      name: 'Bikes',
    })
    expect(await look()).toEqual({ checked: 0, told: 0, errors: [] })
    await letTimePass()
    expect(await look()).toEqual({ checked: 1, told: 0, errors: [] })
    const three = await sell('A third bicycle')
    await letTimePass()
    expect(await look()).toEqual({ checked: 1, told: 1, errors: [] })
    expect(await toldTo(userId)).toEqual([[two, one], [three]])
  })

  it('finds Arabic words in whatever form, and words as they were given', async () => {
    const { userId } = await saver({ text: 'دراجه' })
    const { userId: rare } = await saver({ text: 'bicyclle' })
    const id = await sell('الدرّاجة الحمراء')
    for (let n = 0; n < 3; n++) await sell('A bicycle')
    await look()
    expect(await toldTo(userId)).toEqual([[id]])
    expect(await toldTo(rare)).toEqual([])
  })

  it('has each filter of the search', async () => {
    const near = { near: [55.27, 25.2], radiusMetres: 1_000 } as const
    const searches = [
      await saver(near),
      await saver({ tags: ['vintage'] }),
      await saver({ neighborhood: 'dubai-marina' }),
      await saver({ category: 'kids_baby', condition: 'new' }),
      await saver({ sellerId: await newUser() }),
      await saver({ createdAfter: new Date('9999-01-01T00:00:00Z') }),
    ]
    const ids = [
      await sell('Here', { location: [55.271, 25.201] }),
      await sell('Tagged', { tags: ['vintage', 'red'] }),
      await sell('Placed', { neighborhood: 'Dubai Marina' }),
      await sell('Watch', { category: 'kids_baby', condition: 'new' }),
    ]
    await sell('Far', { location: [55.4, 25.4] })
    await sell('Used watch', { category: 'kids_baby', condition: 'fair' })
    expect(await look()).toEqual({ checked: 6, told: 4, errors: [] })
    const told = await Promise.all(searches.map(({ userId }) => toldTo(userId)))
    expect(told).toEqual([...ids.map((id) => [[id]]), [], []])
  })

  it('tells nobody of their own listings, or those of whom a block parts them from', async () => {
    const { userId } = await saver({ text: 'sofa' })
    const [blocked, blocking] = [await newUser(), await newUser()]
    await db.blocks.block({ userId, blockedId: blocked })
    await db.blocks.block({ userId: blocking, blockedId: userId })
    for (const one of [userId, blocked, blocking]) await sell('A sofa', { sellerId: one })
    expect(await look()).toEqual({ checked: 1, told: 0, errors: [] })
    const id = await sell('A sofa')
    await letTimePass()
    await look()
    expect(await toldTo(userId)).toEqual([[id]])
  })

  it('tells nothing while it is muted, and afterwards of what is listed from then on', async () => {
    const { userId, id: savedSearchId } = await saver({ text: 'desk' })
    await db.savedSearches.update({ savedSearchId, userId, patch: { isMuted: true } })
    await sell('A desk')
    expect(await look()).toEqual({ checked: 0, told: 0, errors: [] })
    await db.savedSearches.update({ savedSearchId, userId, patch: { isMuted: false } })
    await setTimeout(2)
    const id = await sell('Another desk')
    await look()
    expect(await toldTo(userId)).toEqual([[id]])
  })

  it('tells closed accounts nothing, and deletes with a user and an erasure', async () => {
    const closed = await saver({ text: 'chair' })
    await db.users.close({ userId: closed.userId })
    await sell('A chair')
    expect(await look()).toEqual({ checked: 1, told: 0, errors: [] })
    expect(await toldTo(closed.userId)).toEqual([])
    const erased = await saver({ text: 'chair' })
    let exported = ''
    for await (const part of db.users.exportPersonalData(erased.userId)) exported += part
    expect(exported).toContain('"chair"')
    await db.users.erase({ userId: erased.userId })
    const deleted = await saver({ text: 'chair' })
    await db.users.delete({ userId: deleted.userId })
    expect(await db.savedSearches.list({ userId: erased.userId })).toEqual([])
    expect(await db.savedSearches.list({ userId: deleted.userId })).toEqual([])
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('tells of a flood by its newest, and of none of it later', async () => {
    const { userId } = await saver({ text: 'poster' })
    const ids = await db.products.createMany(
      Array.from({ length: 70 }, () => sampleProduct(sellerId, { id: newId(), title: 'A poster' })),
    )
    await look()
    const { items } = await db.notifications.list({ userId })
    expect(items.map(({ data }) => data)).toEqual([
      { productIds: ids.toReversed().slice(0, 20), count: 50, hasMore: true, name: null },
    ])
    await letTimePass()
    expect(await look()).toEqual({ checked: 1, told: 0, errors: [] })
    const next = await sell('A last poster')
    await letTimePass()
    await look()
    expect((await toldTo(userId)).at(-1)).toEqual([next])
  })

  it('does not say that there is more when the rest was told before', async () => {
    const { userId } = await saver({ text: 'mirror' })
    for (const count of [40, 20]) {
      for (let n = 0; n < count; n++) await sell('A mirror')
      await letTimePass()
      await look()
    }
    const { items } = await db.notifications.list({ userId })
    expect(items.map(({ data }) => [data['count'], data['hasMore']])).toEqual([
      [20, false],
      [40, false],
    ])
  })

  it('finds what is behind many listings of the user', async () => {
    const { userId } = await saver({ text: 'carpet' })
    const id = await sell('A carpet')
    await db.products.createMany(
      Array.from({ length: 60 }, () => sampleProduct(userId, { id: newId(), title: 'A carpet of mine' })),
    )
    await look()
    expect(await toldTo(userId)).toEqual([[id]])
  })

  it('does not tell again of what was off the market for a moment', async () => {
    const { userId } = await saver({ text: 'clock' })
    const productId = await sell('A clock')
    await look()
    for (const isAvailable of [false, true]) {
      await db.products.update({ productId, sellerId, patch: { isAvailable } })
      await letTimePass()
      expect(await look()).toEqual({ checked: 1, told: 0, errors: [] })
    }
    expect(await toldTo(userId)).toEqual([[productId]])
  })

  it('forgets what it told when its time is over', async () => {
    const { userId } = await saver({ text: 'kettle' })
    await sell('A kettle')
    await look()
    await letMinutesPass(20)
    await look()
    const next = await sell('A kettle')
    await letTimePass()
    await look()
    expect((await toldTo(userId)).at(-1)).toEqual([next])
    const rows = await db.many(
      query<undefined, { toldIds: string[] }>('select told_ids as "toldIds" from saved_searches'),
    )
    expect(rows).toEqual([{ toldIds: [next] }])
  })
})

describe('notify', () => {
  it('takes those first that wait longest', async () => {
    const savers = [
      await saver({ text: 'vase' }),
      await saver({ text: 'vase' }),
      await saver({ text: 'vase' }),
    ]
    await sell('A vase')
    for (const [n, { id }] of [savers[1], savers[2], savers[0]].map((one) => one ?? { id: '' }).entries()) {
      await run(`update saved_searches set due_at = now() - interval '${9 - n} minutes' where id = '${id}'`)
    }
    const told: (readonly number[])[] = []
    for (let n = 0; n < 3; n++) {
      expect(await db.savedSearches.notify({ limit: 1 })).toEqual({ checked: 1, told: 1, errors: [] })
      told.push((await Promise.all(savers.map(({ userId }) => toldTo(userId)))).map(({ length }) => length))
    }
    expect(told).toEqual([
      [0, 1, 0],
      [0, 1, 1],
      [1, 1, 1],
    ])
  })

  it('loses nothing and tells nothing twice when a worker stops in between', async () => {
    const { userId } = await saver({ text: 'stove' })
    const id = await sell('A stove')
    const failing = recordingBy(() => Promise.reject(new Error('the worker stops')))
    const { errors } = await new SqlSavedSearchRepository(failing).notify()
    expect(errors).toEqual([new Error('the worker stops')])
    expect(await toldTo(userId)).toEqual([])
    // The lease keeps it from the next one for a while.
    expect(await db.savedSearches.notify()).toEqual({ checked: 0, told: 0, errors: [] })
    await letTimePass()
    expect(await db.savedSearches.notify()).toEqual({ checked: 1, told: 1, errors: [] })
    expect(await toldTo(userId)).toEqual([[id]])
  })

  it('refuses a worker whose lease has ended', async () => {
    const { userId } = await saver({ text: 'fridge' })
    const id = await sell('A fridge')
    const late = recordingBy(async (...call) => {
      await letTimePass()
      expect(await db.savedSearches.notify()).toEqual({ checked: 1, told: 1, errors: [] })
      return db.maybeOne(...call)
    })
    expect(await new SqlSavedSearchRepository(late).notify()).toEqual({ checked: 1, told: 0, errors: [] })
    expect(await toldTo(userId)).toEqual([[id]])
  })

  it('looks at the others though one cannot be looked at', async () => {
    const broken = await saver({ text: 'oven' })
    const { userId } = await saver({ text: 'oven' })
    await run(`update saved_searches set filters = '{"colour": 1}' where id = '${broken.id}'`)
    const id = await sell('An oven')
    const { errors, ...done } = await db.savedSearches.notify()
    expect(done).toEqual({ checked: 2, told: 1 })
    expect(errors).toMatchObject([{ code: 'invalid_input', field: 'colour' }])
    expect(await toldTo(userId)).toEqual([[id]])
    expect(await db.savedSearches.notify()).toEqual({ checked: 0, told: 0, errors: [] })
  })

  it('sets one that cannot be looked at aside for longer each time, up to a day, until it can', async () => {
    const { id } = await saver({ text: 'freezer' })
    const minutesUntilDue = async () => {
      const [row] = await db.many(
        query<undefined, { minutes: number }>(
          'select round(extract(epoch from due_at - now()) / 60)::float8 as minutes from saved_searches',
        ),
      )
      return row?.minutes
    }
    const lookInTime = async () => {
      await letTimePass()
      const { errors } = await db.savedSearches.notify()
      return [errors.length, await minutesUntilDue()]
    }
    await run(`update saved_searches set filters = '{"colour": 1}' where id = '${id}'`)
    const looks: unknown[] = []
    for (let n = 0; n < 11; n++) looks.push(await lookInTime())
    expect(looks).toEqual(
      [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440].map((minutes) => [1, minutes]),
    )
    await run(`update saved_searches set filters = '{}' where id = '${id}'`)
    expect(await lookInTime()).toEqual([0, 5])
    await run(`update saved_searches set filters = '{"colour": 1}' where id = '${id}'`)
    expect(await lookInTime()).toEqual([1, 5])
  })

  it('is part of maintenance', async () => {
    const { userId } = await saver({ text: 'toaster' })
    const id = await sell('A toaster')
    const { tasks } = await db.maintain({ tasks: ['savedSearches.notify'] })
    expect(tasks).toMatchObject([{ task: 'savedSearches.notify', changed: 1, isComplete: true, error: null }])
    expect(await toldTo(userId)).toEqual([[id]])
  })

  it('tells all others in a run of maintenance, which reports one that cannot be looked at', async () => {
    const { id: brokenId } = await saver({ text: 'grill' })
    const savers = [await saver({ text: 'grill' }), await saver({ text: 'grill' })]
    await run(
      `update saved_searches
       set filters = '{"colour": 1}', due_at = due_at - interval '1 hour'
       where id = '${brokenId}'`,
    )
    const id = await sell('A grill')
    const report = await db.maintain({ tasks: ['savedSearches.notify'], batchRows: 1 })
    expect(report.isComplete).toBe(false)
    expect(report.tasks).toMatchObject([
      { changed: 3, isComplete: false, error: { code: 'invalid_input', field: 'colour' } },
    ])
    for (const { userId } of savers) expect(await toldTo(userId)).toEqual([[id]])
  })
})
