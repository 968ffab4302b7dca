import type { FastifyPluginAsync } from 'fastify'
import type { Service } from '../service.js'

/** For the cluster: `live` fails if the process should be started anew, `ready` while nothing should be sent to it. */
export const health =
  ({ db }: Service, isStopping: () => boolean): FastifyPluginAsync =>
  async (app) => {
    app.get('/health/live', async () => ({ status: 'ok' }))

    app.get('/health/ready', async (request, reply) => {
      if (isStopping()) return reply.status(503).send({ status: 'stopping' })
      try {
        const { isHealthy, schemaVersion, latencyMs } = await db.health()
        const isReady = isHealthy && schemaVersion !== null
        return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'no schema', latencyMs })
      } catch (error) {
        request.log.error(error)
        return reply.status(503).send({ status: 'no database' })
      }
    })
  }
