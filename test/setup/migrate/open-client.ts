import { Client } from 'pg'

export type OpenClient = Client & AsyncDisposable

/** A connection that lasts as long as a test. */
export async function openClient(url: string, applicationName = 'a test'): Promise<OpenClient> {
  const client = new Client({ connectionString: url, application_name: applicationName })
  client.on('error', () => undefined)
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}

/** The first column of a query's rows. */
export async function column(client: Client, query: string): Promise<readonly unknown[]> {
  const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' })
  return rows.map(([value]) => value)
}
