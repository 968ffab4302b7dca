import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: user } = await db.users.create(sampleUser())
const stream = await db.streams.create(sampleStream(user))

let before: Readonly<Record<string, number>>
beforeEach(async () => {
  before = await rowCounts(db)
})
afterEach(async () => {
  expect(await rowCounts(db)).toEqual(before)
  expect(await db.streams.get(stream.id)).toStrictEqual(stream)
})

async function expectRefusal(call: Promise<unknown>, value: unknown, field: string): Promise<void> {
  const error = await rejection(call, InvalidInputError)
  expect(error).toMatchObject({ field, code: 'invalid_input', retryable: false })
  expectNoTrace(error, value)
}

const nul = 'text with a \0 in it'
const fields: readonly (readonly [field: string, value: unknown])[] = [
  ['title', ''],
  ['title', '\u200B\u3164 '],
  ['title', 'live\u202Eevil'],
  ['title', 'x'.repeat(201)],
  ['title', nul],
  ['description', 'x'.repeat(10_001)],
  ['category', 'shoes'],
  ['streamType', 'replay'],
  ['rtmpUrl', 'https://ingest.example.com/live'],
  ['rtmpUrl', 'rtmp:ingest.example.com/live'],
  ['rtmpUrl', `rtmps://ingest.example.com/${'x'.repeat(2048)}`],
  ['streamKey', ''],
  ['streamKey', 'secret'.repeat(50)],
  ['streamKey', 12_345_678],
  ['hlsUrl', 'rtmp://ingest.example.com/live'],
  ['thumbnailUrl', 'javascript:alert(1)'],
  ['status', 'live'],
  ['viewerCount', 1_000_000],
  ['stream_key', 'a secret key'],
]

describe('streams refuse, by the name of the field', () => {
  it.each(fields)('%s: %o', async (field, value) => {
    await expectRefusal(db.streams.create({ ...sampleStream(user), [field]: value }), value, field)
    await expectRefusal(
      db.streams.update({ streamId: stream.id, userId: user, patch: { [field]: value } }),
      value,
      `patch.${field}`,
    )
  })

  it.each(['userId', 'title', 'category'])('%s: missing', async (field) => {
    const { [field]: missing, ...rest } = { ...sampleStream(user) } as Record<string, unknown>
    await expectRefusal(db.streams.create(rest as never), null, field)
    await expectRefusal(db.streams.create({ ...rest, [field]: null } as never), null, field)
  })

  it.each([['2030-01-01T00:00:00Z'], [1_893_456_000_000], [new Date(NaN)], [new Date(8.64e15)], [{}]])(
    'a time that is %o',
    async (time) => {
      const startsAt = time as never
      await expectRefusal(db.streams.create({ ...sampleStream(user), startsAt }), time, 'startsAt')
      await expectRefusal(
        db.streams.schedule({ streamId: stream.id, userId: user, startsAt }),
        time,
        'startsAt',
      )
    },
  )

  it('no time at all where one is to be set', async () => {
    await expectRefusal(db.streams.schedule({ streamId: stream.id, userId: user } as never), null, 'startsAt')
  })
})

describe('batches refuse, by where it stands', () => {
  it.each([-1, 1.5, NaN, '7', null, 2 ** 31, undefined])('a count that is %o', async (bad) => {
    const count = bad as number
    const [good, streamId] = [{ streamId: newId() }, stream.id]
    const counts = [
      { ...good, viewerCount: 1 },
      { streamId, viewerCount: count },
    ]
    await expectRefusal(db.streams.setViewerCounts(counts), bad, 'counts[1].viewerCount')
    const views = [
      { ...good, views: 1 },
      { streamId, views: count },
    ]
    await expectRefusal(db.streams.addViews(views), bad, 'views[1].views')
  })

  it('a stream that is no id, an unknown key, and what is no list', async () => {
    const bad = { streamId: 'not an id', viewerCount: 1 }
    await expectRefusal(db.streams.setViewerCounts([bad]), bad, 'counts[0].streamId')
    const more = { streamId: stream.id, views: 1, viewerCount: 1 }
    await expectRefusal(db.streams.addViews([more]), more, 'views[0].viewerCount')
    await expectRefusal(db.streams.addViews(new Map() as never), null, 'views')
  })
})

describe('commands and lists refuse', () => {
  it.each(['', 'not an id', null, undefined, 0, {}])('an id that is %o', async (bad) => {
    const id = bad as string
    await expectRefusal(db.streams.get(id), bad, 'id')
    await expectRefusal(db.streams.goLive({ streamId: id, userId: user }), bad, 'streamId')
    await expectRefusal(db.streams.end({ streamId: id, userId: user }), bad, 'streamId')
    await expectRefusal(db.streams.delete({ streamId: id, userId: user }), bad, 'streamId')
    const ofNobody = { streamId: stream.id, userId: id }
    await expectRefusal(db.streams.update({ ...ofNobody, patch: {} }), bad, 'userId')
    await expectRefusal(db.streams.schedule({ ...ofNobody, startsAt: null }), bad, 'userId')
    await expectRefusal(db.streams.goLive(ofNobody), bad, 'userId')
    await expectRefusal(db.streams.end(ofNobody), bad, 'userId')
    await expectRefusal(db.streams.delete(ofNobody), bad, 'userId')
    await expectRefusal(db.streams.stop({ streamId: stream.id, adminId: id }), bad, 'adminId')
    await expectRefusal(db.streams.stop({ streamId: id, adminId: user }), bad, 'streamId')
    await expectRefusal(db.streams.listByIds([stream.id, id]), bad, 'ids[1]')
    await expectRefusal(db.streams.listByUser({ userId: id }), bad, 'userId')
    await expectRefusal(db.streams.getBroadcast({ streamId: id, userId: user }), bad, 'streamId')
    await expectRefusal(db.streams.getBroadcast({ streamId: stream.id, userId: id }), bad, 'userId')
  })

  it('filters and limits that are none', async () => {
    await expectRefusal(db.streams.listLive({ category: 'shoes' as never }), 'shoes', 'category')
    await expectRefusal(db.streams.listUpcoming({ limit: 101 }), null, 'limit')
    await expectRefusal(db.streams.listByUser({ userId: user, status: 'over' as never }), null, 'status')
    await expectRefusal(db.streams.listLive({ status: 'ended' } as never), null, 'status')
  })
})
