import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import * as queries from '../../generated/streams.queries.js'
import { ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeStream, sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: owner } = await db.users.create(sampleUser())
const { id: stranger } = await db.users.create(sampleUser())

describe.each(bothWays(db))('getBroadcast on %s', (_, on) => {
  it('gives the owner the address and the key', async () => {
    const { id, rtmpUrl, streamKey } = await createdStream()
    const broadcast = await on(({ streams }) => streams.getBroadcast({ streamId: id, userId: owner }))
    expect(broadcast).toStrictEqual({ streamId: id, rtmpUrl, streamKey })
  })

  it('gives the owner null where nothing is known yet', async () => {
    const { id } = await db.streams.create(sampleStream(owner))
    const broadcast = await on(({ streams }) => streams.getBroadcast({ streamId: id, userId: owner }))
    expect(broadcast).toStrictEqual({ streamId: id, rtmpUrl: null, streamKey: null })
  })

  it('refuses everybody else, and the error knows no secret', async () => {
    const { id, rtmpUrl, streamKey } = await createdStream()
    for (const userId of [stranger, newId()]) {
      const error = await rejection(
        on(({ streams }) => streams.getBroadcast({ streamId: id, userId })),
        ForbiddenError,
      )
      expect(error).toMatchObject({ code: 'forbidden', rule: 'not_the_owner', retryable: false })
      const shown = inspect(error, { depth: 10, showHidden: true })
      expect(shown).not.toContain(rtmpUrl)
      expect(shown).not.toContain(streamKey)
    }
  })

  it('says when there is no such stream', async () => {
    const error = await rejection(
      on(({ streams }) => streams.getBroadcast({ streamId: newId(), userId: owner })),
      NotFoundError,
    )
    expect(error.table).toBe('streams')
  })

  it('gives what an update has changed', async () => {
    const { id } = await createdStream()
    await on(({ streams }) =>
      streams.update({ streamId: id, userId: owner, patch: { streamKey: 'rotated', rtmpUrl: null } }),
    )
    expect(await db.streams.getBroadcast({ streamId: id, userId: owner })).toStrictEqual({
      streamId: id,
      rtmpUrl: null,
      streamKey: 'rotated',
    })
  })
})

describe('the secrets of a stream', () => {
  it('are in the result of no other method', async () => {
    const given = await createdStream()
    const { id } = given
    const results = [
      await db.streams.create(given),
      await db.streams.get(id),
      await db.streams.listByIds([id]),
      await db.streams.update({ streamId: id, userId: owner, patch: { title: 'Another title' } }),
      await db.streams.schedule({ streamId: id, userId: owner, startsAt: new Date(Date.now() + 60_000) }),
      await db.streams.listUpcoming(),
      await db.streams.goLive({ streamId: id, userId: owner }),
      await db.streams.listLive(),
      await db.streams.listByUser({ userId: owner }),
      await db.streams.end({ streamId: id, userId: owner }),
    ]
    for (const result of results) {
      const shown = inspect(result, { depth: 10, showHidden: true })
      expect(shown).toContain(id)
      expect(shown).not.toContain(given.rtmpUrl)
      expect(shown).not.toContain(given.streamKey)
    }
  })

  it('do not leave the server for a stranger', async () => {
    const { id: streamId } = await createdStream()
    const row = await db.one(queries.findBroadcast, { streamId, userId: stranger })
    expect(row).toStrictEqual({ streamId, rtmpUrl: null, streamKey: null, isOwner: false })
  })

  it('are in the columns that one query reads, and no other', async () => {
    const { id } = await createdStream()
    const rows = await db.many(
      query<{ readonly id: string }, { readonly key: string }>(
        'select stream_key as key from streams where id = :id!::uuid',
      ),
      { id },
    )
    expect(rows).toHaveLength(1)
    const readers = Object.values(queries).filter(({ queryIR }) => {
      const returned = queryIR.statement.slice(queryIR.statement.search(/returning|select\n/))
      return /streams\.(?:stream_key|rtmp_url)/.test(returned)
    })
    expect(readers).toEqual([queries.findBroadcast])
  })
})

async function createdStream() {
  const given = completeStream(owner)
  await db.streams.create(given)
  return given
}
