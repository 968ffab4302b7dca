// Figures of every query for Prometheus, which asks every few seconds.
import { createServer } from 'node:http'
import { createDatabase, formatPrometheus } from '@souk/db'

const db = createDatabase({ url: process.env['DATABASE_URL'] })

// Keep this port inside of the cluster: names of queries are nobody else's business.
const server = createServer((request, response) => {
  if (request.url !== '/metrics') {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  response.end(formatPrometheus(db.metrics()))
})
server.listen(Number(process.env['METRICS_PORT'] ?? 9464), () => console.log('listening', server.address()))

process.once('SIGTERM', () => {
  server.close(() => void db.close())
})
