import type { ClientBase, QueryConfig, QueryResult } from 'pg'
import { clearTimeout, setTimeout } from '../engine/timers.js'

/**
 * The longest time for statements that cost the server nothing, COMMIT and its wait for standbys included.
 * Milliseconds.
 */
const limitMs = 60_000

/** The clients behind limited ones. */
const unlimitedClients = new WeakMap<ClientBase, ClientBase>()

/** Ends a connection at once; waiting queries reject. */
export function destroyConnection(client: ClientBase): void {
  const { connection } = client as ClientBase & {
    readonly connection: { readonly stream: { destroy(): void } }
  }
  connection.stream.destroy()
}

/**
 * Returns a client whose queries have a time limit, at which its connection ends: pg waits for ever for a server that
 * is gone.
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

/** Returns the client behind a limited one, for work without a time limit. Any other client is returned unchanged. */
export function unlimited(client: ClientBase): ClientBase {
  return unlimitedClients.get(client) ?? client
}
