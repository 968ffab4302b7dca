import type { ClientBase, QueryConfig, QueryResult } from 'pg'
import { clearTimeout, setTimeout } from '../engine/timers.js'

/** What a server takes no time for, COMMIT with its wait for standbys included, takes no longer. Milliseconds. */
const limitMs = 60_000

/** The clients that stand behind limited ones. */
const unlimitedClients = new WeakMap<ClientBase, ClientBase>()

/** Ends a connection at once, so that what waits on it rejects. */
export function destroyConnection(client: ClientBase): void {
  const { connection } = client as ClientBase & {
    readonly connection: { readonly stream: { destroy(): void } }
  }
  connection.stream.destroy()
}

/**
 * Makes a client of which each query ends after a while, by the end of its connection: pg waits for ever for a server that
 * is gone without a word.
 */
export function limitQueries(client: ClientBase, withinMs = limitMs): ClientBase {
  const query = async (text: string | QueryConfig, values?: unknown[]): Promise<QueryResult> => {
    const timer = setTimeout(() => destroyConnection(client), withinMs)
    try {
      return await client.query(text, values)
    } finally {
      clearTimeout(timer)
    }
  }
  const limited = new Proxy(client, {
    get(target, key) {
      if (key === 'query') return query
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  unlimitedClients.set(limited, client)
  return limited
}

/** The client that stands behind a limited one, for what may take as long as it takes; any other is its own. */
export function unlimited(client: ClientBase): ClientBase {
  return unlimitedClients.get(client) ?? client
}
