import pg from 'pg'
import type { EmbeddedServer } from '../../../src/embedded/embedded-server.js'

/** Opens a client inside the process. The caller ends it. */
export async function openClient(server: EmbeddedServer, config: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ ...config, stream: () => server.connect() })
  // What a lost connection says without being asked would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Runs a function with some clients that end when it does. */
export async function withClients<T>(
  server: EmbeddedServer,
  count: number,
  run: (...clients: pg.Client[]) => Promise<T>,
): Promise<T> {
  const clients = await Promise.all(Array.from({ length: count }, () => openClient(server)))
  try {
    return await run(...clients)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** The first column of the first row. */
export async function value(client: pg.Client, text: string, values?: unknown[]): Promise<unknown> {
  const { rows } = await client.query<unknown[]>({ text, rowMode: 'array', ...(values && { values }) })
  return rows[0]?.[0]
}
