/** Each invariant of streams and verifications finds the row that breaks it. */

import { describe, expect, it } from 'vitest'
import type * as invariants from '../../generated/invariants.queries.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'
import { brokenAfter } from '../setup/testing/broken-after.js'

const { db } = await openMarket()
const user = await db.users.create(sampleUser())
const { id: reviewerId } = await makeAdmin(db)
const scheduled = await db.streams.create(sampleStream(user.id))
const live = await db.streams.goLive({
  streamId: (await db.streams.create(sampleStream(user.id))).id,
  userId: user.id,
})
await db.streams.setViewerCounts([{ streamId: live.id, viewerCount: 7 }])
const ended = await db.streams.end({
  streamId: (
    await db.streams.goLive({
      streamId: (await db.streams.create(sampleStream(user.id))).id,
      userId: user.id,
    })
  ).id,
  userId: user.id,
})
const approved = await db.verifications.approve({
  verificationId: (await db.verifications.submit(sampleVerification(user.id))).id,
  reviewerId,
})
const pending = await db.verifications.submit(sampleVerification(user.id))

const second = '018f0000-0000-7000-8000-000000000000'
const breaks: readonly (readonly [keyof typeof invariants, string, string, readonly string[]])[] = [
  [
    'watchedStreamsOffAir',
    'streams',
    scheduled.id,
    [`update streams set viewer_count = 1 where id = '${scheduled.id}'`],
  ],
  [
    'endedStreamsOfAnotherDuration',
    'streams',
    ended.id,
    [
      `update streams set ended_at = started_at + interval '90.5 s', duration_seconds = 91 where id = '${ended.id}'`,
    ],
  ],
  [
    'endedStreamsOfAnotherDuration',
    'streams',
    ended.id,
    [`update streams set duration_seconds = null where id = '${ended.id}'`],
  ],
  [
    'endedStreamsOfAnotherDuration',
    'streams',
    live.id,
    [`update streams set duration_seconds = 0 where id = '${live.id}'`],
  ],
  [
    'approvedVerificationsOfUnverifiedUsers',
    'verifications',
    approved.id,
    [`update users set is_verified = false where id = '${user.id}'`],
  ],
  [
    'secondPendingVerifications',
    'verifications',
    pending.id,
    [
      'drop index ix_verifications_one_pending',
      `insert into verifications (id, user_id, verification_type) values ('${second}', '${user.id}', 'both')`,
    ],
  ],
]

describe('the invariants of streams and verifications', () => {
  it('hold after commands', async () => {
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(breaks)(
    '%s finds a row of %s, and nothing else is found',
    async (invariant, table, id, statements) => {
      expect(await brokenAfter(db, statements)).toEqual([{ invariant, table, id }])
    },
  )
})
