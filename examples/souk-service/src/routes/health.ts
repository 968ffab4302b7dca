import type { FastifyPluginAsync } from 'fastify'
import type { Service } from '../service.js'

/** For the cluster: `live` fails if the process should be started anew, `ready` while nothing should be sent to it. */
export const health =
  ({ db, accounts, worker }: Service, isStopping: () => boolean): FastifyPluginAsync =>
  async (app) => {
    app.get('/health/live', async () => ({ status: 'ok' }))

    app.get('/health/ready', async (request, reply) => {
      if (isStopping()) return reply.status(503).send({ status: 'stopping' })
      try {
        // By each login: one whose password is wrong serves nobody.
        const found = await Promise.all([...new Set([db, accounts, worker])].map((one) => one.health()))
        const isReady = found.every(({ isHealthy, schemaVersion }) => isHealthy && schemaVersion !== null)
        const latencyMs = Math.max(...found.map((health) => health.latencyMs))
        return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'no schema', latencyMs })
      } catch (error) {
        request.log.error(error)
        return reply.status(503).send({ status: 'no database' })
      }
    })
  }
