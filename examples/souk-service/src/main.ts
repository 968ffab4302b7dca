import { assertSchema, formatPrometheus, type Database } from '@souk/db'
import { createServer } from 'node:http'
import { buildApp } from './app.js'
import { startBackgroundWork } from './background.js'
import { closeSockets } from './routes/live.js'
import { closeService, openService } from './service.js'
import { readSettings } from './settings.js'

const settings = readSettings(process.env)
// Migrations are a step of the deploy: see compose.yaml. The embedded database migrates itself.
if (settings.databases !== null) await assertSchema({ url: settings.databases.app }, { allowNewer: true })

const service = await openService(settings)
let isStopping = false
const app = await buildApp(service, { isStopping: () => isStopping, logger: true })
const work = await startBackgroundWork(service, app.log)

const metrics = createServer((request, response) => {
  if (request.url !== '/metrics') return response.writeHead(404).end()
  const { db, accounts, worker } = service
  const pools: Readonly<Record<string, Database>> = { service: db, accounts, worker }
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  response.end(
    formatPrometheus(
      Object.entries(pools).map(([login, pool]) => ({ metrics: pool.metrics(), labels: { login } })),
    ),
  )
})
if (settings.metricsPort !== null) metrics.listen(settings.metricsPort, settings.host)

await app.listen({ host: settings.host, port: settings.port })

/** Takes no new work, ends what has begun, then closes what it stands on. Whoever asks twice, or waits too long, is cut off. */
async function stop(signal: string): Promise<void> {
  if (isStopping) process.exit(1)
  isStopping = true
  app.log.info(`${signal}: stopping`)
  setTimeout(() => process.exit(1), 20_000).unref()
  closeSockets(app.websocketServer.clients)
  await app.close()
  await work.stop()
  metrics.close()
  await closeService(service)
}
process.on('SIGTERM', () => void stop('SIGTERM'))
process.on('SIGINT', () => void stop('SIGINT'))
