import type { FastifyPluginAsync } from 'fastify'
import type { Service } from '../service.js'

interface Readiness {
  readonly isReady: boolean
  readonly latencyMs: number
}

/** For the cluster: `live` fails if the process should be started anew, `ready` while nothing should be sent to it. */
export const health =
  ({ db, accounts, worker }: Service, isStopping: () => boolean): FastifyPluginAsync =>
  async (app) => {
    // Anybody may ask, as often as they like: the database is asked once a second.
    let answer: Promise<Readiness> | null = null
    const look = async (): Promise<Readiness> => {
      setTimeout(() => (answer = null), 1_000).unref()
      // By each login: one whose password is wrong serves nobody.
      const found = await Promise.all([...new Set([db, accounts, worker])].map((one) => one.health()))
      return {
        isReady: found.every(({ isHealthy, schemaVersion }) => isHealthy && schemaVersion !== null),
        latencyMs: Math.max(...found.map((health) => health.latencyMs)),
      }
    }

    app.get('/health/live', async () => ({ status: 'ok' }))

    app.get('/health/ready', async (request, reply) => {
      if (isStopping()) return reply.status(503).send({ status: 'stopping' })
      try {
        const { isReady, latencyMs } = await (answer ??= look())
        return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'no schema', latencyMs })
      } catch (error) {
        request.log.error(error)
        return reply.status(503).send({ status: 'no database' })
      }
    })
  }
