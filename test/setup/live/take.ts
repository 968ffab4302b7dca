import type { LiveFeed } from '../../../src/live/live-feed.js'
import type { LiveEvent, LiveItem } from '../../../src/live/live-item.js'
import '../events/payloads.js'

/** Takes the next items of a stream, and leaves it open. @throws Error if it ends before. */
export async function take(feed: LiveFeed, count: number): Promise<LiveItem[]> {
  const items: LiveItem[] = []
  const iterator = feed[Symbol.asyncIterator]()
  while (items.length < count) {
    const { done, value } = await iterator.next()
    if (done === true) throw new Error(`the stream ended after ${items.length} items`)
    items.push(value)
  }
  return items
}

/** Takes the next events of a stream, and leaves it open. @throws Error if there is a gap. */
export async function takeEvents(feed: LiveFeed, count: number): Promise<LiveEvent[]> {
  return (await take(feed, count)).map((item) => {
    if (item.type === 'gap') throw new Error('there is a gap in the stream')
    return item
  })
}

/** Reads a stream to its end. */
export async function readAll(feed: LiveFeed): Promise<LiveItem[]> {
  const items: LiveItem[] = []
  for await (const item of feed) items.push(item)
  return items
}
