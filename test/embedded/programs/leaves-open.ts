import pg from 'pg'
import { startEmbeddedServer } from '../../../src/embedded/embedded-server.js'

const server = await startEmbeddedServer()
const client = new pg.Client({ stream: () => server.connect() })
await client.connect()
await client.query('select 1')
console.log('done')
