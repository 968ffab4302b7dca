/** A program that stands between clients and the server and delays every byte: `node delay-proxy.js HOST PORT MS`. */
import { connect, createServer, type Socket } from 'node:net'

const [host = '', port = '', delay = ''] = process.argv.slice(2)
const delayMs = Number(delay)

/** Passes on what arrives, later and in its order. A timer of its own for each piece: those of one tick keep their order. */
function delayBytes(source: Socket, sink: Socket): void {
  source.on('data', (bytes) => setTimeout(() => sink.write(bytes), delayMs))
  source.on('close', () => setTimeout(() => sink.destroy(), delayMs))
  source.on('error', () => undefined)
}

const server = createServer({ noDelay: true }, (client) => {
  const upstream = connect({ host, port: Number(port), noDelay: true })
  delayBytes(client, upstream)
  delayBytes(upstream, client)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.send?.(address.port)
})
