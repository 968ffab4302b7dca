/** The counts of days are broken here, past the commands, and are then named with the very row that is wrong. */

import { describe, expect, it } from 'vitest'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { brokenAfter } from '../setup/testing/broken-after.js'

const { db } = await openMarket()
const eventId = newId()
const productId = newId()
await db.analytics.track([
  { id: eventId, occurredAt: new Date(), eventType: 'product_viewed', productId, visitorId: 'one' },
])
await db.analytics.maintain()
const { id } = await db.one(
  query<{ readonly productId: string }, { readonly id: string }>(
    'select id from analytics_daily where subject_id = :productId!',
  ),
  { productId },
)

const ofProduct = `subject_id = '${productId}'`

describe('analyticsDaysCountedWrongly', () => {
  it.each([
    ['another number of events', id, `update analytics_daily set event_count = 2 where ${ofProduct}`],
    ['another number of visitors', id, `update analytics_daily set visitor_count = 0 where ${ofProduct}`],
    ['a count of something else', id, `update analytics_daily set subject_id = uuidv7() where ${ofProduct}`],
    ['no count', eventId, `delete from analytics_daily where ${ofProduct}`],
  ])('names the row with %s', async (_, broken, statement) => {
    expect(await brokenAfter(db, [statement])).toContainEqual({
      invariant: 'analyticsDaysCountedWrongly',
      table: 'analytics_daily',
      id: broken,
    })
  })

  it('lets a day be that has events to count, or whose events are gone', async () => {
    const wrong = `update analytics_daily set event_count = 2 where ${ofProduct}`
    const mark = `insert into analytics_dirty_days (day) select day from analytics_daily where ${ofProduct}`
    expect(await brokenAfter(db, [wrong, mark])).toEqual([])
    const gone = `update analytics_daily set day = '2020-01-01'`
    expect(await brokenAfter(db, [gone, 'delete from analytics_events'])).toEqual([])
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
