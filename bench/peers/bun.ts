import type { OpenPeer } from '../peer.js'
import { parseLabels } from './parse-labels.js'
import { parseLocation } from './parse-location.js'
import { toProductRow } from './product-row.js'
import type { Row } from './row.js'
import { sqlPeer, type RunSql } from './sql-peer.js'
import * as sql from './sql.js'

interface BunSql {
  unsafe(text: string, values: readonly unknown[]): Promise<Row[]>
  begin<T>(body: (tx: BunSql) => Promise<T>): Promise<T>
  array?(values: readonly unknown[], type: string): unknown
  end(): Promise<void>
}

/** The columns whose values Bun leaves as text: it has no parsers of one's own, so they are read row by row. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  price_minor: Number,
  original_price_minor: Number,
  view_count: Number,
  like_count: Number,
  profile_rating_count: Number,
  profile_rating_sum: Number,
  public_location: parseLocation,
  profile_badges: parseLabels,
}

function decode(row: Row): Row {
  for (const column in readers) {
    const value: unknown = row[column]
    if (typeof value === 'string') row[column] = readers[column]?.(value)
  }
  return row
}

/** Bun's own SQL client, which prepares statements by itself; it documents no cursor. */
export const open: OpenPeer = async ({ url, connections }) => {
  const name = 'bun'
  const { SQL } = (await import(name)) as { SQL: new (url: string, options: object) => BunSql }
  const client = new SQL(url, { max: connections, idleTimeout: 0 })
  const runOn =
    (some: BunSql): RunSql =>
    async (name, values) => {
      const sent = values.map((value) => (Array.isArray(value) ? arrayText(value) : value))
      return [...(await some.unsafe(sql[name], sent))].map(decode)
    }
  return {
    ...sqlPeer({
      run: runOn(client),
      transaction: (body) => client.begin((tx) => body(runOn(tx))),
      close: () => client.end(),
    }),
    fourStatements: ({ conversationId, senderId, content }) =>
      client.begin(async (tx) => {
        const run = runOn(tx)
        const [, , , conversations] = await Promise.all([
          run('insertMessage', [conversationId, senderId, content]),
          run('insertMessage', [conversationId, senderId, content]),
          run('countUnread', [conversationId]),
          run('findConversation', [conversationId]),
        ])
        return conversations[0]
      }),
    // It writes JSON by itself: a string would become a JSON string.
    insertProducts: (products) => client.unsafe(sql.insertProducts, [products.map(toProductRow)]),
  }
}

/** An array of ids or nothing, as the server reads it. */
function arrayText(values: readonly unknown[]): string {
  return `{${values.join(',')}}`
}
