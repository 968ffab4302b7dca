import type { Duplex } from 'node:stream'
import { Client, type Connection } from 'pg'

/** A connection that reads the log of a slot as a standby does, says once that it has replayed its beginning, and then nothing more. */
export async function openStandby(url: string, slot: string, lsn: string): Promise<Duplex> {
  const target = new URL(url)
  target.searchParams.set('replication', 'true')
  const client = new Client({ connectionString: target.href, application_name: slot })
  client.on('error', () => undefined)
  await client.connect()
  const { connection } = client as unknown as { readonly connection: Connection }
  await new Promise((resolve, reject) => {
    connection.once('replicationStart', resolve)
    client.query(`START_REPLICATION SLOT ${slot} PHYSICAL ${lsn}`).catch(reject)
  })
  const [high = '', low = ''] = lsn.split('/')
  const position = (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
  const reply = Buffer.alloc(39)
  reply.write('d', 0)
  reply.writeInt32BE(38, 1)
  reply.write('r', 5)
  for (const at of [6, 14, 22]) reply.writeBigInt64BE(position, at)
  connection.stream.write(reply)
  return connection.stream
}
