import pg from 'pg'
import { startEmbeddedServer } from '../../../src/embedded/embedded-server.js'

const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('no folder given')
const server = await startEmbeddedServer({ dataDir })
const client = new pg.Client({ stream: () => server.connect() })
await client.connect()
await client.query('create table committed as select * from generate_series(1, 1000)')
await client.query('begin')
await client.query('insert into committed select * from generate_series(1, 1000)')
process.kill(process.pid, 'SIGKILL')
