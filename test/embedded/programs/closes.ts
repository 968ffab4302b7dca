import pg from 'pg'
import { startEmbeddedServer } from '../../../src/embedded/embedded-server.js'

const server = await startEmbeddedServer()
const { url } = await server.listen()
const client = new pg.Client({ connectionString: url })
await client.connect()
await client.query('select 1')
await client.end()
await server.close()
console.log('closed')
