import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'

const mapLibre = dirname(createRequire(import.meta.url).resolve('maplibre-gl/package.json'))

/** The pages of public/, and the files of MapLibre GL that they need. */
export const pages: FastifyPluginAsync = async (app) => {
  await app.register(fastifyStatic, { root: join(import.meta.dirname, '../public'), maxAge: '5m' })
  await app.register(fastifyStatic, {
    root: join(mapLibre, 'dist'),
    prefix: '/maplibre/',
    decorateReply: false,
    allowedPath: (path) => /^\/maplibre-gl(?:-worker|-shared)?\.(?:mjs|css)$/.test(path),
    maxAge: '1d',
  })
  app.get('/chat', (_request, reply) => reply.sendFile('chat.html'))
}
